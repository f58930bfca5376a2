"""Single columns as Arrow arrays: each form that a column has, at its limits and with nulls."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from sqlalchemy import LargeBinary

from supplygen.arrays.columns import NULL, Coded, Column, Template
from supplygen.arrow.arrays import arrow_array
from supplygen.arrow.batch import record_batch
from supplygen.arrow.schema import arrow_type
from supplygen.schema import TABLES

LARGEST = 10**18 - 1
DAY = 19_723
"""2024-01-01."""
CATEGORY = pa.dictionary(pa.int8(), pa.string())


def ints(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(
    ("column", "type_", "values"),
    [
        (ints(-1, NULL, 2**31 - 1), pa.int32(), [-1, None, 2**31 - 1]),
        (np.array([-1, 7], dtype=np.int32), pa.int64(), [-1, 7]),
        (ints(-5, NULL, LARGEST), pa.decimal128(18, 4), [Decimal("-0.0005"), None, Decimal(LARGEST) / 10_000]),
        (np.array([150], dtype=np.uint32), pa.decimal128(5, 2), [Decimal("1.50")]),
        (ints(0, DAY, NULL), pa.date32(), [date(1970, 1, 1), date(2024, 1, 1), None]),
        (
            ints(DAY * 86_400_000_000 + 1, NULL),
            pa.timestamp("us", "UTC"),
            [datetime(2024, 1, 1, 0, 0, 0, 1, UTC), None],
        ),
        (np.array([True, False]), pa.bool_(), [True, False]),
        (ints(1, 0, NULL), pa.bool_(), [True, False, None]),
        (np.array([0.5, np.nan]), pa.float64(), [0.5, None]),
        (Coded(np.array([1, -1, 0], dtype=np.int32), ["é", ""]), pa.string(), ["", None, "é"]),
        (Coded(np.array([-1], dtype=np.int32), []), pa.string(), [None]),
        (Template("P-", 3, ints(7, NULL, 12345), "-x"), pa.string(), ["P-007-x", None, "P-12345-x"]),
        (["a", None], pa.string(), ["a", None]),
        ([["a", "b"], [], None], pa.list_(pa.string()), [["a", "b"], [], None]),
        ([[1], [2, 3]], pa.list_(pa.int32()), [[1], [2, 3]]),
        (Coded(np.array([0, -1, 1], dtype=np.int32), ["b", "a"]), CATEGORY, ["b", None, "a"]),
        (["c", None], CATEGORY, ["c", None]),
        (ints(), pa.decimal128(14, 2), []),
    ],
)
def test_a_column_keeps_its_values(column: Column, type_: pa.DataType, values: list[object]) -> None:
    made = arrow_array(column, type_, ["a", "b", "c"])
    made.validate(full=True)
    assert (made.type, made.to_pylist()) == (type_, values)


def test_more_than_a_column_holds_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid, match="40000"):
        arrow_array(ints(40_000), pa.int16())


def test_null_where_none_may_be_is_refused() -> None:
    columns = {column.name: ["rail"] for column in TABLES["ports"].columns}
    numbers = {"id": ints(NULL), "latitude": ints(0), "longitude": ints(0)}
    with pytest.raises(ValueError, match=r"table ports, column id: NULL"):
        record_batch(TABLES["ports"], columns | numbers)


def test_a_type_without_a_counterpart_is_named() -> None:
    with pytest.raises(TypeError, match="LargeBinary"):
        arrow_type(LargeBinary())
