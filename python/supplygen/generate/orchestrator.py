"""Walks the level graph: the world (levels 0 to 4), the plan (the simulate pass), then every table to a writer.

Tables of levels 0 to 7, and the whole ones of later levels, are made at once; the facts of levels 8 to 14 come slice by
slice out of the emit pass, side by side in all their tables.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from supplygen.arrays.columns import row_count
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.generate.dependencies import DependencyTracker
from supplygen.generate.vectorized import Slice, emit, slices
from supplygen.levels import FROM_PLAN, JOINED, LEVELS, LONG_HAUL, SLICED, WORLD, TableFunction
from supplygen.plan.simulate import simulate
from supplygen.progress import Reporter
from supplygen.schema.graph import level_graph
from supplygen.sinks.writer import StreamingWriter
from supplygen.world import World

EARLY_LEVELS = range(5, 8)
"""Levels that arise from the plan before the emit pass: they read the simulator's closing state."""


class Orchestrator:
    """One run of the generator."""

    _ctx: GeneratorContext
    """The world and its plan, once prepared."""

    def __init__(self, settings: Settings) -> None:
        """Remember the settings; nothing is made yet."""
        self._world = World.of(settings)
        self._graph = level_graph()
        self._tracker = DependencyTracker(self._graph, self._world.tables)
        self._functions: dict[str, TableFunction] = dict(FROM_PLAN)
        self._functions |= {name: made for tables in LEVELS.values() for name, made in tables}
        self._rows: dict[str, int] = {}

    @property
    def row_counts(self) -> Mapping[str, int]:
        """Exact rows of every table, once prepared."""
        return self._rows

    def prepare(self, progress: Reporter) -> None:
        """Make the world, live through the horizon, and make what depends on the simulator's closing state."""
        world, whole = self._world, [table for tables in WORLD.values() for table in tables]
        with progress.phase("world", len(whole), "tables") as phase:
            for name, made in whole:
                self._tracker.hold(name, made(world))
                phase.advance()
        weeks = world.settings.weeks + RUN_IN_WEEKS
        with progress.phase("simulate", weeks, "weeks") as phase:
            self._ctx = GeneratorContext.after(world, simulate(world, phase.advance))
        early = [name for name, _ in FROM_PLAN] + [name for level in EARLY_LEVELS for name, _ in LEVELS[level]]
        with progress.phase("plan", len(early), "tables") as phase:
            for name in early:
                self._make(name)
                phase.advance()
        self._count()

    def _make(self, name: str) -> None:
        self._tracker.hold(name, self._functions[name](self._ctx))

    def _count(self) -> None:
        """Count every table: what is held, what the emit pass will bring, and what else follows from the plan."""
        sliced = self._ctx.plan.numbering.rows
        for name in self._graph.names:
            if name in self._functions and name not in self._ctx.tables:
                # Kept until written: by then the world that it is made from has been freed.
                self._make(name)
            whole = row_count(self._ctx.tables[name]) if name in self._functions else 0
            self._rows[name] = whole + sliced.get(name, 0)

    def produce(self, writer: StreamingWriter) -> None:
        """Write and finish every table: whole tables in the order of the graph, the facts between them by slices."""
        self._ctx.plan.simulator.rewind(self._ctx.plan.numbering.bases)
        sliced = {name for name, _ in SLICED} | {name for name, _ in JOINED}
        first_sliced = min(self._graph.level(name) for name in sliced)
        for name in self._graph.names:
            if name not in sliced and self._graph.level(name) <= first_sliced:
                self._write_whole(name, writer)
        for part in slices(self._ctx):
            self._write_slice(part, writer)
        for name in self._graph.names:
            if name in sliced and name not in self._functions:
                self._finish(name, writer)
            elif name in sliced or self._graph.level(name) > first_sliced:
                self._write_whole(name, writer)

    def _write_whole(self, name: str, writer: StreamingWriter) -> None:
        """Write what a function of the whole table returns, behind the table's slices if it has both."""
        if name not in self._ctx.tables:
            self._make(name)
        writer.write(name, self._ctx.tables[name])
        self._finish(name, writer)

    def _finish(self, name: str, writer: StreamingWriter) -> None:
        writer.finish(name)
        self._tracker.done(name)

    def _write_slice(self, part: Slice, writer: StreamingWriter) -> None:
        if part.opens_week:
            trucks = self._departures(part.week)
            for name, long_haul in LONG_HAUL:
                writer.write(name, long_haul(self._ctx, trucks))
        raw = emit(self._ctx, part)
        for name, columns in SLICED:
            if raw:
                writer.write(name, columns(self._ctx, raw[name]))
        if raw:
            for name, join in JOINED:
                writer.write(name, join(self._ctx, raw))

    def _departures(self, week: int) -> np.ndarray:
        """Long hauls that left in a week, in the order of their ids."""
        trucks = self._ctx.plan.numbering.long_haul
        monday = self._ctx.start_day + 7 * week
        day = self._ctx.plan.deployment.trucks["ship_day"][trucks]
        return np.asarray(trucks[(day >= monday) & (day < monday + 7)])
