"""Columns in the encoder's units as Arrow arrays; memory is shared with NumPy where both hold a type alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from supplygen.arrays.columns import NULL, Coded, Column, Template
from supplygen.arrays.types import Bools, Ints


def arrow_array(column: Column, type_: pa.DataType, categories: Sequence[str] = ()) -> pa.Array:
    """Make an array of a column; the dictionary of a category is `categories`, in this order."""
    if pa.types.is_dictionary(type_):
        return _categories(column, type_, pa.array(categories, type_.value_type))
    if pa.types.is_string(type_):
        return _texts(column)
    if pa.types.is_decimal(type_):
        return _decimals(np.asarray(column, dtype=np.int64), type_)
    if isinstance(column, np.ndarray):
        return _numbers(column, type_)
    return pa.array(column, type_)


def _categories(column: Column, type_: pa.DataType, values: pa.Array) -> pa.Array:
    if isinstance(column, Coded):
        places = pc.index_in(pa.array(column.values, pa.string()), values).take(_codes(column))
    else:
        places = pc.index_in(_texts(column), values)
    return pa.DictionaryArray.from_arrays(places.cast(type_.index_type), values)


def _texts(column: Column) -> pa.Array:
    if isinstance(column, Coded):
        return pa.array(column.values, pa.string()).take(_codes(column))
    if isinstance(column, Template):
        digits = pc.utf8_lpad(_masked(column.numbers).cast(pa.string()), column.width, "0")
        return pc.binary_join_element_wise(column.prefix, digits, column.suffix, "")
    return pa.array(column, pa.string())


def _codes(column: Coded) -> pa.Array:
    return pa.array(column.codes, mask=column.codes < 0)


def _decimals(scaled: Ints, type_: pa.DataType) -> pa.Array:
    """Widen to 128 bits, two words a value of which the high one repeats the sign."""
    words = np.empty((len(scaled), 2), dtype="<i8")
    words[:, 0], words[:, 1] = scaled, scaled >> 63
    nulls = _nulls(scaled)
    validity = None if nulls is None else pa.py_buffer(np.packbits(~nulls, bitorder="little"))
    return pa.Array.from_buffers(type_, len(scaled), [validity, pa.py_buffer(words)])


def _numbers(values: NDArray[np.generic], type_: pa.DataType) -> pa.Array:
    """Make integers, reals, booleans, days since 1970 and microseconds since then."""
    if values.dtype.kind == "f":
        return pa.array(values, type_, mask=np.isnan(values))
    stored = _masked(values)
    return (stored.cast(pa.int32()) if pa.types.is_date32(type_) else stored).cast(type_)


def _masked(values: NDArray[np.generic]) -> pa.Array:
    return pa.array(values, mask=_nulls(values))


def _nulls(values: NDArray[np.generic]) -> Bools | None:
    """Where an integer column is null; None where it nowhere is."""
    nulls: Bools = values == NULL
    return nulls if nulls.any() else None
