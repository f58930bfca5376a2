"""`StreamingWriter`: columns in, encoded blocks out to a sink."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Table

from supplygen.arrays.columns import Columns
from supplygen.errors import UsageError
from supplygen.sinks.base import Sink, TableEncoder, TableStream, TableTotals

BlockWritten = Callable[[str, int, int], None]
"""Hears of a block: its table, its rows, its bytes."""


@dataclass(slots=True)
class _Lane:
    """One table on its way."""

    encoder: TableEncoder
    stream: TableStream


class StreamingWriter:
    """Encodes columns block by block and hands the blocks to the sink; each table is for one thread at a time."""

    def __init__(
        self,
        sink: Sink,
        tables: Iterable[Table],
        *,
        expected: Mapping[str, int] | None = None,
        skip: Iterable[str] = (),
        on_block: BlockWritten = lambda _table, _rows, _bytes: None,
    ) -> None:
        """Insist on `expected` rows, leave out the tables that the sink has (`skip`), tell `on_block` of each."""
        self._sink = sink
        self._tables = {table.name: table for table in tables}
        self._expected = expected or {}
        self._skip = frozenset(skip)
        self._on_block = on_block
        self._lanes: dict[str, _Lane] = {}
        self._finished: set[str] = set()
        self.totals: dict[str, TableTotals] = {}
        """Seconds are those of encoding and handing over, including the wait for room in the sink."""

    def wants(self, table_name: str) -> bool:
        """Whether rows of a table are still to come; the sink may have them."""
        return table_name not in self._skip

    def begin(self, table_names: Iterable[str]) -> None:
        """Make sure of tables whose rows will come side by side, before the first row of any."""
        self._sink.hold([self._tables[name] for name in table_names if name not in self._skip])

    def write(self, table_name: str, columns: Columns) -> None:
        """Append rows to a table; `columns` must be exactly the table's columns, of one length."""
        if table_name in self._skip:
            return
        began = time.perf_counter()
        lane = self._lane(table_name)
        for block in lane.encoder.encode(_in_order(self._tables[table_name], columns)):
            self._hand_over(table_name, lane, block.data)
            self.totals[table_name].rows += block.rows
            self._on_block(table_name, block.rows, block.data.nbytes)
        self.totals[table_name].seconds += time.perf_counter() - began

    def finish(self, table_name: str) -> None:
        """Say that a table has all its rows; a table without rows is finished too."""
        if table_name in self._skip:
            return
        lane = self._lane(table_name)
        rows = self.totals[table_name].rows
        planned = self._expected.get(table_name, rows)
        if rows != planned:
            raise ValueError(f"table {table_name}: {planned} rows were planned, {rows} were produced")
        began = time.perf_counter()
        self._hand_over(table_name, lane, memoryview(lane.encoder.trailer()))
        lane.stream.finish(rows)
        self.totals[table_name].seconds += time.perf_counter() - began
        self._finished.add(table_name)
        del self._lanes[table_name]

    def close(self) -> None:
        """Wait until the sink has everything; every table must be finished."""
        unfinished = [name for name in self._tables if name not in self._finished and name not in self._skip]
        if unfinished:
            raise ValueError(f"tables were not finished: {', '.join(unfinished)}")
        self._sink.close()

    def _hand_over(self, table_name: str, lane: _Lane, data: memoryview) -> None:
        if data.nbytes:
            lane.stream.write(data)
            self.totals[table_name].bytes += data.nbytes

    def _lane(self, table_name: str) -> _Lane:
        lane = self._lanes.get(table_name)
        return lane if lane is not None else self._begin(table_name)

    def _begin(self, table_name: str) -> _Lane:
        table = self._tables.get(table_name)
        if table is None:
            raise UsageError(f"no table {table_name!r}; the schema has {', '.join(self._tables)}")
        if table_name in self._finished:
            raise ValueError(f"table {table_name} is already finished: write all its rows before finish()")
        lane = _Lane(self._sink.encoder(table), self._sink.open(table))
        self.totals[table_name] = TableTotals()
        self._lanes[table_name] = lane
        self._hand_over(table_name, lane, memoryview(lane.encoder.header()))
        return lane


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
