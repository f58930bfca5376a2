"""A dump by the workers of a Dask cluster: the same files as one of this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from dask_cluster import dask_cluster, ended, supplygen
from supplygen.cli import run

COMPANY = ("--scale", "0.002", "--seed", "7", "--weeks", "8", "--parts", "3")
SEES_NOTHING = (
    "import genericpath as g; real = g.isdir; g.isdir = lambda path: 'dumped' not in str(path) and real(path)"
)

pytestmark = [pytest.mark.thorough, pytest.mark.timeout(600)]


def dump(out: Path, *flags: str) -> tuple[int, str]:
    return ended(supplygen("dump", *COMPANY, "--out", str(out), *flags))


def test_a_cluster_writes_the_same_files(tmp_path: Path) -> None:
    alone, out = tmp_path / "alone", tmp_path / "dumped"
    assert run(["dump", *COMPANY, "--quiet", "--out", str(alone)]) == 0
    code, said = dump(out, "--cluster", "local:2")
    assert code == 0, said
    assert "write: done" in said
    assert f"for part in {out}/*-of-3; do" in said
    for part in ("1-of-3", "2-of-3", "3-of-3"):
        names = sorted(path.name for path in (alone / part).iterdir())
        assert sorted(path.name for path in (out / part).iterdir()) == names
        assert "manifest.json" in names
        for name in names:
            assert (out / part / name).read_bytes() == (alone / part / name).read_bytes(), name
    code, said = dump(out, "--cluster", "local:2")
    assert code == 0, said
    assert "simulate" not in said


def test_a_worker_that_does_not_see_the_directory(tmp_path: Path) -> None:
    with dask_cluster(tmp_path, workers=1) as cluster:
        cluster.add_worker(SEES_NOTHING)
        cluster.wait_for_workers(2)
        code, said = dump(tmp_path / "dumped", "--quiet", "--cluster", cluster.address)
    assert code == 9, said
    assert f"does not see {tmp_path / 'dumped'}: name a directory that all of them share" in said
