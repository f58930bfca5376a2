"""The state in which a way leaves the tables, so that none is compared that does less."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import RawCursor
from psycopg.rows import class_row

from supplygen.schema import DEFAULT_COMPANY_SCHEMA
from supplygen.schema.graph import level_graph

SQL = Path(__file__).parent / "sql"
TABLES = [f"{table.schema or DEFAULT_COMPANY_SCHEMA}.{table.name}" for table in level_graph().tables]
"""With their schemas, in load order."""
SIZE = """
SELECT sum(pg_total_relation_size(pg_class.oid))::bigint
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind = 'r' AND nspname NOT IN ('pg_catalog', 'information_schema')
"""


@dataclass(frozen=True, slots=True)
class State:
    """How far the tables are."""

    indexes: int
    keys: int
    foreign_keys: int
    """Validated ones."""
    sequences: int
    """Those that go on after the last row."""
    analyzed_tables: int
    visible_tables: int
    """Those with pages in the visibility map."""


def state(url: str) -> State:
    """Look how far the company's tables are."""
    with psycopg.connect(url) as connection, RawCursor(connection, row_factory=class_row(State)) as cursor:
        found = cursor.execute((SQL / "state.sql").read_bytes(), [TABLES]).fetchone()
    assert found is not None
    return found


def insist(way: str, url: str, wanted: State) -> None:
    """End the benchmark if a way has not led to the state that the others lead to."""
    found = state(url)
    if found != wanted:
        sys.exit(f"{way} has left the tables in another state than the first load: {found} instead of {wanted}")


def size_bytes(url: str) -> int:
    """Return what all tables and indexes take on disk."""
    with psycopg.connect(url) as connection:
        row = connection.execute(SIZE).fetchone()
    assert row is not None
    return int(row[0])
