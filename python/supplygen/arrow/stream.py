"""Record batches of tables, made while they are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyarrow as pa
from sqlalchemy import Table

from supplygen.arrays.columns import Columns
from supplygen.arrow.arrays import arrow_array
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


def record_batch(table: Table, columns: Columns) -> pa.RecordBatch:
    """Make one batch of a table's columns."""
    schema = arrow_schema(table)
    arrays = [
        arrow_array(columns[column.name], field.type, column.info.get("values", ()))
        for column, field in zip(table.columns, schema, strict=True)
    ]
    for field, array in zip(schema, arrays, strict=True):
        if array.null_count and not field.nullable:
            raise ValueError(f"table {table.name}, column {field.name}: NULL where none may be")
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
