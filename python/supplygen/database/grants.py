"""What a role needs that only reads."""

from __future__ import annotations

from functools import reduce

import psycopg
from psycopg import sql

from supplygen.database.company_schema import CompanySchema
from supplygen.database.sql import query
from supplygen.errors import UsageError

READER, COMPANY = b':"reader"', b":company"
"""How psql is told the role, and tells itself the schema."""
PSQL_COMMAND = b"\\"
"""What a line has that is for psql alone."""


def grant_reading(connection: psycopg.Connection, role: str) -> None:
    """Let a role read all our tables and views; what is granted already stays."""
    lines = [line for line in query("reader").splitlines(keepends=True) if PSQL_COMMAND not in line]
    named = {
        READER: sql.Identifier(role).as_bytes(connection),
        COMPANY: sql.Identifier(CompanySchema.of(connection).name).as_bytes(connection),
    }
    statements = reduce(lambda text, variable: text.replace(variable, named[variable]), named, b"".join(lines))
    try:
        with connection.transaction():
            connection.execute(statements)
    except psycopg.errors.UndefinedObject as error:
        raise UsageError(f'role "{role}" does not exist: create it first') from error
