"""What a role needs that only reads."""

from __future__ import annotations

import psycopg
from psycopg import sql

from supplygen.database.sql import query
from supplygen.errors import UsageError

READER = b':"reader"'
"""How psql is told the role."""
PSQL_COMMAND = b"\\"
"""How a line begins that is for psql alone."""


def grant_reading(connection: psycopg.Connection, role: str) -> None:
    """Let a role read all our tables and views; what is granted already stays."""
    lines = [line for line in query("reader").splitlines(keepends=True) if not line.startswith(PSQL_COMMAND)]
    named = sql.Identifier(role).as_bytes(connection)
    try:
        with connection.transaction():
            connection.execute(b"".join(lines).replace(READER, named))
    except psycopg.errors.UndefinedObject as error:
        raise UsageError(f'role "{role}" does not exist: create it first') from error
