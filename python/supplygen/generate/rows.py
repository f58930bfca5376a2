"""The rows of every table: counted, then made and written one table or slice at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from supplygen.arrays.columns import Columns, row_count
from supplygen.context import GeneratorContext
from supplygen.generate.dependencies import DependencyTracker
from supplygen.generate.parts import Cut, Part
from supplygen.generate.vectorized import EmitPass, Emitted
from supplygen.levels.source import Source
from supplygen.progress import Reporter
from supplygen.sinks.base import Leaf
from supplygen.sinks.writer import StreamingWriter


class Rows:
    """Counts and makes what follows from a world and its plan. A table stays if small, or while others read it."""

    def __init__(
        self, ctx: GeneratorContext, emit_pass: EmitPass, sources: Iterable[Source], cut: Cut | None = None
    ) -> None:
        """Make nothing yet; `sources` are in load order and with all that they read."""
        self._ctx, self._emit_pass = ctx, emit_pass
        self._sources = {source.table: source for source in sources}
        self._wanted = frozenset(ctx.settings.tables or self._sources)
        self._counted: tuple[dict[str, int], dict[str, int]] = {}, {}
        self.cut = cut or Cut(ctx.plan, 1)
        """The parts that the rows come in."""
        self._tracker = DependencyTracker(self._sources.values(), ctx.tables)

    def copy(self) -> Rows:
        """Return rows whose tables can be let go of while these keep theirs; plan and simulator are the same."""
        return Rows(
            replace(self._ctx, tables=dict(self._ctx.tables)), self._emit_pass, self._sources.values(), self.cut
        )

    def count(self, progress: Reporter) -> dict[str, int]:
        """Exact rows of every table: as the plan knows them, or by making them."""
        sliced, whole = self._ctx.plan.numbering.rows, {}
        with progress.phase("count", len(self._sources), "tables") as phase:
            for table, source in self._sources.items():
                whole[table] = self._count_whole(source) if table in self._wanted else 0
                phase.advance()
        wanted = {table: rows if table in self._wanted else 0 for table, rows in sliced.items()}
        self._counted = {table: rows for table, rows in whole.items() if table not in wanted}, wanted
        return {table: rows + wanted.get(table, 0) for table, rows in whole.items()}

    def cut_into(self, parts: int) -> None:
        """Let the rows, once counted, come in so many parts."""
        self.cut = Cut(self._ctx.plan, parts)
        self.cut.place(*self._counted)

    def write(self, writer: StreamingWriter, parts: Collection[Part]) -> None:
        """Write and finish what parts have of every table: first what comes whole, and where no rows are due."""
        due = {source.table: self._due(source, writer, parts) for source in self._sources.values()}
        sliced = {table: some for table, some in due.items() if some and self._sources[table].is_sliced}
        for table, source in self._sources.items():
            if table not in sliced:
                self._finish(source, writer, parts)
        if sliced:
            self._write_slices(sliced, writer)
        for table in sliced:
            self._finish(self._sources[table], writer, parts)

    def columns(self) -> Iterator[tuple[str, Columns]]:
        """Yield table and rows, a whole table or a slice's part of it, each made when it is asked for."""
        sliced = [source for source in self._sources.values() if source.is_sliced]
        for source in self._sources.values():
            if not source.is_sliced:
                yield from self._rest(source)
        for emitted in self._emitted(range(self._ctx.settings.weeks)) if sliced else ():
            for source in sliced:
                for columns in source.of_slice(self._ctx, emitted.trucks, emitted.raw):
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

    def _due(self, source: Source, writer: StreamingWriter, parts: Iterable[Part]) -> tuple[Part, ...]:
        """Return the parts whose rows of a table are asked for, and which the sink does not have already."""
        table, place = source.table, self.cut.place_of(source.table)
        if table not in self._wanted:
            return ()
        return tuple(
            part for part in parts if (source.is_sliced or part.number == place) and writer.wants(table, part.number)
        )

    def _write_slices(self, due: Mapping[str, Sequence[Part]], writer: StreamingWriter) -> None:
        """Write parts of tables that come by slices, side by side; each is finished when its last week is made."""
        writer.begin(due)
        weeks = {(table, part.number): self.cut.weeks(table, part) for table, parts in due.items() for part in parts}
        run = range(min(some.start for some in weeks.values()), max(some.stop for some in weeks.values()))
        pool = ThreadPoolExecutor(self._ctx.settings.jobs, thread_name_prefix="encode")
        try:
            for emitted in self._emitted(run):
                list(pool.map(partial(self._write_slice, writer, emitted, weeks), due))
        except BaseException:
            # What is at work may wait for the sink, which its owner is about to abort.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()

    def _write_slice(
        self, writer: StreamingWriter, emitted: Emitted, weeks: Mapping[tuple[str, int], range], table: str
    ) -> None:
        """Write what a slice has of a table, and finish the parts for which it is the last."""
        week, source = max(emitted.slice.week, 0), self._sources[table]
        here = {number for (name, number), some in weeks.items() if name == table and week in some}
        for columns in source.of_slice(self._ctx, emitted.trucks, emitted.raw) if here else ():
            for number, rows in self.cut.split(table, columns, week):
                if number in here:
                    writer.write(table, rows, number)
        if source.whole is None and emitted.slice.closes_week:
            for number in here:
                if emitted.slice.week + 1 == weeks[table, number].stop:
                    writer.finish(table, number)

    def _emitted(self, weeks: range) -> Iterator[Emitted]:
        # Slices do not read results: begin with none, so that those of the whole tables are freed.
        self._ctx = replace(self._ctx, results=replace(self._ctx.results))
        return self._emit_pass.run(self._ctx, weeks)

    def _finish(self, source: Source, writer: StreamingWriter, parts: Collection[Part]) -> None:
        """Write what comes whole and is due, and finish the parts of a table that are not yet."""
        place = self.cut.place_of(source.table)
        is_due = place in {part.number for part in self._due(source, writer, parts)}
        for table, columns in self._rest(source, is_due=is_due):
            writer.write(table, columns, place)
        for part in parts:
            leaf = Leaf(source.table, part.number)
            if (source.is_sliced or part.number == place) and not writer.is_finished(leaf):
                writer.finish(*leaf)

    def _rest(self, source: Source, *, is_due: bool = True) -> Iterator[tuple[str, Columns]]:
        """Yield the rows of a table that come whole, where they are due, and let go of what only they needed."""
        columns = self._whole(source) if is_due else None
        if columns is not None:
            yield source.table, columns
        self._tracker.done(source.table)
