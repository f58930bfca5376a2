"""The load's larger queries, as files that psql runs too, with parameters $1, $2."""

from __future__ import annotations

from importlib.resources import files


def query(name: str) -> bytes:
    """Return the text of `name`.sql; bytes, because psycopg takes only literals as `str`."""
    return files(__name__).joinpath(f"{name}.sql").read_bytes()
