"""The Arrow schema of a table, derived from its one declaration: types, nullability, comments and keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKeyConstraint,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

CATEGORY_CODES = pa.int8()
"""Room for 127 values of a category; the longest list has 16."""

TYPES: tuple[tuple[type[TypeEngine[Any]], Callable[[Any], pa.DataType]], ...] = (
    (SmallInteger, lambda _: pa.int16()),
    (BigInteger, lambda _: pa.int64()),
    (Integer, lambda _: pa.int32()),
    (Double, lambda _: pa.float64()),
    (Numeric, lambda type_: pa.decimal128(type_.precision, type_.scale)),
    (Boolean, lambda _: pa.bool_()),
    (Date, lambda _: pa.date32()),
    (DateTime, lambda _: pa.timestamp("us", tz="UTC")),
    (Text, lambda _: pa.string()),
    (JSONB, lambda _: pa.string()),
    (ARRAY, lambda type_: pa.list_(arrow_type(type_.item_type))),
)
"""Narrower types stand before the types that they derive from."""


def arrow_type(type_: TypeEngine[Any]) -> pa.DataType:
    """Return the Arrow type of a column type that is no category."""
    for candidate, made in TYPES:
        if isinstance(type_, candidate):
            return made(type_)
    raise TypeError(f"no Arrow type for column type {type_!r}; add it to supplygen.arrow.schema")


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """Return the schema of a table.

    Its metadata has `table`, `level`, `comment`, and as JSON `primary_key` (columns) and `foreign_keys` (objects of
    columns, table and references); that of a field has `comment`.
    """
    keys = sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys))
    metadata = {
        "table": table.name,
        "level": str(table.info["level"]),
        "comment": table.comment,
        "primary_key": json.dumps([column.name for column in table.primary_key]),
        "foreign_keys": json.dumps([_foreign_key(key) for key in keys]),
    }
    return pa.schema([_field(column) for column in table.columns], metadata)


def _field(column: Column[Any]) -> pa.Field:
    is_category = "values" in column.info
    type_ = pa.dictionary(CATEGORY_CODES, pa.string()) if is_category else arrow_type(column.type)
    return pa.field(column.name, type_, bool(column.nullable), {"comment": column.comment})


def _foreign_key(key: ForeignKeyConstraint) -> dict[str, object]:
    return {
        "columns": list(key.column_keys),
        "table": key.referred_table.name,
        "references": [element.column.name for element in key.elements],
    }
