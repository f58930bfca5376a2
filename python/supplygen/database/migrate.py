"""Runs the migrations that travel with the package; in a checkout, `alembic` runs the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from supplygen.errors import DatabaseUnavailableError, SupplygenError, UsageError

MIGRATIONS = Path(__file__).parents[1] / "migrations"
HEAD, BASE = "head", "base"
"""The newest revision, and the database without any."""


def upgrade(
    url: str | None,
    revision: str = HEAD,
    schema: str | None = None,
    *,
    sql: bool = False,
    partitioned: bool = False,
) -> None:
    """Bring a database to a revision; with `sql`, print what would do so and look at no database.

    `schema` is where the company's tables go; None: where they are, else `public`. `partitioned`: those that grow with
    time are made so; a database that has them so keeps that anyway.
    """
    config = _config(url, schema)
    if partitioned:
        config.attributes["partitioned"] = "yes"
    with _in_one_line():
        command.upgrade(config, revision, sql=sql)


def downgrade(url: str | None, revision: str = BASE) -> None:
    """Take a database that holds no load back to a revision."""
    with _in_one_line():
        command.downgrade(_config(url), revision)


def _config(url: str | None, schema: str | None = None) -> Config:
    config = Config(attributes={"url": url, "schema": schema})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Give what Alembic makes of our errors back as what they were, and its own as errors of usage."""
    try:
        yield
    except CommandError as error:
        cause = error.__cause__
        if isinstance(cause, SupplygenError):
            raise cause from error
        of_database = isinstance(cause, (sa.exc.DBAPIError, psycopg.Error))
        raise (DatabaseUnavailableError if of_database else UsageError)(str(error)) from error
