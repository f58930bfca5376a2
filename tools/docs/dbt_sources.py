"""dbt/models/sources/sources.yml: every table and column with its meaning, and all rules of the schema as tests of dbt.

The database enforces keys, categories and nulls itself; those tests are for copies of the data in a warehouse that
does not. What no database declares, ids of higher levels and ids whose table another column names, carries a tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint
from sqlalchemy.sql import quoted_name

from supplygen.schema import DEFAULT_COMPANY_SCHEMA, PRODUCT_SCHEMA, TABLES
from supplygen.schema.base import AnyColumn
from supplygen.schema.graph import LevelGraph

SOURCES = "dbt/models/sources/sources.yml"
"""Where the dbt project keeps it."""
WIDTH = 120
HEAD = "# Written by `make docs` from the schema in python/supplygen/schema/; not by hand.\n"
ABOUT = {
    DEFAULT_COMPANY_SCHEMA: "The company: a year of its supply chain",
    PRODUCT_SCHEMA: "What the simulation tells about itself",
}
COMPANY = f"{{{{ var('company_schema', '{DEFAULT_COMPANY_SCHEMA}') }}}}"
"""Where dbt finds the company."""
UNDECLARED = "undeclared"
"""Tag of a test that no key or check of the database repeats."""

Node = dict[str, Any]
"""A mapping of the YAML document."""


class _Dumper(yaml.SafeDumper):
    """Writes names of SQLAlchemy as the texts that they are."""


_Dumper.add_representer(quoted_name, _Dumper.represent_str)


def dbt_sources(graph: LevelGraph) -> str:
    """Return the file."""
    return HEAD + yaml.dump(document(graph), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def document(graph: LevelGraph) -> Node:
    """Return what the file says: a source for each database schema, named like it, the company's like its default."""
    sources = [
        {
            "name": name,
            "description": about,
            "schema": name if name == PRODUCT_SCHEMA else COMPANY,
            "tables": [_table(table) for table in graph.tables if _source_of(table) == name],
        }
        for name, about in ABOUT.items()
    ]
    return {"version": 2, "sources": sources}


def _table(one: Table) -> Node:
    node: Node = {"name": one.name, "description": f"{one.comment}."}
    if tests := [*_unique_together(one), *_refers_together(one)]:
        node["data_tests"] = tests
    return node | {"columns": [_column(column) for column in one.columns]}


def _column(column: AnyColumn) -> Node:
    node: Node = {"name": column.name, "description": column.comment}
    if tests := list(_column_tests(column)):
        node["data_tests"] = tests
    return node


def _column_tests(column: AnyColumn) -> Iterator[str | Node]:
    if not column.nullable:
        yield "not_null"
    if column.unique or [*column.table.primary_key] == [column]:
        yield "unique"
    if "values" in column.info:
        yield {"accepted_values": {"arguments": {"values": list(column.info["values"])}}}
    for key in column.foreign_keys:
        if key.constraint is not None and len(key.constraint.elements) == 1:
            yield _relationship(key.column.table, key.column.name)
    yield from _undeclared(column)


def _undeclared(column: AnyColumn) -> Iterator[Node]:
    """Tests of references that no foreign key declares; one whose target is any table has none."""
    if "refers_to" in column.info:
        yield _relationship(*_target(column.info["refers_to"]), config={"tags": [UNDECLARED]})
    for value, target in (column.info.get("targets") or {}).items():
        where = f"{column.info['discriminator']} = '{value}'"
        yield _relationship(*_target(target), config={"where": where, "tags": [UNDECLARED]})


def _target(name: str) -> tuple[Table, str]:
    table, column = name.split(".")
    return TABLES[table], column


def _source_of(table: Table) -> str:
    return table.schema or DEFAULT_COMPANY_SCHEMA


def _source(table: Table) -> str:
    return f"source('{_source_of(table)}', '{table.name}')"


def _relationship(to: Table, field: str, config: Node | None = None) -> Node:
    node: Node = {"arguments": {"to": _source(to), "field": field}}
    return {"relationships": node | ({"config": config} if config else {})}


def _unique_together(one: Table) -> Iterator[Node]:
    found = [one.primary_key, *(key for key in one.constraints if isinstance(key, UniqueConstraint))]
    for columns in sorted(key.columns.keys() for key in found if len(key.columns) > 1):
        yield {"unique_together": {"arguments": {"columns": columns}}}


def _refers_together(one: Table) -> Iterator[Node]:
    keys = [key for key in one.constraints if isinstance(key, ForeignKeyConstraint) and len(key.elements) > 1]
    for key in sorted(keys, key=lambda key: tuple(key.column_keys)):
        fields = [element.column.name for element in key.elements]
        arguments = {"columns": key.column_keys, "to": _source(key.referred_table), "fields": fields}
        yield {"refers_together": {"arguments": arguments}}
