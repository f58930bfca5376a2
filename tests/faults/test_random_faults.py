"""Loads broken off in every way, at random moments: the same command ends them, and nothing tells them from others.

`make test-faults FAULTS=200` tries as many on both servers and prints what was broken off in which phase; `make test`
tries a few. `FAULT_SEED` repeats a run.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

import psycopg
import pytest

from databases import NAMES, answers, hashes, objects, query
from supplygen.inspect.fingerprint import TableFingerprint
from supplygen.load.reset import empty_database

pytestmark = pytest.mark.thorough
FAULTS = int(os.environ.get("FAULTS", "1"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
COMMAND = [sys.executable, "-m", "supplygen", "load", "--scale", "0.001", "--weeks", "4", "--database-url"]
OURS = "application_name ~ '^supplygen' AND datname = current_database()"
ATTEMPTS = 5
"""Of the same command; the first may come while the server still recovers from the fault."""

Fault = Callable[[subprocess.Popen[str], str], None]
broken_off: Counter[tuple[str, str]] = Counter()


def to_loader(number: signal.Signals) -> Fault:
    return lambda process, _: process.send_signal(number)


def terminated(which: str) -> Fault:
    """End the loader's sessions as an administrator does."""

    def terminate(_: subprocess.Popen[str], url: str) -> None:
        query(url, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OURS} AND {which}")

    return terminate


def crashed(_: subprocess.Popen[str], url: str) -> None:
    """Kill one process of the server, which then recovers from its log."""
    for (pid,) in query(url, f"SELECT pid FROM pg_stat_activity WHERE {OURS} LIMIT 1"):
        os.kill(pid, signal.SIGKILL)


FAULT_KINDS: dict[str, Fault] = {
    "SIGKILL": to_loader(signal.SIGKILL),
    "SIGTERM": to_loader(signal.SIGTERM),
    "SIGINT": to_loader(signal.SIGINT),
    "all sessions terminated": terminated("true"),
    "session with the lock terminated": terminated("application_name = 'supplygen load'"),
    "one stream terminated": terminated("pid = (SELECT min(pid) FROM pg_stat_activity WHERE query ~ '^COPY')"),
    "server crash": crashed,
}


@pytest.fixture(scope="module")
def undisturbed(migrated_server) -> tuple[list[TableFingerprint], float]:
    """Fingerprints of a load that nothing breaks off, and how long it takes, in seconds."""
    with psycopg.connect(migrated_server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE undisturbed TEMPLATE supplygen_head")
    url, began = migrated_server.url("undisturbed"), time.monotonic()
    subprocess.run([*COMMAND, url], check=True, capture_output=True)
    return hashes(url), time.monotonic() - began


@pytest.mark.parametrize("number", range(FAULTS))
def test_a_load_broken_off_anywhere_ends_like_any_other(number, request, undisturbed):
    draw = random.Random(SEED * 100_003 + number)
    url = request.getfixturevalue(("migrated_url", "postgres15_url")[number % 2])
    kind = draw.choice(list(FAULT_KINDS))
    reference, seconds = undisturbed
    before, flags = objects(url), []
    if draw.random() < 0.3:
        subprocess.run([*COMMAND, url], check=True, capture_output=True)
        flags = ["--replace"]
    with subprocess.Popen([*COMMAND, url, *flags], stderr=subprocess.PIPE, text=True) as process:
        time.sleep(draw.uniform(0.1, seconds))
        FAULT_KINDS[kind](process, url)
        said = process.communicate(timeout=120)[1]
    answers(url)
    phases = re.findall(r"^(\w+): \d", said, re.MULTILINE)
    broken_off[kind, phases[-1] if phases else "start"] += 1
    assert "Traceback" not in said or (kind == "SIGINT" and not phases), said
    if draw.random() < 0.2:
        empty_database(url, NAMES)
        flags = []
    for _ in range(ATTEMPTS):
        again = subprocess.run([*COMMAND, url], capture_output=True, text=True, check=False)
        if again.returncode == 5 and query(url, "SELECT status FROM supplygen.run") == [("complete",)]:
            break  # it had been sealed, or was untouched
        if again.returncode == 0:
            break
        answers(url)
    assert query(url, "SELECT status FROM supplygen.run") == [("complete",)], again.stderr
    assert hashes(url) == reference
    assert objects(url) == before
    assert query(url, "SELECT * FROM supplygen.suspended_ddl") == []
    assert query(url, f"SELECT pid FROM pg_stat_activity WHERE {OURS}") == []
    assert query(url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'") == []


def test_what_was_broken_off_is_told(capsys):
    assert sum(broken_off.values()) == FAULTS
    with capsys.disabled():
        for (kind, phase), count in sorted(broken_off.items()):
            print(f"\n{count:5} {kind} in {phase}", end="")
