"""`supplygen migrate --down`: take the schema away, whatever state a load has left it in."""

from __future__ import annotations

from collections.abc import Sequence

from supplygen.database.locks import OnWait, in_silence
from supplygen.database.migrate import downgrade, upgrade
from supplygen.database.target import connect
from supplygen.database.version_table import version_schema
from supplygen.load.reset import empty_database


def remove_schema(url: str, tables: Sequence[str], on_wait: OnWait = in_silence) -> bool:
    """Empty and drop all tables; whether there were any. An older release's schema is brought to the head first."""
    with connect(url, "migrate") as connection:
        if version_schema(connection) is None:
            return False
    upgrade(url)
    empty_database(url, tables, on_wait=on_wait)
    downgrade(url)
    return True
