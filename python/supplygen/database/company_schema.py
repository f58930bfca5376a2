"""The database schema that the company's tables and views are in: `public`, or another beside somebody's application.

The first migration of a database settles it for good, and the function `supplygen.company_schema()` tells it to
everybody else. The function holds the schema itself, not its name: a schema that is renamed is followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

import psycopg
from psycopg import sql

from supplygen.errors import UsageError
from supplygen.schema import PRODUCT_SCHEMA, TABLES

FUNCTION = f"{PRODUCT_SCHEMA}.company_schema()"
"""Returns it as a `regnamespace`, whose text is quoted where it has to be."""
COMPANY_PATH = f"SELECT pg_catalog.set_config('search_path', {FUNCTION}::text || ', pg_temp', true)"
"""Names without a schema are the company's until the transaction ends, whatever the role and its settings."""
MADE = "The company of supplygen, made by its migrations and dropped when they are taken back"
"""Comment of a schema that a migration has made."""
_NAME = re.compile(r"[^\W\d][\w -]*")
_LONGEST_BYTES = 63
"""Of a name; PostgreSQL cuts what is longer."""
_RESERVED = {"information_schema", PRODUCT_SCHEMA, f"{PRODUCT_SCHEMA}_bench", f"{PRODUCT_SCHEMA}_parts"}


@dataclass(frozen=True, slots=True)
class CompanySchema:
    """Names tables in statements of sessions whose search path is not ours."""

    name: str

    @classmethod
    def of(cls, connection: psycopg.Connection) -> Self:
        """Ask a database that has been migrated."""
        row = connection.execute(f"SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = {FUNCTION}").fetchone()
        assert row is not None
        return cls(row[0])

    def of_table(self, table: str) -> str:
        """Return the schema that a table is in: a few of the content are the product's."""
        return TABLES[table].schema or self.name

    def identifier(self, table: str) -> sql.Identifier:
        """Name a table."""
        return sql.Identifier(self.of_table(table), table)

    def qualified(self, table: str) -> str:
        """Name a table as a text that the server reads as a `regclass`."""
        return self.identifier(table).as_string(None)


def find_company(connection: psycopg.Connection) -> CompanySchema | None:
    """Ask any database; None where no migration of this release or a later one has run."""
    is_there = connection.execute("SELECT to_regprocedure(%s) IS NOT NULL", [FUNCTION]).fetchone()
    return CompanySchema.of(connection) if is_there == (True,) else None


def checked_name(name: str) -> str:
    """Return a name that somebody wants for the schema, or refuse it."""
    if not _NAME.fullmatch(name) or len(name.encode()) > _LONGEST_BYTES:
        raise UsageError(
            f"{name!r} is no name for the company's schema: a letter or underscore, then letters, digits, underscores,"
            f" hyphens and spaces, {_LONGEST_BYTES} bytes at most"
        )
    if name.startswith("pg_") or name in _RESERVED:
        raise UsageError(f"schema {name} is not for the company's tables: PostgreSQL or supplygen keeps it for itself")
    return name


def settle_statement(company: str) -> str:
    """Return what has the database remember where its company is, and makes that schema where it is missing."""
    name, quoted = sql.Literal(company).as_string(None), sql.Identifier(company).as_string(None)
    schema = f"{sql.Literal(quoted).as_string(None)}::regnamespace"
    # CREATE SCHEMA IF NOT EXISTS would ask for the right to create schemas even where there is one.
    return f"""DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = {name}) THEN
        CREATE SCHEMA {quoted};
        COMMENT ON SCHEMA {quoted} IS '{MADE}';
    END IF;
    IF to_regprocedure('{FUNCTION}') IS NULL THEN
        CREATE FUNCTION {FUNCTION} RETURNS regnamespace LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN {schema};
        COMMENT ON FUNCTION {FUNCTION} IS 'Schema of the company''s tables and views';
    ELSIF {FUNCTION} <> {schema} THEN
        RAISE EXCEPTION 'the company of this database is in schema %', {FUNCTION};
    END IF;
END $$"""
