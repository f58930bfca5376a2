"""How a table's columns are encoded for COPY: SQL type -> kind of the encoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Double,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
    Time,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

KINDS: tuple[tuple[type[TypeEngine[Any]], Callable[[Any], str]], ...] = (
    (SmallInteger, lambda _: "int2"),
    (BigInteger, lambda _: "int8"),
    (Integer, lambda _: "int4"),
    (Double, lambda _: "float8"),
    (Numeric, lambda type_: f"numeric:{type_.scale}"),
    (Boolean, lambda _: "bool"),
    (Date, lambda _: "date"),
    (DateTime, lambda _: "timestamptz"),
    (Time, lambda _: "time"),
    (Text, lambda _: "text"),
    (JSONB, lambda _: "jsonb"),
    (ARRAY, lambda type_: f"{encoder_kind(type_.item_type)}[]"),
)
"""Narrower types stand before the types that they derive from."""


def encoder_kind(type_: TypeEngine[Any]) -> str:
    """Return the encoder's name of a column type, such as `int8` or `numeric:2`."""
    for candidate, kind in KINDS:
        if isinstance(type_, candidate):
            return kind(type_)
    raise TypeError(
        f"no encoder for column type {type_!r}; add it to supplygen.schema.encoding and to the Rust encoder"
    )


def encoder_fields(table: Table) -> list[tuple[str, str, bool]]:
    """Return (name, kind, nullable) of every column, in the order of the COPY stream."""
    return [(column.name, encoder_kind(column.type), bool(column.nullable)) for column in table.columns]
