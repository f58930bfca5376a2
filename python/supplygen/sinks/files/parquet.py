"""Columns as a Parquet file, a row group at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Table

from supplygen.arrays.columns import Columns, row_count, rows_at
from supplygen.arrow.batch import record_batch
from supplygen.arrow.schema import arrow_schema
from supplygen.sinks.base import Block

GROUP_BYTES = 16 << 20
"""Arrow memory of a row group, which is held until the group is written: some 100,000 rows of a fact table. Up to
thirty tables are open at once."""
BATCH_ROWS = 1 << 17
"""Rows that are made into Arrow at once."""


class ParquetEncoder:
    """Encodes one table; pyarrow works without the GIL."""

    def __init__(self, table: Table) -> None:
        """Encode rows of `table`, compressed with zstd."""
        self._table = table
        self._outlet = _Outlet()
        self._writer = pq.ParquetWriter(self._outlet, arrow_schema(table), **_options(arrow_schema(table)))
        self._group: list[pa.RecordBatch] = []

    def header(self) -> bytes:
        """Return the bytes before the first row group."""
        return self._outlet.drain()

    def encode(self, columns: Columns) -> Iterator[Block]:
        """Gather rows, and write them once they make a row group."""
        length = row_count(columns)
        for start in range(0, length, BATCH_ROWS):
            batch = record_batch(self._table, rows_at(columns, slice(start, start + BATCH_ROWS)))
            self._group.append(batch)
            if sum(one.nbytes for one in self._group) >= GROUP_BYTES:
                self._write_group()
            yield Block(batch.num_rows, memoryview(self._outlet.drain()))

    def trailer(self) -> bytes:
        """Return the last row group and the footer."""
        if self._group:
            self._write_group()
        self._writer.close()
        return self._outlet.drain()

    def _write_group(self) -> None:
        self._writer.write_table(pa.Table.from_batches(self._group))
        self._group.clear()


def _options(schema: pa.Schema) -> dict[str, Any]:
    """Write integers, dates and times as differences, since most ascend, and all else by dictionaries."""
    ascending = [field.name for field in schema if _is_whole(field.type)]
    return {
        "compression": "zstd",
        "store_decimal_as_integer": True,
        "column_encoding": dict.fromkeys(ascending, "DELTA_BINARY_PACKED"),
        "use_dictionary": [field.name for field in schema if field.name not in ascending],
    }


def _is_whole(type_: pa.DataType) -> bool:
    return bool(pa.types.is_integer(type_) or pa.types.is_temporal(type_))


class _Outlet:
    """A file as pyarrow wants it, which gives out what has been written to it."""

    closed = False

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._written.append(data)
        return len(data)

    def flush(self) -> None:
        """Everything is at hand at once."""

    def close(self) -> None:
        """Nothing is to be closed."""

    def drain(self) -> bytes:
        written = b"".join(self._written)
        self._written.clear()
        return written
