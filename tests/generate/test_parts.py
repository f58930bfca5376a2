"""Parts: any of them can be made alone, in any order, and together they are the whole."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplygen import _core
from supplygen.arrays.columns import Coded, Template, rows_at
from supplygen.config import Settings
from supplygen.errors import UsageError
from supplygen.generate.orchestrator import Orchestrator
from supplygen.generate.parts import leading_key
from supplygen.progress import SILENT
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import Leaf
from supplygen.sinks.copy_encoder import CopyEncoder
from supplygen.sinks.null import NullSink, NullStream
from supplygen.sinks.writer import StreamingWriter

GRAPH = level_graph()
COMPANY = Settings(scale=0.002, seed=7, weeks=26)


class Lines(NullSink):
    """Keeps every row's digest, by leaf."""

    def encoder(self, table):
        return CopyEncoder(table, "text")

    def __init__(self):
        self.leaves: dict[Leaf, Counter] = {}

    def open(self, table, part):
        stream, found = NullStream(table), bytearray()
        stream.write = found.extend
        stream.finish = lambda _: self.leaves.__setitem__(
            Leaf(table.name, part), Counter(blake2b(line, digest_size=8).digest() for line in found.splitlines())
        )
        return stream

    @property
    def tables(self) -> dict[str, Counter]:
        """All rows of each table."""
        return {
            name: sum((rows for leaf, rows in self.leaves.items() if leaf.table == name), Counter())
            for name in GRAPH.names
        }


def write(source: Orchestrator, numbers: Collection[int] = (), sink: Lines | None = None) -> Lines:
    sink = sink or Lines()
    writer = StreamingWriter(sink, GRAPH.tables, expected=source.leaves(numbers))
    source.produce(writer, numbers)
    writer.close()
    return sink


def prepared(parts: int, settings: Settings = COMPANY) -> Orchestrator:
    source = Orchestrator(replace(settings, parts=parts))
    source.prepare(SILENT)
    return source


@pytest.fixture(scope="module")
def whole() -> dict[str, Counter]:
    return write(prepared(1)).tables


@pytest.mark.parametrize("parts", [4, *(pytest.param(parts, marks=pytest.mark.thorough) for parts in (1, 13, 26))])
def test_parts_made_at_once_are_the_whole(whole: dict[str, Counter], parts: int) -> None:
    made = write(prepared(parts))
    assert made.tables == whole
    assert {leaf.part for leaf in made.leaves} == set(range(1, parts + 1))


@pytest.mark.parametrize("order", [(3, 1, 4, 2), pytest.param((4, 3, 2, 1), marks=pytest.mark.thorough)])
def test_parts_made_alone_in_any_order_are_the_whole(whole: dict[str, Counter], order: tuple[int, ...]) -> None:
    source, sink = prepared(4), Lines()
    for number in order:
        write(source, [number], sink)
    assert sink.tables == whole


def test_a_part_of_another_process_is_the_same() -> None:
    together = write(prepared(4)).leaves
    alone = write(prepared(4), [3]).leaves
    assert alone == {leaf: rows for leaf, rows in together.items() if leaf.part == 3}


def test_a_part_is_a_range_of_leading_keys() -> None:
    source, found = prepared(4), {}

    class Keys(StreamingWriter):
        def write(self, table_name, columns, part=1):
            if (key := leading_key(table_name)) is not None and part == 3:
                ids = np.asarray(columns[key.column])
                low, high = found.get(table_name, (ids.min(), ids.max()))
                found[table_name] = (min(low, ids.min()), max(high, ids.max()))
            super().write(table_name, columns, part)

    source.produce(Keys(NullSink(), GRAPH.tables, expected=source.leaves([2, 3, 4])), [2, 3, 4])
    for table, (low, high) in found.items():
        ids = source._rows.cut._last_ids[leading_key(table).counted_in]
        assert ids[1] < low <= high <= ids[2], table
    assert {"pos_sales", "order_lines", "shipment_lines", "return_lines"} < set(found)


def test_tables_that_come_whole_are_spread_over_the_parts() -> None:
    source = prepared(4)
    rows = {number: sum(count or 0 for count in source.leaves([number]).values()) for number in range(1, 5)}
    assert max(rows.values()) < 1.2 * min(rows.values())
    places = [{leaf.table for leaf in source.leaves([number])} for number in range(1, 5)]
    assert set().union(*places) == set(GRAPH.names)
    sliced = set.intersection(*places)
    assert set(source.side_by_side) == sliced
    assert sum(len(place - sliced) for place in places) == len(GRAPH.names) - len(sliced)


def test_chosen_tables_come_in_parts_too() -> None:
    chosen = Settings(scale=0.002, seed=7, weeks=8, tables=GRAPH.with_parents(["order_lines"]))
    assert write(prepared(4, chosen)).tables == write(prepared(1, chosen)).tables


@pytest.mark.parametrize("parts", [-1, 27])
def test_there_are_no_more_parts_than_weeks(parts: int) -> None:
    with pytest.raises(UsageError, match=f"parts {parts} is outside 0 to 26"):
        replace(COMPANY, parts=parts)


def test_every_dated_table_and_its_lines_have_a_leading_key() -> None:
    keyed = {name: key.counted_in for name in GRAPH.names if (key := leading_key(name))}
    assert set(_core.DATED_TABLES) <= set(keyed)
    lines = {"order_lines": "orders", "shipment_lines": "shipments", "pick_wave_orders": "pick_waves"}
    assert lines.items() <= keyed.items()


@given(st.lists(st.integers(-1, 2), max_size=20), st.data())
def test_some_rows_of_a_column_are_those_rows(codes: list[int], data: st.DataObject) -> None:
    rows = np.array(data.draw(st.lists(st.integers(0, len(codes) - 1)) if codes else st.just([])), dtype=np.int64)
    texts = ["a", "b", "c"]
    values = [None if code < 0 else texts[code] for code in codes]
    wanted = [values[row] for row in rows]
    numbers = np.array(codes, dtype=np.int64)
    coded, listed = Coded(np.array(codes, dtype=np.int32), texts), list(values)
    columns = {"coded": coded, "listed": listed, "numbers": numbers, "template": Template("X-", 3, numbers)}
    some = rows_at(columns, rows)
    assert [None if code < 0 else texts[code] for code in some["coded"].codes] == some["listed"] == wanted
    assert some["numbers"].tolist() == some["template"].numbers.tolist() == numbers[rows].tolist()
