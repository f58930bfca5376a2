"""What is done to the leaves of a partitioned table: each step finds out whether an earlier attempt has done it."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg
from psycopg import RawCursor, sql

from supplygen.database.catalog import every_schema_named
from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import LEAF_SCHEMA, leaf_identifier
from supplygen.database.ledger import NEXT, DatabaseObject
from supplygen.database.sql import query
from supplygen.schema import TABLES

BOUNDS = "bounds"
"""Name of the check that lets a leaf be attached without another look at its rows."""

Bounds = Iterable[int | None]
"""First leading key of a leaf, and the one after its last; None is no limit."""


def make_room(connection: psycopg.Connection, tables: Iterable[str]) -> None:
    """Drop all leaves of partitioned tables; what refers to them is taken down."""
    # CREATE SCHEMA IF NOT EXISTS would ask for the right to create schemas even where there is one.
    if connection.execute("SELECT to_regnamespace(%s)", [LEAF_SCHEMA]).fetchone() == (None,):
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(LEAF_SCHEMA)))
    drop(connection, tables)


def drop(connection: psycopg.Connection, tables: Iterable[str], *, attached: bool = True) -> None:
    """Drop the leaves of tables, or only those that are not `attached`."""
    found = connection.execute(
        "SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r'"
        " AND regexp_replace(relname, '_[0-9]+$', '') = ANY (%s) AND (%s OR NOT relispartition)",
        [LEAF_SCHEMA, list(tables), attached],
    ).fetchall()
    for (name,) in found:
        connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(LEAF_SCHEMA, name)))


def make(connection: psycopg.Connection, company: CompanySchema, table: str, part: int) -> sql.Identifier:
    """Make a leaf anew, without keys and indexes: COPY FREEZE fills it within the same transaction."""
    leaf = leaf_identifier(table, part)
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(leaf))
    # Not its identity: since version 17 a leaf that has one cannot be attached, and takes the parent's.
    including = "INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING STORAGE INCLUDING COMPRESSION"
    statement = sql.SQL(f"CREATE TABLE {{}} (LIKE {{}} {including})")
    connection.execute(statement.format(leaf, company.identifier(table)))
    return leaf


def index(connection: psycopg.Connection, company: CompanySchema, table: str, part: int, bounds: Bounds) -> None:
    """Give a leaf the indexes and keys of its table, and a check of its bounds."""
    leaf = leaf_identifier(table, part)
    with every_schema_named(connection), RawCursor(connection) as cursor:
        cursor.execute(query("leaf_indexes"), [company.qualified(table), leaf.as_string(connection)])
        statements = cursor.fetchall()
    for (statement,) in statements:
        connection.execute(statement.encode())
    key = sql.Identifier(next(iter(TABLES[table].primary_key)).name)
    limits = [
        sql.SQL("{} {} {}").format(key, sql.SQL(sign), sql.Literal(limit))
        for sign, limit in zip((">=", "<"), bounds, strict=True)
        if limit is not None
    ]
    if limits:
        check = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} CHECK ({})")
        connection.execute(check.format(leaf, sql.Identifier(BOUNDS), sql.SQL(" AND ").join(limits)))


def declare(connection: psycopg.Connection, part: int, item: DatabaseObject) -> None:
    """Declare a foreign key of a table for one of its leaves, which is not attached yet."""
    leaf = leaf_identifier(item.table_name, part)
    known = connection.execute(
        "SELECT FROM pg_catalog.pg_constraint WHERE conrelid = %s::regclass AND conname = %s",
        [leaf.as_string(connection), item.object_name],
    )
    if known.rowcount == 0:
        _, add, key = item.declaration().partition(NEXT)[0].partition(" ADD CONSTRAINT ")
        connection.execute(f"ALTER TABLE {leaf.as_string(connection)}{add}{key}".encode())


def validate(connection: psycopg.Connection, part: int, item: DatabaseObject) -> None:
    """Compare the rows of a leaf with those that they refer to; a valid key is left as it is."""
    if not item.stays_unvalidated:
        statement = sql.SQL("ALTER TABLE {} VALIDATE CONSTRAINT {}")
        connection.execute(statement.format(leaf_identifier(item.table_name, part), sql.Identifier(item.object_name)))


def attach(connection: psycopg.Connection, company: CompanySchema, table: str, part: int, bounds: Bounds) -> None:
    """Make a leaf a partition of its table."""
    leaf = leaf_identifier(table, part)
    is_attached = connection.execute(
        "SELECT relispartition FROM pg_catalog.pg_class WHERE oid = to_regclass(%s)", [leaf.as_string(connection)]
    ).fetchone()
    if is_attached == (False,):
        unlimited = (sql.SQL("MINVALUE"), sql.SQL("MAXVALUE"))
        limits = [all_ if one is None else sql.Literal(one) for one, all_ in zip(bounds, unlimited, strict=True)]
        statement = sql.SQL("ALTER TABLE {} ATTACH PARTITION {} FOR VALUES FROM ({}) TO ({})")
        connection.execute(statement.format(company.identifier(table), leaf, *limits))
        connection.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}").format(leaf, sql.Identifier(BOUNDS)))
