"""The benchmark runs from end to end, and what it compares leads to the same state."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from rich.console import Console

from bench import record
from bench.cpu import cpu_seconds
from bench.loader import END_OF_PHASE
from bench.objects import DECLARED, INDEX, KEY, VALIDATED, objects, take_down
from bench.record import Record
from bench.report import report
from bench.restore import VACUUMED
from bench.run import measure
from bench.sample import Sample
from bench.state import insist, state
from bench.ways import WAYS
from databases import oldest_server_programs
from supplygen.cli.displays import reporter
from supplygen.embedded.process import PROC

MEASURED = {*WAYS, VACUUMED}
"""What comes of all ways: a restore is measured again after vacuumdb."""


@pytest.fixture
def home() -> Iterator[Path]:
    # Open to other accounts, since the server does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="sg-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.thorough
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("programs", [lambda: None, oldest_server_programs], ids=["newest", "oldest"])
def test_the_benchmark_runs_and_its_figures_are_kept(
    home: Path, programs: Callable[[], Path | None], tmp_path: Path
) -> None:
    measured = measure(home, programs(), 0.001, 1, WAYS)
    assert measured.samples.keys() == MEASURED
    assert {len(samples) for samples in measured.samples.values()} == {1}
    assert measured.phases("load").keys() >= {"check", "simulate", "stream", "restore", "seal"}
    for (sample,) in measured.samples.values():
        assert sum(sample.phases.values()) <= sample.seconds
    (load,) = measured.samples["load"]
    assert load.first_row_seconds is not None
    assert 0 < load.first_row_seconds < load.seconds
    assert load.size_bytes > 0
    assert load.peak_bytes > 0
    record.write(measured, tmp_path)
    assert record.read_all(tmp_path) == [measured]
    assert str(home) not in report(measured)


@pytest.mark.thorough
def test_results_are_written_with_a_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="make .venv/plotting")
    from bench.results import main

    record.write(made(), tmp_path / "results")
    main(tmp_path)
    assert "## PostgreSQL 18, scale 0.1\n" in (tmp_path / "RESULTS.md").read_text()
    assert "<svg" in (tmp_path / "phases.svg").read_text()


def made() -> Record:
    """A record of two rounds."""
    loads = [Sample(seconds, 3.0, 9.0, 10_000_000, 2_000_000, 0.5, {"world": 1.0}) for seconds in (10.0, 14.0)]
    others = {way: [Sample(6.0, 0.0, None)] for way in MEASURED - {"load"}}
    environment = {"versions": {"PostgreSQL": "18.6"}}
    return Record(0.1, 1200, 5_000_000, environment, {"pgbench": {"-I g": 1.0}}, {"load": loads, **others})


def test_a_report_has_medians_ratios_and_every_round() -> None:
    text = report(made())
    assert "| load | 12.0 | 10.0 | 14.0 | 10 | 1 | 100 | 3.0 | 9.0 | 2 |\n" in text
    assert "| ceiling | 6.0 | 6.0 | 6.0 |  |  | 200 | 0.0 |  |  |\n" in text
    assert "load / pg_restore = 2.00; load / pg_restore + vacuumdb = 2.00; load / ceiling = 2.00." in text
    assert "after 0.5 s; 25% of all CPU seconds are the loader's" in text
    assert "| load | 10.00 | 14.00 |\n" in text


def test_a_report_of_some_ways_compares_what_there_is() -> None:
    record = made()
    alone = report(replace(record, trials={}, samples={"load": record.samples["load"]}))
    assert "100 | 3.0 | 9.0 | 2 |" in alone
    assert "load / " not in alone
    assert "trials" not in alone
    without = report(replace(record, samples={"ceiling": record.samples["ceiling"]}))
    assert "first row" not in without


def test_the_end_of_a_phase_is_heard() -> None:
    said = io.StringIO()
    with reporter(Console(file=said)) as progress, progress.phase("stream", 5000) as phase:
        phase.advance(5000)
    heard = [found[1] for line in said.getvalue().splitlines() if (found := END_OF_PHASE.match(line))]
    assert heard == ["stream"]


@pytest.mark.skipif(not PROC.is_dir(), reason="the system has no /proc")
def test_cpu_seconds_are_those_of_this_process_and_grow() -> None:
    before = cpu_seconds(os.getpid())
    assert before is not None
    times = os.times()
    sum(range(3_000_000))
    after = cpu_seconds(os.getpid())
    assert after is not None
    assert after > before >= 0
    assert after >= times.user + times.system + times.children_user + times.children_system - 0.1


@pytest.mark.thorough
def test_what_is_taken_down_is_built_as_it_was(migrated_url: str) -> None:
    before, found = state(migrated_url), objects(migrated_url)
    take_down(migrated_url, found)
    bare = state(migrated_url)
    assert (bare.indexes, bare.keys, bare.foreign_keys) == (0, 0, 0)
    with psycopg.connect(migrated_url) as connection:
        for kind in (INDEX, KEY, DECLARED, VALIDATED):
            for item in found[kind]:
                connection.execute(item.definition.encode())
    assert state(migrated_url) == before
    assert {kind: set(items) for kind, items in objects(migrated_url).items()} == {
        kind: set(items) for kind, items in found.items()
    }


@pytest.mark.thorough
def test_a_way_that_does_less_ends_the_benchmark(loaded_url: str, migrated_url: str) -> None:
    wanted = state(loaded_url)
    insist("load", loaded_url, wanted)
    with pytest.raises(SystemExit, match="restore has left the tables in another state than the first load"):
        insist("restore", migrated_url, wanted)
