"""Keys and indexes as the server's catalog has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import RawCursor, sql
from psycopg.rows import class_row

from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import in_layout
from supplygen.database.ledger import DatabaseObject
from supplygen.database.sql import query


def objects(connection: psycopg.Connection, tables: Sequence[str]) -> list[DatabaseObject]:
    """Return every index, key and foreign key of the tables, in the order in which they are to be built."""
    company = CompanySchema.of(connection)
    with (
        connection.transaction(),
        every_schema_named(connection),
        RawCursor(connection, row_factory=class_row(DatabaseObject)) as cursor,
    ):
        cursor.execute(query("objects"), [list(tables), [company.of_table(table) for table in tables]])
        return cursor.fetchall()


@contextmanager
def every_schema_named(connection: psycopg.Connection) -> Iterator[None]:
    """Have the server name the schema of everything in a definition, within the transaction under way."""
    before = connection.execute("SELECT current_setting('search_path')").fetchone()
    connection.execute("SET LOCAL search_path = pg_catalog")
    yield
    connection.execute("SELECT set_config('search_path', %s, true)", before)


def validate(connection: psycopg.Connection, company: CompanySchema, item: DatabaseObject) -> None:
    """Compare the rows of a foreign key that has only been declared, unless that is how its user left it."""
    if not item.stays_unvalidated:
        statement = sql.SQL("ALTER TABLE {} VALIDATE CONSTRAINT {}")
        connection.execute(statement.format(company.identifier(item.table_name), sql.Identifier(item.object_name)))


def filled_tables(connection: psycopg.Connection, tables: Sequence[str]) -> list[str]:
    """Return those of the tables that hold a row."""
    if not tables:
        return []  # a query of none would be empty
    company = CompanySchema.of(connection)
    probes = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM ONLY {})").format(sql.Literal(table), company.identifier(table))
        for table in tables
    ]
    return [row[0] for row in connection.execute(in_layout(connection, sql.SQL(" UNION ALL ").join(probes)))]
