"""`LookupCache`: which rows of a table belong to a row of its parent, found in O(1) and built once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from supplygen.arrays.columns import Columns
from supplygen.arrays.reading import Ints
from supplygen.arrays.spread import spread


@dataclass(frozen=True, slots=True)
class Children:
    """Rows of a child table by parent: those of parent index p are `rows[start[p]:start[p + 1]]`, in table order."""

    start: Ints
    """One more entry than the parent has rows."""
    rows: Ints

    def of(self, parents: Ints) -> tuple[Ints, Ints]:
        """Rows of several parents: for each row the position of its parent in `parents`, and the row."""
        owner, position = spread(self.start[parents], self.start[parents + 1])
        return owner, self.rows[position]


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
        parents = len(self._store[parent]["id"])
        index = np.asarray(self._store[child][key], dtype=np.int64) - 1
        rows = np.argsort(index, kind="stable")
        return Children(np.searchsorted(index[rows], np.arange(parents + 1)).astype(np.int64), rows)
