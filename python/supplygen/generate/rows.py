"""The rows of every table: counted, then made and written one table or slice at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from supplygen._core import Simulator
from supplygen.arrays.columns import Columns, row_count
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.generate.ahead import ahead
from supplygen.generate.dependencies import DependencyTracker
from supplygen.generate.vectorized import departures, emit, slices
from supplygen.levels.raw import Raw
from supplygen.levels.source import Source
from supplygen.progress import Reporter
from supplygen.sinks.writer import StreamingWriter


class Rows:
    """Counts and makes what follows from a world and its plan. A table stays if small, or while others read it."""

    def __init__(self, ctx: GeneratorContext, simulator: Simulator, sources: Iterable[Source]) -> None:
        """Make nothing yet; `sources` are in load order and with all that they read, the simulator is rewound."""
        self._ctx, self._simulator = ctx, simulator
        self._sources = {source.table: source for source in sources}
        self._wanted = frozenset(ctx.settings.tables or self._sources)
        self._tracker = DependencyTracker(self._sources.values(), ctx.tables)

    def count(self, progress: Reporter) -> dict[str, int]:
        """Exact rows of every table: as the plan knows them, or by making them."""
        sliced, counts = self._ctx.plan.numbering.rows, {}
        with progress.phase("count", len(self._sources), "tables") as phase:
            for table, source in self._sources.items():
                counts[table] = self._count_whole(source) + sliced.get(table, 0) if table in self._wanted else 0
                phase.advance()
        return counts

    def write(self, writer: StreamingWriter) -> None:
        """Write and finish every table: first those without slices, and those of which no rows are due."""
        sliced = [source for source in self._sources.values() if source.is_sliced and self._is_due(source, writer)]
        for source in self._sources.values():
            if source not in sliced:
                self._finish(source, writer)
        if sliced:
            self._write_slices(sliced, writer)
        for source in sliced:
            self._finish(source, writer)

    def columns(self) -> Iterator[tuple[str, Columns]]:
        """Yield table and rows, a whole table or a slice's part of it, each made when it is asked for."""
        sliced = [source for source in self._sources.values() if source.is_sliced]
        for source in self._sources.values():
            if not source.is_sliced:
                yield from self._rest(source)
        for trucks, raw in self._emitted() if sliced else ():
            for source in sliced:
                for columns in source.parts(self._ctx, trucks, raw):
                    yield source.table, columns
        for source in sliced:
            yield from self._rest(source)

    def _count_whole(self, source: Source) -> int:
        if source.rows is not None:
            return source.rows(self._ctx)
        columns = self._whole(source)
        return 0 if columns is None else row_count(columns)

    def _whole(self, source: Source) -> Columns | None:
        """Return the rows of a table that come whole; those not in memory are made, after the tables that they read."""
        if source.table in self._ctx.tables:
            return self._ctx.tables[source.table]
        if source.whole is None:
            return None
        for table in source.reads:
            self._whole(self._sources[table])
        columns = source.whole(self._ctx)
        self._tracker.hold(source.table, columns)
        return columns

    def _write_slices(self, sliced: Sequence[Source], writer: StreamingWriter) -> None:
        """Write tables that come by slices, side by side."""
        writer.begin(source.table for source in sliced)
        pool = ThreadPoolExecutor(self._ctx.settings.jobs, thread_name_prefix="encode")
        try:
            for trucks, raw in self._emitted():
                write = partial(self._write_parts, writer, trucks, raw)
                list(pool.map(write, sliced))
        except BaseException:
            # What is at work may wait for the sink, which its owner is about to abort.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()

    def _is_due(self, source: Source, writer: StreamingWriter) -> bool:
        """Whether rows of a table are asked for, and the sink does not have them already."""
        return source.table in self._wanted and writer.wants(source.table)

    def _emitted(self) -> Iterator[tuple[Ints, Mapping[str, Raw]]]:
        """Trucks of the plan and rows of the simulator, slice by slice; the next slice is made meanwhile."""
        # Slices do not read results: begin with none, so that those of the whole tables are freed.
        self._ctx = replace(self._ctx, results=replace(self._ctx.results))
        for part, raw in ahead((part, emit(self._simulator, part)) for part in slices(self._ctx)):
            yield departures(self._ctx, part), raw

    def _write_parts(self, writer: StreamingWriter, trucks: Ints, raw: Mapping[str, Raw], source: Source) -> None:
        for columns in source.parts(self._ctx, trucks, raw):
            writer.write(source.table, columns)

    def _finish(self, source: Source, writer: StreamingWriter) -> None:
        for table, columns in self._rest(source, is_due=self._is_due(source, writer)):
            writer.write(table, columns)
        writer.finish(source.table)

    def _rest(self, source: Source, *, is_due: bool = True) -> Iterator[tuple[str, Columns]]:
        """Yield the rows of a table that come whole, where they are due, and let go of what only they needed."""
        columns = self._whole(source) if is_due else None
        if columns is not None:
            yield source.table, columns
        self._tracker.done(source.table)
