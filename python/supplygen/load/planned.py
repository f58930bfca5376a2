"""What a load will be, before there is a database: exact rows, and what they will take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supplygen.config import Settings
from supplygen.load.estimate import Estimate
from supplygen.load.source import RowSource
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
        source.prepare(progress)
        return cls.prepared(settings, source, progress)

    @classmethod
    def prepared(cls, settings: Settings, source: RowSource, progress: Reporter) -> PlannedLoad:
        """Tell of a source that is prepared already; `progress` has heard of that and of nothing that takes longer."""
        seconds = sum(phase.seconds for phase in progress.phases)
        tables = {table.name: table for table in level_graph().tables}
        rows = {name: source.row_counts[name] for name in tables}
        return cls(rows, Estimate.of(tables, rows, settings.jobs, seconds, peak_memory()))
