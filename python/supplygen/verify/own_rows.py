"""Leave out the rows of tables that inherit from ours: PostgreSQL gives them with those of the parent.

The few tables that have children are shadowed by common table expressions of their own name in front of the unchanged
query, as `supplygen.own_rows()` does it in the database.
"""

from __future__ import annotations

from collections.abc import Container

import psycopg
from psycopg import sql

from supplygen.schema import TABLES

PARENTS = """
    SELECT DISTINCT relname
    FROM pg_catalog.pg_inherits
    JOIN pg_catalog.pg_class ON pg_class.oid = inhparent
    WHERE relnamespace = supplygen.company_schema() AND relkind = 'r' AND relname = ANY (%s)
    ORDER BY relname
"""


def own_rows(connection: psycopg.Connection, besides: Container[str] = ()) -> sql.Composable:
    """Give the expressions that shadow tables with children, each with a comma behind it, but for those `besides`."""
    parents = [row[0] for row in connection.execute(PARENTS, [list(TABLES)])]
    shadow = sql.SQL("{table} AS NOT MATERIALIZED (SELECT * FROM ONLY {source}),\n")
    return sql.Composed(
        [
            shadow.format(table=sql.Identifier(table), source=sql.Identifier(table))
            for table in parents
            if table not in besides
        ]
    )
