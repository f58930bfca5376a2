"""A load by the workers of a Dask cluster: the same rows, whatever becomes of workers."""

from __future__ import annotations

import re
import shlex
import signal
from pathlib import Path

import pytest

from dask_cluster import dask_cluster, ended, interrupt, supplygen, wait_for
from databases import ROOT, hashes, objects, query
from supplygen.cli import run

COMPANY = ("--scale", "0.005", "--seed", "7", "--weeks", "26")
UNDER_WAY = "SELECT 1 FROM pg_stat_progress_copy WHERE datname = current_database() AND tuples_processed > 0"
LOCKS = "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE locktype = 'advisory'"
SESSIONS = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'supplygen%'"

pytestmark = [pytest.mark.thorough, pytest.mark.timeout(600)]


def load(url: str, *flags: str) -> tuple[int, str]:
    return ended(supplygen("load", *COMPANY, "--database-url", url, *flags))


@pytest.fixture
def whole(other_migrated_url: str) -> str:
    assert run(["load", *COMPANY, "--quiet", "--database-url", other_migrated_url]) == 0
    return other_migrated_url


def assert_is_whole(url: str, whole: str) -> None:
    assert hashes(url) == hashes(whole)
    assert objects(url) == objects(whole)
    entries = "SELECT table_name, part, phase, row_count FROM supplygen.ledger ORDER BY 1"
    assert query(url, entries) == query(whole, entries)
    assert query(url, LOCKS + " AND datname = current_database()") == [(0,)]


def test_processes_of_this_machine_load_the_same(migrated_url: str, whole: str) -> None:
    code, said = load(migrated_url, "--cluster", "local:2", "--parts", "3")
    assert code == 0, said
    assert_is_whole(migrated_url, whole)
    assert query(migrated_url, "SELECT parts FROM supplygen.run") == [(3,)]


def test_parts_of_workers_that_die_or_sleep_are_made_again(migrated_url: str, whole: str, tmp_path: Path) -> None:
    with dask_cluster(tmp_path, workers=3, WORKER_TTL="15s") as cluster:
        leader = supplygen(
            "load", *COMPANY, "--database-url", migrated_url, "--cluster", cluster.address, "--parts", "6"
        )
        wait_for(lambda: query(migrated_url, UNDER_WAY))
        _, killed, sleeping = cluster.processes[:3]
        killed.kill()
        sleeping.send_signal(signal.SIGSTOP)
        code, said = ended(leader)
        assert code == 0, said + cluster.said()
        assert_is_whole(migrated_url, whole)
        sleeping.send_signal(signal.SIGCONT)
        wait_for(lambda: not query(migrated_url, SESSIONS))
        assert_is_whole(migrated_url, whole)


def test_a_part_that_ends_all_its_workers_ends_the_load(migrated_url: str, tmp_path: Path) -> None:
    with dask_cluster(tmp_path, workers=1, ALLOWED_FAILURES="0") as cluster:
        leader = supplygen("load", *COMPANY, "--database-url", migrated_url, "--cluster", cluster.address)
        wait_for(lambda: query(migrated_url, UNDER_WAY))
        cluster.add_worker()
        cluster.processes[1].kill()
        code, said = ended(leader)
    assert code == 10, said
    assert "1 workers have died of a part, by too little memory maybe; see their logs; this was part 1 of 1" in said


def test_a_load_whose_leader_was_killed_is_gone_on_with_alone(migrated_url: str, whole: str, tmp_path: Path) -> None:
    with dask_cluster(tmp_path, workers=2) as cluster:
        flags = ("--database-url", migrated_url, "--cluster", cluster.address, "--parts", "4")
        leader = supplygen("load", *COMPANY, *flags)
        wait_for(lambda: query(migrated_url, UNDER_WAY))
        leader.kill()
        ended(leader)
        code, said = load(migrated_url)
        assert code == 0, said
        wait_for(lambda: not query(migrated_url, SESSIONS))
        assert_is_whole(migrated_url, whole)


def test_the_commands_of_the_document_run(migrated_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "scaling.md").read_text(), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    assert len(commands) == 4
    with dask_cluster(tmp_path, workers=2) as cluster:
        for command in commands:
            words = shlex.split(command.replace("tcp://scheduler:8786", cluster.address))
            code, said = ended(supplygen(*words[1:], DATABASE_URL=migrated_url))
            assert code == 0, said
    assert query(migrated_url, "SELECT parts, status FROM supplygen.run") == [(4, "complete")]
    assert sorted(path.name for path in (tmp_path / "dump").iterdir()) == [f"{part}-of-4" for part in range(1, 5)]


def test_an_interrupted_load_leaves_no_session_and_goes_on(migrated_url: str, whole: str) -> None:
    flags = ("--quiet", "--database-url", migrated_url, "--cluster", "local:2", "--parts", "4")
    leader = supplygen("load", *COMPANY, *flags)
    wait_for(lambda: query(migrated_url, UNDER_WAY))
    interrupt(leader)
    code, said = ended(leader)
    assert code == 130, said
    assert len(said.splitlines()) == 1
    assert not query(migrated_url, SESSIONS)
    code, said = load(migrated_url)
    assert code == 0, said
    assert_is_whole(migrated_url, whole)
