"""From settings to rows: the world, the plan (the simulate pass), the rows at a writer (the emit pass)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from supplygen.arrays.columns import Columns
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.generate.dependencies import needed_sources, sources_in_order
from supplygen.generate.rows import Rows
from supplygen.generate.stages import make_plan, make_world
from supplygen.generate.vectorized import EmitPass
from supplygen.progress import SILENT, Reporter
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import Bounds, Leaf
from supplygen.sinks.writer import StreamingWriter


class Orchestrator:
    """One run of the generator."""

    _rows: Rows

    def __init__(self, settings: Settings) -> None:
        """Remember the settings; nothing is made yet."""
        self._settings = settings
        self._row_counts: Mapping[str, int] = {}

    @property
    def row_counts(self) -> Mapping[str, int]:
        """Exact rows of every table, once prepared."""
        return self._row_counts

    @property
    def side_by_side(self) -> Sequence[str]:
        """Tables that come by slices, all at the same time."""
        wanted = self._settings.tables or level_graph().names
        return [source.table for source in sources_in_order() if source.is_sliced and source.table in wanted]

    def prepare(self, progress: Reporter) -> None:
        """Make the world, live through the horizon, and count every table."""
        world = make_world(self._settings, progress)
        plan, simulator = make_plan(world, progress)
        self._rows = Rows(GeneratorContext.after(world, plan), EmitPass(simulator), sources_in_order())
        self._row_counts = self._rows.count(progress)
        self.cut(self._settings.parts or 1)

    def cut(self, parts: int) -> None:
        """Let there be so many parts; in the settings stands the number to begin with."""
        self._rows.cut_into(parts)

    def leaves(self, parts: Collection[int] = ()) -> dict[Leaf, int | None]:
        """Return what some parts, or all, have of the tables, in load order; with rows, where these are known."""
        cut = self._rows.cut
        numbers = parts or range(1, len(cut.parts) + 1)
        found: dict[Leaf, int | None] = {}
        for source in sources_in_order():
            if len(cut.parts) == 1:
                found[Leaf(source.table)] = self._row_counts[source.table]
            elif source.is_sliced:
                found |= {Leaf(source.table, number): self._sliced_rows(source.table, number) for number in numbers}
            elif (place := cut.place_of(source.table)) in numbers:
                found[Leaf(source.table, place)] = self._row_counts[source.table]
        return found

    def bounds(self, leaf: Leaf) -> Bounds:
        """Return the leading keys of a leaf."""
        return self._rows.cut.bounds(*leaf)

    def produce(self, writer: StreamingWriter, parts: Collection[int] = ()) -> None:
        """Write and finish what some parts have of the tables; all of them, for the last time, if none are named."""
        if parts:
            self._rows.copy().write(writer, [part for part in self._rows.cut.parts if part.number in parts])
        else:
            self._rows.write(writer, self._rows.cut.parts)

    def _sliced_rows(self, table: str, number: int) -> int | None:
        return self._rows.cut.rows(table, number) if self._row_counts[table] else 0


def columns_of(
    settings: Settings, tables: Collection[str], progress: Reporter = SILENT
) -> Iterator[tuple[str, Columns]]:
    """Yield the rows of some tables, as `Rows.columns` does; nothing is made before the first are asked for."""
    world = make_world(settings, progress)
    plan, simulator = make_plan(world, progress)
    rows = Rows(GeneratorContext.after(world, plan), EmitPass(simulator), needed_sources(tables))
    yield from ((table, columns) for table, columns in rows.columns() if table in tables)


def until(settings: Settings, level: int) -> GeneratorContext:
    """World and plan of a company with every table in memory that comes whole, up to a level; nothing is freed."""
    world, graph = make_world(settings), level_graph()
    ctx = GeneratorContext.after(world, make_plan(world).plan)
    for source in sources_in_order():
        if source.whole is not None and graph.level(source.table) <= level:
            ctx.tables[source.table] = source.whole(ctx)
    return ctx
