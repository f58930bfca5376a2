"""`DependencyTracker`: frees a table's columns once the last table that descends from it is done."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

import numpy as np

from supplygen.columns import Coded, Column, Columns, Template
from supplygen.graph import LevelGraph

POINTER_BYTES = 8
"""What a list keeps per entry, beside the texts themselves."""


class DependencyTracker:
    """Watches the column store; knows how much it holds and what it has held at most."""

    def __init__(self, graph: LevelGraph, store: MutableMapping[str, Columns]) -> None:
        """Watch `store`, from which finished tables disappear."""
        self._store = store
        self._open = {name: set(_descendants(graph, name)) | {name} for name in graph.names}
        self.peak_bytes = 0
        """Most bytes of columns held at any time."""

    def hold(self, name: str, columns: Columns) -> None:
        """Keep a table's columns for its descendants."""
        self._store[name] = columns
        self.peak_bytes = max(self.peak_bytes, self.held_bytes())

    def done(self, name: str) -> None:
        """Say that a table is written; frees what nobody waits for any more."""
        for ancestor, waiting in self._open.items():
            waiting.discard(name)
            if not waiting:
                self._store.pop(ancestor, None)

    def held_bytes(self) -> int:
        """Bytes of the columns that are held now."""
        return sum(_bytes(column) for columns in self._store.values() for column in columns.values())


def _descendants(graph: LevelGraph, name: str) -> Iterator[str]:
    """Tables that refer to a table, directly or through others."""
    seen: set[str] = set()
    open_names = list(graph.dependents(name))
    while open_names:
        child = open_names.pop()
        if child not in seen:
            seen.add(child)
            yield child
            open_names.extend(graph.dependents(child))


def _bytes(column: Column) -> int:
    if isinstance(column, np.ndarray):
        return column.nbytes
    if isinstance(column, Coded):
        return column.codes.nbytes
    if isinstance(column, Template):
        return column.numbers.nbytes
    return len(column) * POINTER_BYTES


def row_count(columns: Columns) -> int:
    """Rows of a table's columns."""
    return len(next(iter(columns.values())))
