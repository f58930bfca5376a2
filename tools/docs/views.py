"""The company's views as the server's catalog has them; their SQL in `migrations/sql` is their only declaration."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row

CATALOG = b"""
    SELECT
        relname AS name,
        obj_description(pg_class.oid, 'pg_class') AS comment,
        array_agg(attname::text ORDER BY attnum) AS columns,
        array_agg(format_type(atttypid, atttypmod) ORDER BY attnum) AS types,
        array_agg(col_description(pg_class.oid, attnum) ORDER BY attnum) AS comments
    FROM pg_class
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
    WHERE relkind = 'v' AND relnamespace = supplygen.company_schema()
    GROUP BY pg_class.oid, relname
    ORDER BY relname COLLATE "C"
"""


@dataclass(frozen=True, slots=True)
class View:
    """A view with its columns, in order."""

    name: str
    comment: str
    columns: list[str]
    types: list[str]
    comments: list[str | None]


def described_views(connection: psycopg.Connection) -> list[View]:
    """Return the company's views by name."""
    with connection.cursor(row_factory=class_row(View)) as cursor:
        return cursor.execute(CATALOG).fetchall()
