"""A table is told in one place: its source declares what it reads, and memory follows from that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import worlds
from supplygen.arrays.columns import Columns, row_count
from supplygen.arrays.lookup import LookupCache
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.generate.dependencies import KEPT_ROWS, DependencyTracker, sources_in_order
from supplygen.generate.orchestrator import Orchestrator
from supplygen.generate.parts import Cut
from supplygen.generate.rows import Rows
from supplygen.generate.stages import make_plan, make_world
from supplygen.generate.vectorized import EmitPass, departures, emit, slices
from supplygen.levels import SOURCES
from supplygen.levels.source import Source
from supplygen.progress import SILENT, DisplayReporter, Phase, SilentDisplay
from supplygen.scenario import Scenario
from supplygen.schema.graph import level_graph
from supplygen.sinks.null import NullSink
from supplygen.sinks.writer import StreamingWriter
from supplygen.world import World

COMPANIES = (
    Settings(scale=0.002),
    Settings(scale=0.002, scenario=Scenario.none()),
    Settings(scale=0.001, seed=7, weeks=4),
)
"""Together they read all that any company reads: events, late orders and rejected batches each have their records."""

ORDER = {source.table: place for place, source in enumerate(sources_in_order())}


class Store(dict[str, Columns]):
    """A column store that notes which tables are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def __getitem__(self, table: str) -> Columns:
        self.asked.add(table)
        return super().__getitem__(table)

    def get(self, *_: Any) -> Any:
        raise AssertionError("a table that is read is there")

    items = values = get


def fresh(world: World) -> World:
    """The same world with nothing looked up in it yet."""
    return replace(world, lookup=LookupCache(world.tables), _ids={})


def real_reads(settings: Settings) -> dict[str, set[str]]:
    """Tables that the functions of each source read, each function as if it were the first to run."""
    store, reads = Store(), defaultdict(set)
    world = replace(World.of(settings), tables=store)

    def run(source: Source, function: Callable[..., Any], *arguments: Any) -> Any:
        store.asked.clear()
        made = function(*arguments)
        made = list(made) if isinstance(made, Iterator) else made
        reads[source.table] |= store.asked
        return made

    for source in sources_in_order():
        if source.world:
            store[source.table] = run(source, source.world, fresh(world))
    plan, simulator = make_plan(fresh(world))
    for source in sources_in_order():
        if source.rows:
            run(source, source.rows, GeneratorContext.after(fresh(world), plan))
        if source.whole:
            store[source.table] = run(source, source.whole, GeneratorContext.after(fresh(world), plan))
    ctx = GeneratorContext.after(world, plan)
    for part in slices(ctx):
        trucks, raw = departures(ctx, part), emit(simulator, part)
        for source in SOURCES:
            run(source, source.of_slice, GeneratorContext.after(fresh(world), plan), trucks, raw)
    return reads


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    companies = [real_reads(settings) for settings in COMPANIES]
    return {source.table: set().union(*(reads[source.table] for reads in companies)) for source in SOURCES}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.table)
def test_a_source_declares_what_it_reads_and_nothing_else(source: Source, found: dict[str, set[str]]) -> None:
    assert set(source.reads) == found[source.table]
    assert len(set(source.reads)) == len(source.reads)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.table)
def test_a_source_reads_what_is_made_before_it(source: Source) -> None:
    assert all(ORDER[table] < ORDER[source.table] for table in source.reads)
    if source.world:
        assert all(one.world for one in SOURCES if one.table in source.reads)


def test_every_table_has_one_source_that_says_how_it_arises() -> None:
    assert sorted(source.table for source in SOURCES) == sorted(level_graph().names)
    for source in SOURCES:
        assert source.world or source.whole or source.is_sliced, source.table
        assert not (source.world and (source.whole or source.is_sliced)), source.table
        assert source.whole or not source.rows, source.table


@pytest.mark.parametrize("settings", COMPANIES[1:], ids=["calm", "short"])
def test_rows_are_counted_as_they_are_made(settings: Settings) -> None:
    ctx = worlds.until(settings, 14)
    counted = {source.table: source.rows(ctx) for source in SOURCES if source.rows}
    assert counted == {table: row_count(ctx.tables[table]) for table in counted}
    assert min(counted.values()) > 0


# What is kept -----------------------------------------------------------------------------------------------------


def columns(rows: int) -> Columns:
    return {"id": np.arange(rows)}


def tracked() -> tuple[DependencyTracker, dict[str, Columns]]:
    """A tracker of b, which reads a, of c, which reads both, and of d, which nobody reads."""
    store: dict[str, Columns] = {}
    reads = {"a": (), "b": ("a",), "c": ("a", "b"), "d": ()}
    return DependencyTracker([Source(table, reads=those) for table, those in reads.items()], store), store


def test_a_table_is_kept_until_it_is_written_and_all_that_read_it_are_done() -> None:
    tracker, store = tracked()
    for table in "abc":
        tracker.hold(table, columns(3))
    tracker.done("a")
    tracker.done("b")
    assert set(store) == {"a", "b", "c"}
    tracker.done("c")
    assert not store


def test_readers_alone_do_not_free_a_table_that_is_not_written() -> None:
    tracker, store = tracked()
    tracker.hold("a", columns(3))
    tracker.done("b")
    tracker.done("c")
    assert set(store) == {"a"}


def test_a_large_table_is_kept_for_others_only() -> None:
    tracker, store = tracked()
    tracker.hold("a", columns(KEPT_ROWS + 1))
    tracker.hold("d", columns(KEPT_ROWS + 1))
    assert set(store) == {"a"}
    tracker.hold("d", columns(KEPT_ROWS))
    assert set(store) == {"a", "d"}


def test_a_large_table_is_not_kept_while_it_waits_to_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supplygen.generate.dependencies.KEPT_ROWS", 0)
    world = make_world(COMPANIES[2])
    plan, simulator = make_plan(world)
    rows = Rows(GeneratorContext.after(world, plan), EmitPass(simulator), sources_in_order(), Cut(plan, 1))
    rows.count(SILENT)
    read = {table for source in SOURCES for table in source.reads}
    assert set(world.tables) == {source.table for source in SOURCES if source.world or source.table in read}


def test_the_emit_pass_has_in_memory_what_its_tables_read(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[set[str]] = []

    def watched(ctx: GeneratorContext, weeks: range) -> Any:
        for part in slices(ctx, weeks):
            held.append(set(ctx.tables))
            yield part

    monkeypatch.setattr("supplygen.generate.vectorized.slices", watched)
    source = Orchestrator(COMPANIES[0])
    source.prepare(SILENT)
    writer = StreamingWriter(NullSink(), level_graph().tables, expected=source.leaves())
    source.produce(writer)
    writer.close()
    read = {table for one in SOURCES if one.is_sliced for table in one.reads}
    assert held
    assert all(tables - {"injection"} == read for tables in held)


def test_all_is_made_inside_phases_that_come_to_their_end() -> None:
    ended: list[tuple[str, int, int]] = []

    class Display(SilentDisplay):
        def end(self, phase: Phase) -> None:
            ended.append((phase.name, phase.done, phase.total))

    source = Orchestrator(COMPANIES[2])
    source.prepare(DisplayReporter(Display()))
    tables, weeks = sum(one.world is not None for one in SOURCES), COMPANIES[2].weeks + RUN_IN_WEEKS
    assert ended == [
        ("world", tables, tables),
        ("simulate", weeks, weeks),
        ("count", len(SOURCES), len(SOURCES)),
    ]
    assert source.row_counts.keys() == ORDER.keys()
