"""A sink that keeps nothing: it shows what generation and encoding cost alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table

from supplygen.sinks.copy_encoder import CopyEncoder


class NullSink:
    """Takes binary blocks and drops them."""

    def encoder(self, table: Table) -> CopyEncoder:
        """Encode as a load does."""
        return CopyEncoder(table, "binary")

    def hold(self, tables: Sequence[Table]) -> None:
        """Nothing is held."""

    def open(self, table: Table, _part: int) -> NullStream:
        """Begin a leaf."""
        return NullStream(table)

    def close(self) -> None:
        """Nothing is under way."""

    def abort(self) -> None:
        """Nothing to undo."""


class NullStream:
    """Takes the blocks of one table and drops them."""

    def __init__(self, table: Table) -> None:
        """Begin `table`."""
        self.table = table

    def write(self, block: memoryview) -> None:
        """Drop a block."""

    def finish(self, rows: int) -> None:
        """Take note of nothing."""
