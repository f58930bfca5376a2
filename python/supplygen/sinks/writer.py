"""`StreamingWriter`: columns in, encoded blocks out to a sink."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Table

from supplygen.arrays.columns import Columns
from supplygen.errors import UsageError
from supplygen.sinks.base import Leaf, Sink, TableEncoder, TableStream, TableTotals

BlockWritten = Callable[[str, int, int], None]
"""Hears of a block: its table, its rows, its bytes."""


def unheard(_table: str, _rows: int, _bytes: int) -> None:
    """Tell nobody of a block."""


@dataclass(slots=True)
class _Lane:
    """One leaf on its way."""

    encoder: TableEncoder
    stream: TableStream
    rows: int = 0


class StreamingWriter:
    """Encodes columns block by block and hands the blocks to the sink; each table is for one thread at a time."""

    def __init__(
        self,
        sink: Sink,
        tables: Iterable[Table],
        *,
        expected: Mapping[Leaf, int | None] | None = None,
        skip: Iterable[Leaf] = (),
        on_block: BlockWritten = unheard,
    ) -> None:
        """Insist on the `expected` leaves, and on their rows where these are known; without, a leaf a table is due.

        Those that the sink has are left out (`skip`); `on_block` hears of each block.
        """
        self._sink = sink
        self._tables = {table.name: table for table in tables}
        self._expected = dict.fromkeys(map(Leaf, self._tables)) if expected is None else expected
        self._skip = frozenset(skip)
        self._on_block = on_block
        self._lanes: dict[Leaf, _Lane] = {}
        self._finished: set[Leaf] = set()
        self.totals: dict[str, TableTotals] = {}
        """Seconds are those of encoding and handing over, including the wait for room in the sink."""

    def wants(self, table_name: str, part: int = 1) -> bool:
        """Whether rows of a leaf are still to come; the sink may have them."""
        return (table_name, part) not in self._skip

    def begin(self, table_names: Iterable[str]) -> None:
        """Make sure of tables whose rows will come side by side, before the first row of any."""
        self._sink.hold([self._tables[name] for name in table_names])

    def write(self, table_name: str, columns: Columns, part: int = 1) -> None:
        """Append rows to a leaf; `columns` must be exactly the table's columns, of one length."""
        if not self.wants(table_name, part):
            return
        began = time.perf_counter()
        lane = self._lane(Leaf(table_name, part))
        for block in lane.encoder.encode(_in_order(self._tables[table_name], columns)):
            self._hand_over(table_name, lane, block.data)
            lane.rows += block.rows
            self.totals[table_name].rows += block.rows
            self._on_block(table_name, block.rows, block.data.nbytes)
        self.totals[table_name].seconds += time.perf_counter() - began

    def finish(self, table_name: str, part: int = 1) -> None:
        """Say that a leaf has all its rows; one without rows is finished too."""
        if not self.wants(table_name, part):
            return
        leaf = Leaf(table_name, part)
        lane = self._lane(leaf)
        planned = self._expected.get(leaf)
        if planned is not None and lane.rows != planned:
            raise ValueError(f"table {_named(leaf)}: {planned} rows were planned, {lane.rows} were produced")
        began = time.perf_counter()
        self._hand_over(table_name, lane, memoryview(lane.encoder.trailer()))
        lane.stream.finish(lane.rows)
        self.totals[table_name].seconds += time.perf_counter() - began
        self._finished.add(leaf)
        del self._lanes[leaf]

    def is_finished(self, leaf: Leaf) -> bool:
        """Whether all rows of a leaf have been written."""
        return leaf in self._finished

    def close(self) -> None:
        """Wait until the sink has everything; every leaf must be finished."""
        unfinished = [leaf for leaf in self._expected if leaf not in self._finished and self.wants(*leaf)]
        if unfinished:
            raise ValueError(f"tables were not finished: {', '.join(map(_named, unfinished))}")
        self._sink.close()

    def _hand_over(self, table_name: str, lane: _Lane, data: memoryview) -> None:
        if data.nbytes:
            lane.stream.write(data)
            self.totals[table_name].bytes += data.nbytes

    def _lane(self, leaf: Leaf) -> _Lane:
        lane = self._lanes.get(leaf)
        return lane if lane is not None else self._begin(leaf)

    def _begin(self, leaf: Leaf) -> _Lane:
        table = self._tables.get(leaf.table)
        if table is None:
            raise UsageError(f"no table {leaf.table!r}; the schema has {', '.join(self._tables)}")
        if leaf in self._finished:
            raise ValueError(f"table {_named(leaf)} is already finished: write all its rows before finish()")
        lane = _Lane(self._sink.encoder(table), self._sink.open(table, leaf.part))
        self.totals.setdefault(leaf.table, TableTotals())
        self._lanes[leaf] = lane
        self._hand_over(leaf.table, lane, memoryview(lane.encoder.header()))
        return lane


def _named(leaf: Leaf) -> str:
    return leaf.table if leaf.part == 1 else f"{leaf.table} of part {leaf.part}"


def _in_order(table: Table, columns: Columns) -> Columns:
    """Put columns in the table's order, or say which are missing, unknown or of another length."""
    names = [column.name for column in table.columns]
    missing = [name for name in names if name not in columns]
    unknown = [name for name in columns if name not in names]
    if missing or unknown:
        raise ValueError(f"table {table.name}: missing columns {missing}, unknown columns {unknown}")
    lengths = {name: len(columns[name]) for name in names}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"table {table.name}: columns differ in length: {lengths}")
    return {name: columns[name] for name in names}
