"""Columns that grow week by week."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Ints

FIRST_CAPACITY = 1024


class GrowingTable:
    """Named int64 columns of equal length; rows are appended in blocks and then read or changed in place."""

    def __init__(self, *names: str) -> None:
        """Start without rows."""
        self._columns = {name: np.empty(FIRST_CAPACITY, dtype=np.int64) for name in names}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, name: str) -> Ints:
        return self._columns[name][: self._length]

    def add(self, count: int, **columns: Ints | int) -> Ints:
        """Append `count` rows, one array or constant per column; returns their row numbers."""
        if columns.keys() != self._columns.keys():
            raise KeyError(f"columns {sorted(columns)} given, {sorted(self._columns)} wanted")
        end = self._length + count
        for name, values in columns.items():
            if end > len(self._columns[name]):
                self._columns[name] = self._with_room(name, max(end, 2 * self._length))
            self._columns[name][self._length : end] = values
        rows = np.arange(self._length, end)
        self._length = end
        return rows

    def _with_room(self, name: str, capacity: int) -> Ints:
        """Copy the rows of a column only: memory behind them that nobody has written to yet costs nothing."""
        column = np.empty(capacity, dtype=np.int64)
        column[: self._length] = self[name]
        return column
