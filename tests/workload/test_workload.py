"""`supplygen bench run`: what it measures is checked, what it writes is gone afterwards, and what stops it is said."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from databases import ROOT, SMALL_SCALE, query
from supplygen.cli import run as command_line
from supplygen.database.session import ADVISORY_LOCK
from supplygen.embedded.binaries import wheel_bin_dir
from supplygen.inspect.fingerprint import read_fingerprints
from supplygen.schema.graph import level_graph
from supplygen.workload import orders, questions
from supplygen.workload.orders import BENCH_SCHEMA
from supplygen.workload.program import find_pgbench

Answer = tuple[int, str, str]
Bench = Callable[..., Answer]
SCHEMAS = f"SELECT count(*) FROM pg_namespace WHERE nspname = '{BENCH_SCHEMA}'"
ENTERED = f"SELECT count(*) FROM {BENCH_SCHEMA}.orders WHERE id > (SELECT max(id) FROM public.orders)"
CLIENTS = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'supplygen bench%'"
PATIENCE_S = 60


@pytest.fixture
def bench(capsys: pytest.CaptureFixture[str]) -> Bench:
    """Call `supplygen bench`; exit code, stdout and stderr."""

    def call(*tokens: object, url: str) -> Answer:
        code = command_line(["bench", *(str(token) for token in tokens), "--database-url", url])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@contextmanager
def unchanged(url: str) -> Iterator[None]:
    """Insist on the same content of every table afterwards, and on nothing besides."""
    everything = "SELECT nspname, relname FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace ORDER BY 1, 2"
    before = read_fingerprints(url, level_graph().tables, 2), query(url, everything)
    yield
    assert (read_fingerprints(url, level_graph().tables, 2), query(url, everything)) == before
    assert query(url, CLIENTS) == [(0,)]


def check_orders(bench: Bench, url: str) -> None:
    with unchanged(url):
        code, out, err = bench(
            "run", "--mix", "orders", "--clients", 4, "--transactions", 40, "--seed", 7, "--json", url=url
        )
    assert code == 0, err
    found = json.loads(out)
    assert found["load"]["scale"] == SMALL_SCALE
    assert found["server"]["settings"]["synchronous_commit"] == "on"
    assert found["options"]["seed"] == 7
    by_name = {one["script"]: one for one in found["scripts"]}
    assert set(by_name) == {script.name for script in orders.order_entry()}
    assert found["total"]["transactions"] == sum(one["transactions"] for one in found["scripts"]) == 160
    assert found["total"]["failed"] == 0
    entry = by_name["order_entry"]
    latencies = list(entry["latency_ms"].values())
    assert latencies == sorted(latencies)
    assert latencies[0] > 0
    assert entry["tps"] / found["total"]["tps"] == pytest.approx(entry["transactions"] / 160)


def test_order_entry_writes_for_real_and_changes_nothing(bench, loaded_url):
    check_orders(bench, loaded_url)


@pytest.mark.thorough
def test_both_mixes_run_on_the_oldest_server_with_its_pgbench(bench, postgres15_url, bin_dir15):
    assert command_line(["load", "--scale", SMALL_SCALE, "--quiet", "--database-url", postgres15_url]) == 0
    check_orders(bench, postgres15_url)
    code, out, err = bench("run", "--transactions", 5, "--bindir", bin_dir15, url=postgres15_url)
    assert code == 0, err
    assert "pgbench 15." in out


def test_questions_are_asked_and_their_answers_agree(bench, loaded_url):
    code, out, err = bench("run", "--clients", 2, "--transactions", 3, url=loaded_url)
    assert code == 0, err
    lines, asked = out.splitlines(), questions.questions()
    assert [line.split()[0] for line in lines[1 : 2 + len(asked)]] == [*(one.name for one in asked), "all"]
    assert lines[1 + len(asked)].split()[1:3] == [str(len(asked)), "6"]
    assert "2 clients, 3 transactions of each, seed 42" in out


# --- what stops it ---


@contextmanager
def begun(url: str) -> Iterator[subprocess.Popen[str]]:
    """Begin a long run as a process of its own, and wait until it has committed orders."""
    program = [sys.executable, "-m", "supplygen", "bench", "run", "--mix", "orders", "--clients", "2"]
    with subprocess.Popen(
        [*program, "--database-url", url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            eventually(lambda: child.poll() is None and query(url, SCHEMAS) == [(1,)] and query(url, ENTERED) > [(5,)])
            yield child
        finally:
            child.kill()


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.thorough
def test_an_interrupted_run_cleans_up_and_says_so(bench, loaded_url):
    with begun(loaded_url) as child:
        code, _, err = bench("run", "--mix", "orders", url=loaded_url)
        assert (code, len(err.splitlines())) == (6, 1)
        assert "another supplygen bench run is at work in this database, by supplygen bench" in err
        assert command_line(["reset", "--yes", "--quiet", "--database-url", loaded_url]) == 6
        child.send_signal(signal.SIGTERM)
        out, err = child.communicate(timeout=PATIENCE_S)
    assert (child.returncode, out) == (130, "")
    assert err.splitlines()[-1] == f"supplygen: interrupted; the working tables in {BENCH_SCHEMA} are dropped"
    assert query(loaded_url, SCHEMAS) == query(loaded_url, CLIENTS) == [(0,)]


@pytest.mark.thorough
def test_what_a_killed_run_has_left_is_dropped(bench, loaded_url, capsys):
    with begun(loaded_url) as child:
        child.kill()
        child.communicate()
    assert query(loaded_url, SCHEMAS) == [(1,)]
    command_line(["check", "--database-url", loaded_url])
    assert "run `supplygen bench clean`" in capsys.readouterr().out
    eventually(lambda: bench("clean", url=loaded_url)[:2] == (0, "dropped\n"))
    eventually(lambda: query(loaded_url, CLIENTS) == [(0,)])
    assert bench("clean", url=loaded_url)[:2] == (0, "nothing there\n")


def test_a_schema_of_somebody_else_is_left_alone(bench, loaded_url):
    with psycopg.connect(loaded_url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {BENCH_SCHEMA}")
        try:
            for command in (("run", "--mix", "orders"), ("clean",)):
                code, _, err = bench(*command, url=loaded_url)
                assert code == 5
                assert "is none that supplygen has made" in err
        finally:
            connection.execute(f"DROP SCHEMA {BENCH_SCHEMA}")


def test_it_runs_beside_no_load(bench, loaded_url):
    with psycopg.connect(loaded_url) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        code, _, err = bench("run", url=loaded_url)
    assert code == 6
    assert "another supplygen load or reset is at work" in err


def test_a_database_that_holds_no_whole_load_is_refused(bench, database_url, migrated_url):
    assert bench("run", url=database_url)[0] == 4
    code, _, err = bench("run", url=migrated_url)
    assert (code, "the database holds no load" in err) == (2, True)
    with psycopg.connect(migrated_url) as connection:
        connection.execute(
            "INSERT INTO supplygen.run (seed, scale, start_date, weeks, scenario, data_version, status, started_at,"
            " settings) VALUES (1, 1, '2024-01-01', 52, 'none', 1, 'loading', now(), '{}')"
        )
    code, _, err = bench("run", url=migrated_url)
    assert (code, "the database holds an unfinished load" in err) == (2, True)
    with psycopg.connect(migrated_url) as connection:
        connection.execute("UPDATE supplygen.run SET status = 'complete'")
        connection.execute(
            "INSERT INTO supplygen.ledger SELECT id, 'orders', 'restored', 1, 1, now() FROM supplygen.run"
        )
    code, _, err = bench("run", url=migrated_url)
    assert (code, "1 tables (orders) of the load are empty now" in err) == (2, True)
    with psycopg.connect(migrated_url) as connection:
        connection.execute("UPDATE supplygen.ledger SET row_count = 0")
        connection.execute("""UPDATE supplygen.run SET settings = '{"tables": ["divisions"]}'""")
    code, _, err = bench("run", url=migrated_url)
    assert "the load has 1 tables only" in err
    assert code == 2


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        (["--time", 1, "--transactions", 1], "--time and --transactions"),
        (["--clients", 0], "--clients"),
        (["--mix", "tpcc"], "--mix"),
        (["--rate", -1], "--rate"),
        (["--bindir", "/nowhere"], "no pgbench in /nowhere"),
    ],
)
def test_bad_options_are_one_line(bench, loaded_url, tokens, message):
    code, out, err = bench("run", *tokens, url=loaded_url)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert message in err


# --- the scripts and the program ---


def test_the_document_has_the_weights_and_reasons_of_the_scripts():
    section = (ROOT / "docs" / "workload.md").read_text(encoding="utf-8").split("## Orders")[1]
    told = {
        name: (int(weight), reason)
        for name, weight, reason in re.findall(r"^\| (\w+) \| (\d+) \| (.+) \|$", section, re.M)
    }
    reasons = {one.name: re.search(r"^-- reason: (.+)$", one.text, re.M) for one in orders.order_entry()}
    assert told == {one.name: (one.weight, reasons[one.name][1]) for one in orders.order_entry()}
    assert sum(weight for weight, _ in told.values()) == 100


def stand_in(directory: Path, *lines: str) -> Path:
    """Put a program called pgbench into a directory."""
    program = directory / "pgbench"
    program.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    program.chmod(0o755)
    return directory


def test_a_pgbench_that_is_too_old_is_refused(bench, loaded_url, tmp_path):
    stand_in(tmp_path, "echo 'pgbench (PostgreSQL) 13.2'")
    code, _, err = bench("run", "--bindir", tmp_path, url=loaded_url)
    assert (code, "is of PostgreSQL 13.2; 15 or newer is needed" in err) == (2, True)


def test_a_connection_with_tls_is_not_for_the_wheel_s_pgbench(tmp_path, monkeypatch):
    stand_in(tmp_path, "echo 'pgbench (PostgreSQL) 18.0'")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert find_pgbench(None, tls=False).path.parent == wheel_bin_dir()
    assert find_pgbench(None, tls=True).path.parent != wheel_bin_dir()


def test_a_password_is_no_argument(bench, loaded_url, tmp_path):
    version = "[ $1 = --version ] && echo 'pgbench (PostgreSQL) 18.0' && exit"
    stand_in(
        tmp_path, version, f'echo "$@" >{tmp_path}/arguments', 'echo "pgbench: error: got $PGPASSWORD" >&2', "exit 1"
    )
    url = loaded_url.replace("postgres@", "postgres:canary-7f3a@")
    code, out, err = bench("run", "--mix", "orders", "--bindir", tmp_path, url=url)
    assert (code, out) == (1, "")
    assert "pgbench: got canary-7f3a" in err
    assert "canary" not in (tmp_path / "arguments").read_text()


def test_without_a_server_there_is_no_run(tmp_path, monkeypatch):
    monkeypatch.setenv("SUPPLYGEN_HOME", str(tmp_path))
    assert command_line(["bench", "run"]) == 3
    assert not list(tmp_path.iterdir())
