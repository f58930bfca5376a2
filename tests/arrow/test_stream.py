"""Streams of record batches: what is chosen, how much of it is made, and who reads it."""

from __future__ import annotations

import sys
import threading
from collections import defaultdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from databases import SMALL_SCALE, query
from supplygen.api import Scenario, Settings, table, tables
from supplygen.arrow.schema import arrow_schema
from supplygen.errors import UsageError
from supplygen.generate.vectorized import Slice, slices
from supplygen.schema import TABLES
from supplygen.schema.graph import level_graph

SHORT = Settings(scale=0.001, weeks=4)
SMALL = Settings(scale=float(SMALL_SCALE))
"""The company that `arrow` and `loaded_url` hold."""


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> list[Slice]:
    """Slices that the simulator has been asked for."""
    seen: list[Slice] = []

    def watched(ctx: Any, weeks: range) -> Any:
        for part in slices(ctx, weeks):
            seen.append(part)
            yield part

    monkeypatch.setattr("supplygen.generate.vectorized.slices", watched)
    return seen


def test_what_is_chosen_comes_as_it_does_among_all() -> None:
    # One is part of the world, one reads others, one comes by slices, and one has rows behind its slices.
    chosen = {"products", "batch_ingredients", "pos_sales", "injection"}
    alone = list(tables(SHORT, only=chosen))
    assert {name for name, _ in alone} == chosen
    among_all = [(name, batch) for name, batch in tables(SHORT) if name in chosen]
    assert [name for name, _ in alone] == [name for name, _ in among_all]
    assert all(one.equals(other) for (_, one), (_, other) in zip(alone, among_all, strict=True))


@pytest.fixture(scope="module")
def short() -> dict[str, list[pa.RecordBatch]]:
    """Batches of all tables, made together."""
    made = defaultdict(list)
    for name, batch in tables(SHORT):
        made[name].append(batch)
    return made


@pytest.mark.thorough
@pytest.mark.parametrize("name", level_graph().names)
def test_every_table_can_be_made_alone(short: dict[str, list[pa.RecordBatch]], name: str) -> None:
    assert [batch for _, batch in tables(SHORT, only=[name])] == short[name]


def test_nothing_is_emitted_for_tables_that_come_whole(emitted: list[Slice]) -> None:
    assert dict(tables(SHORT, only=["orders"]))
    assert emitted
    emitted.clear()
    assert dict(tables(SHORT, only=["batches"]))
    assert emitted == []


def test_slices_are_made_one_ahead_and_only_until_the_reader_has_enough(emitted: list[Slice]) -> None:
    stream = tables(SHORT, only=["orders"])
    assert emitted == []
    next(stream)
    assert {part.week for part in emitted if part.week >= 0} <= {0, 1}
    del stream
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ahead")]


def test_a_table_is_read_as_often_as_one_likes() -> None:
    orders = table(SHORT, "orders")
    first = pa.table(orders)
    assert first.num_rows > 0
    assert pa.table(orders).equals(first)
    assert pa.schema(orders).equals(orders.schema, check_metadata=True)
    assert first.equals(pa.Table.from_batches(batch for _, batch in tables(SHORT, only=["orders"])))


def test_a_table_without_rows_is_an_empty_stream() -> None:
    empty = pa.table(table(Settings(scale=0.001, weeks=4, scenario=Scenario.none()), "injection"))
    assert (empty.num_rows, empty.schema) == (0, arrow_schema(TABLES["injection"]))


def test_progress_is_told_while_rows_are_made() -> None:
    told: list[str] = []
    stream = tables(SHORT, only=["products"], on_progress=lambda phase: told.append(phase.name))
    assert told == []
    assert len(list(stream)) == 1
    assert list(dict.fromkeys(told)) == ["world", "simulate"]


def test_names_are_checked_before_anything_is_made() -> None:
    for ask in (lambda: table(SHORT, "order"), lambda: tables(SHORT, only=["orders", "order"])):
        with pytest.raises(UsageError, match="no table 'order'; the schema has divisions, "):
            ask()


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for ask in (lambda: table(SHORT, "orders"), lambda: tables(SHORT)):
        with pytest.raises(UsageError, match=r"pip install 'supplygen\[arrow\]'"):
            ask()


@pytest.mark.thorough
def test_other_libraries_read_the_same(arrow: dict[str, pa.Table], loaded_url: str) -> None:
    import duckdb
    import pandas as pd
    import polars as pl

    ((cents, cases, rows),) = query(
        loaded_url, "SELECT (sum(total_amount) * 100)::bigint, sum(total_cases), count(*) FROM orders"
    )
    orders = table(SMALL, "orders")
    assert (100 * pc.sum(arrow["orders"].column("total_amount")).as_py()) == cents
    frame = pl.DataFrame(orders)
    assert (int(frame["total_amount"].sum() * 100), frame["total_cases"].sum(), len(frame)) == (cents, cases, rows)
    summed = duckdb.sql("SELECT (sum(total_amount) * 100)::BIGINT, sum(total_cases)::BIGINT, count(*) FROM orders")
    assert summed.fetchall() == [(cents, cases, rows)]
    found = pd.DataFrame.from_arrow(orders)
    assert (int(found["total_amount"].sum() * 100), found["total_cases"].sum(), len(found)) == (cents, cases, rows)


@pytest.mark.thorough
def test_other_libraries_take_every_type(arrow: dict[str, pa.Table]) -> None:
    import duckdb
    import polars as pl

    for name, batch in tables(SMALL):
        frame = pl.DataFrame(batch)
        assert (frame.columns, len(frame)) == (batch.schema.names, batch.num_rows), name
    for name, read in arrow.items():
        assert duckdb.sql("SELECT * FROM read").arrow().read_all().num_rows == read.num_rows, name
