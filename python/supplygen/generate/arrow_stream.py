"""Arrow record batches of tables, made while they are read. Needs pyarrow; only `supplygen.api` imports it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyarrow as pa

from supplygen.arrow.batch import record_batch
from supplygen.arrow.schema import arrow_schema
from supplygen.config import Settings
from supplygen.generate.orchestrator import columns_of
from supplygen.progress import Reporter
from supplygen.schema import TABLES


@dataclass(frozen=True, slots=True)
class ArrowTable:
    """All rows of one table, for whatever reads the Arrow C stream interface; they are made anew each time."""

    settings: Settings
    name: str
    progress: Reporter

    @property
    def schema(self) -> pa.Schema:
        """Types, nullability, comments and keys, as `supplygen.arrow.schema` has them."""
        return arrow_schema(TABLES[self.name])

    def __arrow_c_schema__(self) -> object:
        """Export the schema."""
        return self.schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Export a stream of record batches; nothing is made before the first is asked for."""
        batches = (batch for _, batch in record_batches(self.settings, {self.name}, self.progress))
        return pa.RecordBatchReader.from_batches(self.schema, batches).__arrow_c_stream__(requested_schema)


def record_batches(
    settings: Settings, tables: Collection[str], progress: Reporter
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield table and rows: those of a table that comes whole, or of a slice, as many as there are at once."""
    for name, columns in columns_of(settings, tables, progress):
        yield name, record_batch(TABLES[name], columns)
