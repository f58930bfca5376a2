"""Indexes, keys, sequences and foreign keys of the company's tables, as the catalog has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import RawCursor
from psycopg.rows import class_row

from bench.state import SQL, TABLES

INDEX, KEY, SEQUENCE = "index", "key", "sequence"
DECLARED, VALIDATED = "foreign key, declared", "foreign key"


@dataclass(frozen=True, slots=True)
class DatabaseObject:
    """An object, or one of the two steps to a foreign key."""

    kind: str
    table_name: str
    columns: int
    definition: str
    """The statement that builds it."""
    removal: str | None
    """The one that takes it down, where it does not go with another."""


def objects(url: str) -> dict[str, list[DatabaseObject]]:
    """Return all objects by kind."""
    found: dict[str, list[DatabaseObject]] = defaultdict(list)
    with psycopg.connect(url) as connection, RawCursor(connection, row_factory=class_row(DatabaseObject)) as cursor:
        connection.execute("SET search_path = pg_catalog")
        for item in cursor.execute((SQL / "objects.sql").read_bytes(), [TABLES]):
            found[item.kind].append(item)
    return found


def take_down(url: str, found: dict[str, list[DatabaseObject]]) -> None:
    """Leave nothing but the tables."""
    with psycopg.connect(url) as connection:
        for kind in (VALIDATED, KEY, INDEX):
            for item in found[kind]:
                if item.removal is not None:
                    connection.execute(item.removal.encode())


def by_table(items: Sequence[DatabaseObject]) -> dict[str, list[DatabaseObject]]:
    """Group by table."""
    groups: dict[str, list[DatabaseObject]] = defaultdict(list)
    for item in items:
        groups[item.table_name].append(item)
    return groups
