"""Reads columns of tables in memory, in natural units."""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import Numeric

from supplygen.arrays.columns import NULL, Coded, Column, Columns, Template
from supplygen.arrays.types import Floats, Ints
from supplygen.schema import metadata


def ints(columns: Columns, name: str) -> Ints:
    """Integer column as it is: ids, days, counts, or scaled integers."""
    return np.asarray(columns[name], dtype=np.int64)


def index(columns: Columns, name: str) -> Ints:
    """Foreign key column as row index of the parent, whose ids are dense from 1."""
    return ints(columns, name) - 1


def natural(table: str, columns: Columns, name: str) -> Floats:
    """Numeric column in its unit (a rate of 0.95, not 9500)."""
    type_: Any = metadata.tables[table].columns[name].type
    values = np.asarray(columns[name])
    if isinstance(type_, Numeric) and values.dtype.kind in "iu":
        return np.asarray(values / 10.0 ** int(type_.scale or 0), dtype=np.float64)
    return values.astype(np.float64)


def texts(columns: Columns, name: str) -> list[str]:
    """Text column as strings."""
    return [str(value) for value in column_texts(columns[name])]


def day_or(columns: Columns, name: str, default: int) -> Ints:
    """Date column with a default where it is NULL."""
    days = ints(columns, name)
    return np.where(days == NULL, default, days)


def column_texts(column: Column) -> list[str | None]:
    """Write a text column out, one text per row."""
    if isinstance(column, Coded):
        return [column.values[code] if code >= 0 else None for code in column.codes.tolist()]
    if isinstance(column, Template):
        return [f"{column.prefix}{number:0{column.width}d}{column.suffix}" for number in column.numbers.tolist()]
    return [None if value is None else str(value) for value in column]
