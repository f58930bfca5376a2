"""Rows for PostgreSQL's COPY, in blocks of about one size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sqlalchemy import Table

from supplygen._core import Encoder
from supplygen.arrays.columns import Columns, row_count
from supplygen.schema import encoder_fields
from supplygen.sinks.base import Block

CopyFormat = Literal["binary", "text", "csv"]

BLOCK_BYTES = 512 << 10
"""What a block aims at: several network buffers, and small beside the memory of a slice."""
FIRST_BLOCK_ROWS = 2_048
"""Rows of a table's first block, which shows how wide its rows are."""
MAX_BLOCK_ROWS = 1 << 16


class CopyEncoder:
    """Encodes one table; the extension does it, without the GIL."""

    def __init__(self, table: Table, form: CopyFormat) -> None:
        """Encode rows of `table` in a format of COPY."""
        self._encoder = Encoder(table.name, encoder_fields(table), form)
        self._block_rows = FIRST_BLOCK_ROWS

    def header(self) -> bytes:
        """Return the bytes before the first row."""
        return self._encoder.header()

    def encode(self, columns: Columns) -> Iterator[Block]:
        """Encode rows, a block at a time."""
        ordered, length, start = list(columns.values()), row_count(columns), 0
        while start < length:
            block = self._encoder.encode(ordered, start, min(start + self._block_rows, length))
            yield Block(block.rows, memoryview(block))
            start += block.rows
            self._block_rows = min(MAX_BLOCK_ROWS, max(1, BLOCK_BYTES * block.rows // max(1, len(block))))

    def trailer(self) -> bytes:
        """Return the bytes after the last row."""
        return self._encoder.trailer()
