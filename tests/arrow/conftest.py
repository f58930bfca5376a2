"""A small company's rows as Arrow tables."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa
import pytest

from databases import SMALL_SCALE
from supplygen.api import Settings, tables
from supplygen.arrow.schema import arrow_schema
from supplygen.schema import TABLES

SMALL = Settings(scale=float(SMALL_SCALE))


@pytest.fixture(scope="session")
def arrow() -> dict[str, pa.Table]:
    """All tables of the company that `loaded_url` has in a database."""
    batches = defaultdict(list)
    # All are held until the last is made: none may share memory that is used again.
    for name, batch in tables(SMALL):
        batches[name].append(batch)
    return {name: pa.Table.from_batches(batches[name], arrow_schema(table)) for name, table in TABLES.items()}
