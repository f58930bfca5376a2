"""docs/data-dictionary.md: every table, column, key and view with its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from supplygen.schema.base import AnyColumn
from supplygen.schema.graph import LevelGraph
from tools.docs.markdown import table
from tools.docs.views import View

HEAD = """\
# Data dictionary

Written by `make docs` from the schema in `python/supplygen/schema/` and the views in `migrations/sql/`; not by hand.
[er.md](er.md) shows the same tables as diagrams, [questions.md](questions.md) the views at work.

Keys: **P** primary key, **U** unique, an arrow points to the table that a foreign key refers to.
"""

COLUMN_HEADS = ("column", "type", "null", "key", "meaning")


def data_dictionary(graph: LevelGraph, views: Sequence[View]) -> str:
    """Return the document."""
    parts = [HEAD]
    for number, tables in graph.levels:
        parts += [f"## Level {number}: {graph.level_names[number]}\n", *map(_table, tables)]
    parts += ["## Views\n", *map(_view, views)]
    return "\n".join(parts)


def _table(one: Table) -> str:
    rows = [
        (column.name, _type(column.type), "yes" if column.nullable else "", _keys(column), _meaning(column))
        for column in one.columns
    ]
    return f"### {one.name}\n\n{one.comment}.\n\n{table(COLUMN_HEADS, rows)}{_composite_keys(one)}"


def _view(view: View) -> str:
    rows = zip(view.columns, view.types, view.comments, strict=True)
    return f"### {view.name}\n\n{view.comment}.\n\n{table(('column', 'type', 'meaning'), rows)}"


def _type(type_: TypeEngine[object]) -> str:
    # The dialect's factory is not typed.
    return str(type_.compile(dialect=postgresql.dialect())).lower()  # type: ignore[no-untyped-call]


def _keys(column: AnyColumn) -> str:
    """Return the keys that a column is, or is part of."""
    marks = ["P"] if column.primary_key else []
    marks += ["U"] if column.unique else []
    targets = {key.column.table.name for key in column.foreign_keys}
    return " ".join([*marks, *(f"→ {name}" for name in sorted(targets))])


def _meaning(column: AnyColumn) -> str:
    values: Iterable[str] = column.info.get("values", ())
    listed = f"; one of {', '.join(values)}" if values else ""
    target = f"; refers to {column.info['refers_to']}" if "refers_to" in column.info else ""
    return f"{column.comment}{listed}{target}"


def _composite_keys(one: Table) -> str:
    """Return the keys of several columns, which no row of the table above can show."""
    found = [one.primary_key, *(c for c in one.constraints if isinstance(c, UniqueConstraint))]
    lines = sorted(
        f"{'Primary key' if key is one.primary_key else 'Unique'}: {', '.join(key.columns.keys())}."
        for key in found
        if len(key.columns) > 1
    )
    return f"\n{' '.join(lines)}\n" if lines else ""
