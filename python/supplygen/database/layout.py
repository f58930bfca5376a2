"""How a database has a table: plain, or partitioned by its leading key, with the leaves in a schema of their own."""

from __future__ import annotations

import re

import psycopg
from psycopg import sql

from supplygen.database.company_schema import FUNCTION, find_company
from supplygen.schema import TABLES

LEAF_SCHEMA = "supplygen_parts"
"""Of the leaves of partitioned tables, so that a list of the company's tables stays short."""
_ONLY = re.compile(r'\bONLY ((?:"[^"]+"\.|\w+\.)?"?(\w+)"?)')


def partitioned(connection: psycopg.Connection) -> frozenset[str]:
    """Return the tables that are partitioned: the catalog is where the layout is remembered."""
    if find_company(connection) is None:
        return frozenset()
    found = connection.execute(
        f"SELECT relname FROM pg_catalog.pg_class WHERE relkind = 'p' AND relnamespace = {FUNCTION}".encode()
    )
    return frozenset(name for (name,) in found) & TABLES.keys()


def in_layout(connection: psycopg.Connection, statement: str | sql.Composable) -> bytes:
    """Let a statement for plain tables read and empty the leaves of partitioned ones too.

    ONLY leaves out tables of others that inherit from ours. From a partitioned table none can.
    """
    text = statement if isinstance(statement, str) else statement.as_string(connection)
    names = partitioned(connection) if "ONLY" in text else frozenset()
    return _ONLY.sub(lambda found: found[1] if found[2] in names else found[0], text).encode()


def leaf_identifier(table: str, part: int) -> sql.Identifier:
    """Name the leaf of a part in a statement."""
    return sql.Identifier(LEAF_SCHEMA, f"{table}_{part:02}")
