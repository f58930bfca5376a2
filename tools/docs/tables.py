"""The lists of tables in the invariants I02 and I43, which look into each that the schema declares, and no other.

They stand between two marks in the SQL files; the rest of a file is written by hand.
"""

from __future__ import annotations

from supplygen.schema.graph import LevelGraph

BEGIN, END = "-- Tables, written by `make docs`: begin.", "-- Tables, written by `make docs`: end."
INDENT = " " * 8


def with_filled_tables(text: str, graph: LevelGraph) -> str:
    """Return the file with every table, and whether it has rows."""
    return _with_rows(text, graph, "EXISTS (SELECT FROM ONLY {})")


def with_counted_tables(text: str, graph: LevelGraph) -> str:
    """Return the file with every table, and how many rows it has."""
    return _with_rows(text, graph, "(SELECT count(*) FROM ONLY {})")


def _with_rows(text: str, graph: LevelGraph, found: str) -> str:
    head, rest = text.split(f"{INDENT}{BEGIN}\n")
    tail = rest.split(f"{INDENT}{END}\n")[1]
    rows = ",\n".join(f"{INDENT}('{table.name}', {found.format(table.fullname)})" for table in graph.tables)
    return f"{head}{INDENT}{BEGIN}\n{rows}\n{INDENT}{END}\n{tail}"
