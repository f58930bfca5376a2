"""How a table's rows travel from a level to a sink: one array per column, in the encoder's own units.

Units of the integer arrays, by the type of the column that they fill:

| column type | unit |
| --- | --- |
| smallint, integer, bigint | itself |
| numeric(p, s) | 10**-s, so 12.34 in a numeric(14, 2) is 1234 |
| date | days since 1970-01-01 |
| timestamptz | microseconds since 1970-01-01T00:00Z |
| time | microseconds since midnight |

`NULL` in an integer array of any of these is SQL NULL. Booleans are `bool` arrays, double precision `float64` arrays.
Text and jsonb are `Coded`, `Template` or plain sequences of `str | None`; arrays are sequences of lists or `None`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.types import Ints

NULL: Final = int(np.iinfo(np.int64).min)
"""SQL NULL in an int64 column, for the extension too: a test holds it against `_core.NULL`."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Dictionary-coded text: row i is `values[codes[i]]`, NULL where the code is negative."""

    codes: NDArray[np.int32]
    values: Sequence[str]

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True)
class Template:
    """Text made of a number: `prefix`, the number zero-padded to `width` digits, `suffix`; NULL where it is `NULL`."""

    prefix: str
    width: int
    numbers: Ints
    suffix: str = ""

    def __len__(self) -> int:
        return len(self.numbers)


Column = NDArray[np.generic] | Coded | Template | Sequence[str | None] | Sequence[Sequence[str] | Sequence[int] | None]
Columns = Mapping[str, Column]
"""One column per name, all of one length."""


def row_count(columns: Columns) -> int:
    """Rows of a table's columns."""
    return len(next(iter(columns.values())))


def rows_at(columns: Columns, rows: Ints | slice) -> Columns:
    """Some rows of a table's columns, in the given order; a slice shares memory with them where they are arrays."""
    return {name: _at(column, rows) for name, column in columns.items()}


def _at(column: Column, rows: Ints | slice) -> Column:
    if isinstance(column, Coded):
        return replace(column, codes=column.codes[rows])
    if isinstance(column, Template):
        return replace(column, numbers=column.numbers[rows])
    if isinstance(column, np.ndarray):
        return column[rows]
    if isinstance(rows, slice):
        return column[rows]
    return [column[row] for row in rows.tolist()]


def dense_ids(count: int) -> Ints:
    """Ids from 1."""
    return np.arange(1, count + 1, dtype=np.int64)
