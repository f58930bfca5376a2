"""Columns of categories: names in, codes out, and no name that the schema does not list."""

from __future__ import annotations

import numpy as np
import pytest

from supplygen.arrays.category import Category, is_value
from supplygen.arrays.columns import Coded
from supplygen.arrays.reading import column_texts
from supplygen.schema import values_of

SIZES = Category(("small", "large", "medium"))


def test_the_values_are_those_of_the_schema() -> None:
    assert Category.of("shipments", "status").values == values_of("shipments", "status") == ("in_transit", "delivered")


def test_the_first_condition_that_holds_chooses() -> None:
    column = SIZES.choose({"large": [True, True, False], "small": [False, True, False]}, otherwise="medium")
    assert column_texts(column) == ["large", "large", "medium"]


@pytest.mark.parametrize(
    ("amount", "size"), [(0, "small"), (9, "small"), (10, "medium"), (99.9, "medium"), (100, "large")]
)
def test_a_grade_begins_at_its_limit(amount: float, size: str) -> None:
    assert column_texts(SIZES.graded([amount], {"large": 100, "medium": 10}, below="small")) == [size]


def test_a_column_follows_another_and_its_nulls_stay() -> None:
    letters = Coded(np.array([1, -1, 0], dtype=np.int32), ("s", "l"))
    assert column_texts(SIZES.following(letters, {"s": "small", "l": "large"})) == ["large", None, "small"]


def test_a_repeated_value_fills_the_column() -> None:
    assert column_texts(SIZES.repeated("medium", 2)) == ["medium", "medium"]


def test_codes_become_a_column() -> None:
    assert column_texts(SIZES.coded(np.array([2, 0]))) == ["medium", "small"]
    assert SIZES.codes("large", "small") == (1, 0)


def test_an_unknown_name_is_refused() -> None:
    for ask in (
        lambda: SIZES.code("huge"),
        lambda: SIZES.choose({"huge": [True]}, otherwise="small"),
        lambda: SIZES.graded([1], {"huge": 1}, below="small"),
        lambda: SIZES.following(Coded(np.zeros(1, dtype=np.int32), ("s",)), {"s": "huge"}),
    ):
        with pytest.raises(ValueError, match="no value 'huge' among small, large, medium"):
            ask()


def test_rows_with_a_value_are_found() -> None:
    assert is_value({"size": SIZES.coded(np.array([2, 0]))}, "size", "medium").tolist() == [True, False]
    with pytest.raises(TypeError, match="size is not dictionary-coded"):
        is_value({"size": ["small"]}, "size", "small")
