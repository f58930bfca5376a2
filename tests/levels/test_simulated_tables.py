"""What the simulator calls its tables and codes, against the schema."""

from __future__ import annotations

import pytest

from supplygen._core import CODES, DATED_TABLES, LINE_TABLES
from supplygen.levels import SOURCES
from supplygen.schema import TABLES


@pytest.mark.parametrize("key", CODES)
def test_a_code_is_a_value_of_the_column_that_shows_it(key: str) -> None:
    table, column = key.split(".")
    assert set(CODES[key]) <= set(TABLES[table].columns[column].info["values"])
    assert len(set(CODES[key])) == len(CODES[key]) > 1


def test_every_simulated_table_is_written() -> None:
    names = [source.table for source in SOURCES if source.slice is not None]
    assert sorted(names) == sorted([*DATED_TABLES, *LINE_TABLES])
    assert set(names) <= set(TABLES)
    for name in names:
        assert (name in DATED_TABLES) == ("id" in TABLES[name].columns), name
