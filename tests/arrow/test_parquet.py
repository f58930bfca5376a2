"""Parquet files of a dump: what a program gets as Arrow, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from databases import SMALL_SCALE
from supplygen import cli
from supplygen.schema import TABLES


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of the company that `arrow` has in memory."""
    out = tmp_path_factory.mktemp("dump") / "parquet"
    assert cli.run(["dump", "--out", str(out), "--format", "parquet", "--scale", SMALL_SCALE, "--quiet"]) == 0
    return out


def test_a_file_per_table_has_what_arrow_has(parquet: Path, arrow: dict[str, pa.Table]) -> None:
    for number, name in enumerate(TABLES, start=1):
        read = pq.read_table(parquet / f"{number:02}_{name}.parquet")
        assert read.schema.metadata == arrow[name].schema.metadata
        assert [one.metadata for one in read.schema] == [one.metadata for one in arrow[name].schema]
        # Parquet has its own name for what stands in a list.
        assert read.cast(arrow[name].schema).equals(arrow[name]), name


def test_the_manifest_tells_of_all_files(parquet: Path, arrow: dict[str, pa.Table]) -> None:
    told = json.loads((parquet / "manifest.json").read_text())
    assert (told["format"], told["settings"]["seed"]) == ("parquet", 42)
    assert [(one["table"], one["rows"]) for one in told["files"]] == [(n, arrow[n].num_rows) for n in TABLES]
    assert {one["name"]: one["bytes"] for one in told["files"]} | {"manifest.json": 0} == {
        path.name: path.stat().st_size if path.suffix == ".parquet" else 0 for path in parquet.iterdir()
    }
