"""From settings to rows: the world, the plan (the simulate pass), the rows at a writer (the emit pass)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from supplygen.arrays.columns import Columns
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.generate.dependencies import needed_sources, sources_in_order
from supplygen.generate.rows import Rows
from supplygen.generate.stages import make_plan, make_world
from supplygen.progress import SILENT, Reporter
from supplygen.schema.graph import level_graph
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
        self._rows = Rows(GeneratorContext.after(world, plan), simulator, sources_in_order())
        self._row_counts = self._rows.count(progress)

    def produce(self, writer: StreamingWriter) -> None:
        """Write and finish every table."""
        self._rows.write(writer)


def columns_of(
    settings: Settings, tables: Collection[str], progress: Reporter = SILENT
) -> Iterator[tuple[str, Columns]]:
    """Yield the rows of some tables, as `Rows.columns` does; nothing is made before the first are asked for."""
    world = make_world(settings, progress)
    plan, simulator = make_plan(world, progress)
    rows = Rows(GeneratorContext.after(world, plan), simulator, needed_sources(tables))
    yield from ((table, columns) for table, columns in rows.columns() if table in tables)


def until(settings: Settings, level: int) -> GeneratorContext:
    """World and plan of a company with every table in memory that comes whole, up to a level; nothing is freed."""
    world, graph = make_world(settings), level_graph()
    ctx = GeneratorContext.after(world, make_plan(world).plan)
    for source in sources_in_order():
        if source.whole is not None and graph.level(source.table) <= level:
            ctx.tables[source.table] = source.whole(ctx)
    return ctx
