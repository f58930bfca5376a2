"""A choice of tables, by name, with all that they refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from supplygen.config import Settings
from supplygen.schema.graph import level_graph


def with_parents(settings: Settings, more: Iterable[str] = ()) -> Settings:
    """Return settings whose tables, and `more`, have their parents among them; all tables are no choice.

    Raises `UsageError` for a name that no table has.
    """
    chosen = (*settings.tables, *more)
    if not chosen:
        return settings
    graph = level_graph()
    tables = graph.with_parents(chosen)
    return replace(settings, tables=() if tables == graph.names else tables)
