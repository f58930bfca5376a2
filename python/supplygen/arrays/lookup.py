"""Joins: rows by parent (`Children`, for tables kept in a `LookupCache`), and rows by a key of their own (`Keyed`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from supplygen.arrays.columns import Columns
from supplygen.arrays.spread import spread
from supplygen.arrays.types import Ints


@dataclass(frozen=True, slots=True)
class Children:
    """Rows of a child table by parent: those of parent index p are `rows[start[p]:start[p + 1]]`, in table order."""

    start: Ints
    """One more entry than the parent has rows."""
    rows: Ints

    @classmethod
    def by(cls, parent: Ints, parents: int) -> Children:
        """Group rows by the index of their parent, one of `parents`."""
        rows = np.argsort(parent, kind="stable")
        return cls(np.searchsorted(parent[rows], np.arange(parents + 1)).astype(np.int64), rows)

    def of(self, parents: Ints) -> tuple[Ints, Ints]:
        """Rows of several parents: for each row the position of its parent in `parents`, and the row."""
        owner, position = spread(self.start[parents], self.start[parents + 1])
        return owner, self.rows[position]


class Keyed:
    """Rows by a key that no two of them share."""

    def __init__(self, keys: Ints) -> None:
        """Sort the rows by their key."""
        self._rows = np.argsort(keys)
        self._keys = keys[self._rows]

    def rows(self, wanted: Ints) -> Ints:
        """Row of each wanted key; each is there."""
        return np.asarray(self._rows[np.searchsorted(self._keys, wanted)])


class LookupCache:
    """Offset arrays over the column store; ids are dense from 1, so an offset array replaces a hash map."""

    def __init__(self, store: Mapping[str, Columns]) -> None:
        """Watch `store`, whose tables do not change once they are there."""
        self._store = store
        self._children: dict[tuple[str, str, str], Children] = {}

    def children(self, child: str, key: str, parent: str) -> Children:
        """Rows of `child` by the row of `parent` that their column `key` names."""
        wanted = (child, key, parent)
        if wanted not in self._children:
            self._children[wanted] = self._build(*wanted)
        return self._children[wanted]

    def _build(self, child: str, key: str, parent: str) -> Children:
        index = np.asarray(self._store[child][key], dtype=np.int64) - 1
        return Children.by(index, len(self._store[parent]["id"]))
