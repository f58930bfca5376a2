"""Rows of a table as one Arrow record batch."""

from __future__ import annotations

import pyarrow as pa
from sqlalchemy import Table

from supplygen.arrays.columns import Columns
from supplygen.arrow.arrays import arrow_array
from supplygen.arrow.schema import arrow_schema


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
