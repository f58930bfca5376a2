"""What is made before what, and how long it stays in memory."""

from __future__ import annotations

from collections.abc import Collection, MutableMapping

from supplygen.arrays.columns import Columns, row_count
from supplygen.levels import SOURCES
from supplygen.levels.source import Source
from supplygen.schema.graph import level_graph

KEPT_ROWS = 20_000
"""Rows up to which a table that was made to be counted is kept until it is written: a few megabytes instead of the time
to make it twice."""


def sources_in_order() -> tuple[Source, ...]:
    """All sources in load order, in which a table stands behind those that it reads."""
    by_table = {source.table: source for source in SOURCES}
    return tuple(by_table[name] for name in level_graph().names)


def needed_sources(tables: Collection[str]) -> tuple[Source, ...]:
    """Sources of some tables, and of all that those are made from, in load order."""
    needed = set(tables)
    for source in reversed(sources_in_order()):
        if source.table in needed:
            needed.update(source.reads)
    return tuple(source for source in sources_in_order() if source.table in needed)


class DependencyTracker:
    """Keeps tables in the column store until they are written and every source that reads them is done."""

    def __init__(self, sources: Collection[Source], store: MutableMapping[str, Columns]) -> None:
        """Watch `store`, from which tables disappear that nobody waits for any more."""
        self._store = store
        self._waiting = {source.table: {source.table} for source in sources}
        for source in sources:
            for name in source.reads:
                self._waiting[name].add(source.table)

    def hold(self, table: str, columns: Columns) -> None:
        """Keep a table's columns if others wait for them, or if they are few."""
        if self._waiting[table] - {table} or row_count(columns) <= KEPT_ROWS:
            self._store[table] = columns

    def done(self, table: str) -> None:
        """Say that all rows of a table are written: frees it and what it read, unless others wait for them."""
        for name, waiting in self._waiting.items():
            waiting.discard(table)
            if not waiting:
                self._store.pop(name, None)
