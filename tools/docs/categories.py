"""The list of categories in invariant I02: every column of a category with its values, as the schema has them.

It stands between two marks in the SQL file; the rest of the file is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supplygen.schema.base import AnyColumn
from supplygen.schema.graph import LevelGraph

BEGIN, END = "-- Written by `make docs`: begin.", "-- Written by `make docs`: end."
INDENT = " " * 8
WIDTH = 120


def with_categories(text: str, graph: LevelGraph) -> str:
    """Return the file with the schema's list between its marks."""
    head, rest = text.split(f"{INDENT}{BEGIN}\n")
    tail = rest.split(f"{INDENT}{END}\n")[1]
    rows = ",\n".join(_rows(graph))
    return f"{head}{INDENT}{BEGIN}\n{rows}\n{INDENT}{END}\n{tail}"


def _rows(graph: LevelGraph) -> Iterator[str]:
    for table in graph.tables:
        for column in table.columns:
            if "values" in column.info:
                yield _row(table.name, column)


def _row(table: str, column: AnyColumn) -> str:
    """Return a row of VALUES: table, column, the values of the schema, the values that occur."""
    listed = [f"'{value}'" for value in column.info["values"]]
    listed[0] = f"ARRAY[{listed[0]}"
    listed[-1] += "]"
    lines = _wrapped([f"{INDENT}('{table}'", f"'{column.name}'", *listed])
    return f"{lines},\n{INDENT} ARRAY(SELECT DISTINCT {column.name} FROM {table}))"


def _wrapped(parts: Sequence[str]) -> str:
    """Join parts by commas, and break lines between them only: values may hold spaces."""
    lines = [parts[0]]
    for part in parts[1:]:
        if len(f"{lines[-1]}, {part},") > WIDTH:
            lines.append(f"{INDENT} {part}")
        else:
            lines[-1] += f", {part}"
    return ",\n".join(lines)
