"""`DependencyTracker`: frees a table's columns once the last table that descends from it is done."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from supplygen.arrays.columns import Columns
from supplygen.schema.graph import LevelGraph


class DependencyTracker:
    """Watches the column store."""

    def __init__(self, graph: LevelGraph, store: MutableMapping[str, Columns]) -> None:
        """Watch `store`, from which finished tables disappear."""
        self._store = store
        self._open = {name: set(_descendants(graph, name)) | {name} for name in graph.names}

    def hold(self, name: str, columns: Columns) -> None:
        """Keep a table's columns for its descendants."""
        self._store[name] = columns

    def done(self, name: str) -> None:
        """Say that a table is written; frees what nobody waits for any more."""
        for ancestor, waiting in self._open.items():
            waiting.discard(name)
            if not waiting:
                self._store.pop(ancestor, None)


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
