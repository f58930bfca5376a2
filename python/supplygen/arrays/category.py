"""Columns of categories: texts of a fixed list, chosen by name; the list is the schema's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from supplygen.arrays.columns import Coded, Columns
from supplygen.arrays.types import Bools
from supplygen.schema import values_of


@dataclass(frozen=True, slots=True)
class Category:
    """The values of a category column. Methods that take a value's name raise ValueError for one that is not listed."""

    values: tuple[str, ...]

    @classmethod
    def of(cls, table: str, column: str) -> Category:
        """Read the schema."""
        return cls(values_of(table, column))

    def code(self, value: str) -> int:
        """Position of a value."""
        if value not in self.values:
            raise ValueError(f"no value {value!r} among {', '.join(self.values)}")
        return self.values.index(value)

    def codes(self, *values: str) -> tuple[int, ...]:
        """Positions of several values."""
        return tuple(self.code(value) for value in values)

    def coded(self, codes: NDArray[np.integer]) -> Coded:
        """Make a column of positions."""
        return Coded(codes.astype(np.int32), self.values)

    def repeated(self, value: str, rows: int) -> Coded:
        """Make a column of one value."""
        return Coded(np.full(rows, self.code(value), dtype=np.int32), self.values)

    def choose(self, holds: Mapping[str, ArrayLike], otherwise: str) -> Coded:
        """Give each row the first value whose condition holds there."""
        masks = {value: np.asarray(mask, dtype=bool) for value, mask in holds.items()}
        codes = np.full(len(next(iter(masks.values()))), self.code(otherwise), dtype=np.int32)
        for value, mask in reversed(masks.items()):
            codes[mask] = self.code(value)
        return Coded(codes, self.values)

    def graded(self, amounts: ArrayLike, begins: Mapping[str, float], below: str) -> Coded:
        """Give each amount the value with the highest begin that it reaches; `below` where it reaches none."""
        rising = sorted(begins.items(), key=lambda one: one[1])
        codes = np.array(self.codes(below, *(value for value, _ in rising)), dtype=np.int32)
        return Coded(codes[np.searchsorted([begin for _, begin in rising], amounts, side="right")], self.values)

    def following(self, column: Coded, names: Mapping[str, str]) -> Coded:
        """Give each row the value that `names` has for its value in another column; NULL stays."""
        codes = np.array(self.codes(*(names[value] for value in column.values)), dtype=np.int32)
        return Coded(np.where(column.codes < 0, column.codes, codes[column.codes]), self.values)


def is_value(columns: Columns, name: str, value: str) -> Bools:
    """Whether each row of a dictionary-coded column has that value."""
    column = columns[name]
    if not isinstance(column, Coded):
        raise TypeError(f"{name} is not dictionary-coded")
    return np.asarray(column.codes == list(column.values).index(value))
