"""docs/er.md: the tables of each level and what they refer to, as Mermaid diagrams."""

from __future__ import annotations

from sqlalchemy import Table

from supplygen.schema.graph import LevelGraph
from tools.docs.markdown import table

HEAD = """\
# Tables and their references

Written by `make docs` from the schema; not by hand. A table refers to tables of its own or of lower levels only, so
each level has a diagram: its tables, the tables they refer to, and the columns by which they do. All columns are in
[data-dictionary.md](data-dictionary.md).

[![All tables by level, and what they refer to](er.svg)](er.svg)

A line leads from a table down to one that refers to it; it is dashed where the reference may be null. Opened by
itself, the picture shows the lines of the table that is pointed at, and what it holds.
"""


def diagrams(graph: LevelGraph) -> str:
    """Return the document."""
    rows = [
        (number, graph.level_names[number], len(tables), ", ".join(_lower_levels(graph, number, tables)))
        for number, tables in graph.levels
    ]
    overview = table(("level", "name", "tables", "refers to levels"), rows)
    levels = [
        f"## Level {number}: {graph.level_names[number]}\n\n{_diagram(tables)}" for number, tables in graph.levels
    ]
    return "\n".join([HEAD, overview, *levels])


def _lower_levels(graph: LevelGraph, number: int, tables: tuple[Table, ...]) -> list[str]:
    found = {graph.level(parent) for one in tables for parent in graph.parents[one.name]}
    return [str(level) for level in sorted(found - {number})]


def _diagram(tables: tuple[Table, ...]) -> str:
    lines = [line for one in tables for line in (_references(one) or [one.name])]
    return "\n".join(["```mermaid", "erDiagram", *(f"    {line}" for line in lines), "```", ""])


def _references(one: Table) -> list[str]:
    """Return one line for each table that is referred to, whatever the number of keys that do."""
    places = {name: place for place, name in enumerate(one.columns.keys())}
    columns: dict[str, list[str]] = {}
    optional: dict[str, bool] = {}
    for key in sorted(one.foreign_key_constraints, key=lambda key: places[key.column_keys[0]]):
        name = key.referred_table.name
        columns.setdefault(name, []).append(" + ".join(key.column_keys))
        optional[name] = optional.get(name, True) and any(column.nullable for column in key.columns)
    return [
        f'{name} {"|o" if optional[name] else "||"}--o{{ {one.name} : "{", ".join(labels)}"'
        for name, labels in columns.items()
    ]
