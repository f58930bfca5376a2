"""Parquet files of a dump: what a program gets as Arrow, and how it is cut."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from databases import SMALL_SCALE
from dumps import dump
from fake_source import FakeSource
from supplygen import cli
from supplygen.schema import TABLES


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of the company that `arrow` has in memory."""
    out = tmp_path_factory.mktemp("dump") / "parquet"
    assert cli.run(["dump", "--out", str(out), "--format", "parquet", "--scale", SMALL_SCALE, "--quiet"]) == 0
    return out


@pytest.mark.thorough
def test_a_file_per_table_has_what_arrow_has(parquet: Path, arrow: dict[str, pa.Table]) -> None:
    for number, name in enumerate(TABLES, start=1):
        read = pq.read_table(parquet / f"{number:02}_{name}.parquet")
        assert read.schema.metadata == arrow[name].schema.metadata
        assert [one.metadata for one in read.schema] == [one.metadata for one in arrow[name].schema]
        # Parquet has its own name for what stands in a list.
        assert read.cast(arrow[name].schema).equals(arrow[name]), name


def test_rows_gather_until_they_make_a_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump(tmp_path / "one", FakeSource(slices=8), "parquet")
    monkeypatch.setattr("supplygen.sinks.files.parquet.GROUP_BYTES", 700_000)
    dump(tmp_path / "some", FakeSource(slices=8), "parquet")
    (one,), (some,) = ([*(tmp_path / name).glob("*_audit_logs.parquet")] for name in ("one", "some"))
    assert (pq.read_metadata(one).num_row_groups, pq.read_metadata(some).num_row_groups) == (1, 2)
    assert pq.read_table(some).equals(pq.read_table(one))
