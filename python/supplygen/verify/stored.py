"""The invariants inside the database, where `supplygen.verify()` runs them for whoever has only psql."""

from __future__ import annotations

from collections.abc import Collection

import psycopg

from supplygen.database.layout import in_layout
from supplygen.verify import registry


def store(connection: psycopg.Connection, tables: Collection[str]) -> None:
    """Put the package's invariants in place of those that are there: the data is this version's.

    `tables`: the only ones that are loaded; none is all. What cannot be judged of them is left out.
    """
    clear(connection)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO supplygen.invariant (id, title, kind, cost, query) VALUES (%s, %s, %s, %s, %s)",
            [
                (one.id, one.title, one.kind, one.cost, in_layout(connection, one.query).decode())
                for one in registry.of_part(tables)
            ],
        )


def clear(connection: psycopg.Connection) -> None:
    """Forget them: nothing is to be verified."""
    connection.execute("DELETE FROM supplygen.invariant")
