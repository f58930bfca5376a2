"""What a load will be, before there is a database: exact rows, and what they will take."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from supplygen.config import Settings
from supplygen.load.estimate import Estimate
from supplygen.load.phases import RowSource
from supplygen.machine import peak_memory
from supplygen.progress import Reporter
from supplygen.schema.graph import level_graph


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """Rows of a load and its estimate."""

    rows: Mapping[str, int]
    """Exact rows of every table, in load order."""
    estimate: Estimate
    """Disk, memory and time."""

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(self.rows.values())

    @classmethod
    def of(cls, settings: Settings, source: RowSource, progress: Reporter) -> PlannedLoad:
        """Let `source` live through its horizon and count."""
        began = time.perf_counter()
        source.prepare(progress)
        seconds = time.perf_counter() - began
        tables = {table.name: table for table in level_graph().tables}
        rows = {name: source.row_counts[name] for name in tables}
        return cls(rows, Estimate.of(tables, rows, settings.jobs, seconds, peak_memory()))
