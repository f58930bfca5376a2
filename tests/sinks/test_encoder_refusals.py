"""What the encoder refuses, and in which words: table, column, row, limit and remedy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from supplygen._core import Encoder
from supplygen.arrays.columns import NULL, Coded, Template


@pytest.mark.parametrize(
    ("kind", "values", "error", "message"),
    [
        ("int2", np.array([1, 2**15]), ValueError, r"t\.c, row 1: 32768 is outside smallint, -32768 to 32767; give"),
        ("int4", np.array([1, NULL]), ValueError, r"t\.c, row 1: NULL in a column that is NOT NULL; give"),
        ("float8", np.array([math.nan]), ValueError, r"t\.c, row 0: NULL"),
        ("text", ["a", "b\0"], ValueError, r"t\.c, row 1: byte 0 at byte 1, .*; remove it"),
        ("text", ["a", 7], TypeError, r"t\.c, row 1: str or None is needed, not 7"),
        ("text", ["\udc80"], TypeError, r"t\.c, row 0: str or None is needed, not '\\udc80'"),
        ("text", "ab", TypeError, r"t\.c needs a sequence of str or None, not one str"),
        ("text", np.array([1]), TypeError, r"t\.c, row 0: str or None is needed"),
        ("text", Coded(np.array([5], dtype=np.int32), ["a"]), ValueError, r"t\.c, row 0: code 5 is beyond"),
        ("text", Coded(np.array([0], dtype=np.int32), [None]), TypeError, r"t\.c, value 0: str is needed, not None"),
        ("text[]", ["ab"], TypeError, r"t\.c, row 0: list of str, or None is needed, not 'ab'"),
        ("text[]", [[None]], TypeError, r"t\.c, row 0: list of str, or None is needed"),
        ("int4[]", [[2**31]], ValueError, r"t\.c, row 0: 2147483648 is outside integer"),
        ("int4", [1, 2], TypeError, r"t\.c needs a one-dimensional numpy array .*, not list"),
        ("int4", np.array([[1]]), TypeError, r"t\.c needs .*, not one of int64 with 2 dimensions"),
        ("int4", np.array([1.0]), ValueError, r"t\.c: floats cannot fill a field of kind Int4"),
        ("int4", np.array([1], dtype=np.uint64), TypeError, r"not one of uint64"),
        ("int4", Template("", 1, np.array([1])), ValueError, r"t\.c: a text template cannot fill a field of kind Int4"),
        ("int4", 7, TypeError, r"t\.c is no column"),
    ],
)
def test_bad_column_is_named(kind, values, error, message):
    with pytest.raises(error, match=message):
        Encoder("t", [("c", kind, False)], "binary").encode([values])


def test_row_numbers_in_errors_count_from_the_first_row_of_the_column():
    encoder = Encoder("t", [("c", "int2", False), ("d", "text", True)], "binary")
    with pytest.raises(ValueError, match="row 8: 70000"):
        encoder.encode([np.array([0] * 8 + [70_000]), [None] * 9], 5)
    with pytest.raises(TypeError, match="row 8: str"):
        encoder.encode([np.zeros(9, dtype=np.int64), [None] * 8 + [1]], 5)


@pytest.mark.parametrize("rows", [(0, 4), (2, 1), (4, None)])
def test_rows_outside_the_columns_are_refused(rows):
    with pytest.raises(ValueError, match="but its columns have 3; stay inside them"):
        Encoder("t", [("c", "int2", False)], "binary").encode([np.arange(3)], *rows)


def test_bad_tables_are_refused():
    with pytest.raises(ValueError, match=r"t\.c: unknown kind \"varchar\"; use int2"):
        Encoder("t", [("c", "varchar", False)], "binary")
    with pytest.raises(ValueError, match="unknown COPY format"):
        Encoder("t", [("c", "int2", False)], "xml")
    with pytest.raises(ValueError, match="t: 0 fields; a table has 1 to 1600"):
        Encoder("t", [], "binary")
    with pytest.raises(ValueError, match="1 columns given for 2 fields"):
        Encoder("t", [("c", "int2", False)] * 2, "binary").encode([np.arange(1)])
