"""A network that stalls, swallows or cuts ends a load in time and in one line, and the same command goes on from there.

The minutes that a load has patience for are seconds here.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from databases import hashes, load, objects, query
from fake_source import FakeSource
from proxy import Proxy
from supplygen.database import session
from supplygen.errors import DatabaseUnavailableError
from supplygen.inspect.fingerprint import TableFingerprint
from supplygen.load import phases, restore, seal, steps
from supplygen.sinks import postgres

LOGS = 200_000
"""Rows that take more than the buffers of the network hold."""
IMPATIENT_URL = {"tcp_user_timeout": 2000, "keepalives_idle": 1, "keepalives_interval": 1, "keepalives_count": 2}
IMPATIENCE = {"AWAKE_S": 0.2, "ANSWER_S": 3.0, "STEP_S": 10.0, "GIVE_UP_S": 1.0, "CANCEL_TIMEOUT_S": 0.5}
SLICES = 8
BOUND_S = 40
"""Each of them after the other, on a slow machine."""
SLOW_BYTES_PER_S = 40_000_000
LARGE_LOGS = 2_000_000
"""Rows of about 170 MB."""
FLAT_BYTES = 60 << 20


@pytest.fixture
def proxy(migrated_url: str) -> Iterator[Proxy]:
    """A network before a fresh database."""
    proxy = Proxy(migrated_url)
    yield proxy
    proxy.close()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (session, phases, seal, steps, postgres):
        for name, seconds in IMPATIENCE.items():
            if hasattr(module, name):
                monkeypatch.setattr(module, name, seconds)


@pytest.fixture(scope="module")
def undisturbed(migrated_server) -> list[TableFingerprint]:
    """Fingerprints of a load that nothing disturbs."""
    with psycopg.connect(migrated_server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE undisturbed_network TEMPLATE supplygen_head STRATEGY file_copy")
    url = migrated_server.url("undisturbed_network")
    load(url, FakeSource(logs=LOGS))
    return hashes(url)


def happening(monkeypatch: pytest.MonkeyPatch, url: str, phase: str, event: Callable[[], None]) -> FakeSource:
    """Let something happen once, in the midst of a phase; the source to load from."""
    pending = [event]

    def first(*_: object) -> None:
        if pending:
            pending.pop()()

    def before(work: Callable[..., object]) -> Callable[..., object]:
        return lambda *given: (first(), work(*given))[1]

    if phase == "stream":
        return FakeSource(logs=LOGS, slices=SLICES, before=in_the_midst_of("audit_logs", url, first))
    module, name = {
        "suspend": (phases, "suspend"),
        "restore": (restore, "validate"),
        "seal": (seal, "_check_ledger"),
    }[phase]
    monkeypatch.setattr(module, name, before(getattr(module, name)))
    return FakeSource(logs=LOGS)


def in_the_midst_of(table: str, url: str, event: Callable[[], None]) -> Callable[[str], None]:
    """Call `event` when a table's COPY has some rows, and most are still to come."""
    slices = iter(range(SLICES))

    def before(name: str) -> None:
        if name == table and next(slices) == 2:
            while not query(url, f"SELECT 1 FROM pg_stat_progress_copy WHERE relid = '{table}'::regclass"):
                time.sleep(0.01)
            event()

    return before


def end(proxy: Proxy, url: str) -> None:
    """Let the server notice what the loader has: its keepalives do that in a network that does not acknowledge."""
    proxy.close()
    deadline = time.monotonic() + BOUND_S
    while query(url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"):
        assert time.monotonic() < deadline, "the lock of the load is not let go"
        time.sleep(0.05)


def thorough(*values: str) -> object:
    return pytest.param(*values, marks=pytest.mark.thorough)


@pytest.mark.parametrize(
    ("fault", "which", "phase"),
    [
        thorough("cut", "", "stream"),
        thorough("cut", "", "restore"),
        thorough("cut", "load", "stream"),
        thorough("cut", "", "seal"),
        thorough("stall", "copy", "stream"),
        thorough("stall", "", "stream"),
        thorough("stall", "", "restore"),
        thorough("stall", "load", "stream"),
        thorough("swallow", "", "restore"),
        thorough("swallow", "", "stream"),
        thorough("swallow", "load", "restore"),
        thorough("swallow", "", "seal"),
    ],
)
def test_a_load_gives_a_dead_network_up_and_goes_on_from_there(
    proxy, migrated_url, undisturbed, monkeypatch, fault, which, phase
):
    before, began = objects(migrated_url), []

    def strike() -> None:
        began.append(time.monotonic())
        getattr(proxy, fault)(which)

    with monkeypatch.context() as patch:
        source = happening(patch, migrated_url, phase, strike)
        with pytest.raises(DatabaseUnavailableError) as failure:
            load(proxy.url(**IMPATIENT_URL), source)
    assert time.monotonic() - began[0] < BOUND_S
    assert "\n" not in str(failure.value)
    assert failure.match(r"server closed the connection|connection is lost|connection timeout|the connection is closed")
    assert "supplygen load" in failure.value.__notes__[0]
    end(proxy, migrated_url)
    assert load(migrated_url, FakeSource(logs=LOGS)).resumed
    assert hashes(migrated_url) == undisturbed
    assert objects(migrated_url) == before


@pytest.mark.thorough
@pytest.mark.parametrize("fault", ["cut", "swallow"])
def test_a_network_that_dies_while_keys_are_taken_down_leaves_them(proxy, migrated_url, monkeypatch, fault):
    before = objects(migrated_url)
    with pytest.raises(DatabaseUnavailableError, match="server closed the connection"):
        load(proxy.url(**IMPATIENT_URL), happening(monkeypatch, migrated_url, "suspend", getattr(proxy, fault)))
    end(proxy, migrated_url)
    assert objects(migrated_url) == before
    load(migrated_url)


@pytest.mark.thorough
@pytest.mark.parametrize("fault", ["swallow", pytest.param("stall", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("phase", ["stream", pytest.param("restore", marks=pytest.mark.thorough)])
def test_one_ctrl_c_ends_a_load_whose_network_is_silent(proxy, migrated_url, monkeypatch, fault, phase):
    """It comes while nothing else has noticed yet."""
    monkeypatch.setattr(session, "ANSWER_S", 600)
    began = []

    def strike() -> None:
        getattr(proxy, fault)()
        began.append(time.monotonic())
        threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT]).start()

    with pytest.raises(KeyboardInterrupt) as interruption:
        load(proxy.url(), happening(monkeypatch, migrated_url, phase, strike))
    assert time.monotonic() - began[0] < BOUND_S
    assert "`supplygen load` with the same settings" in interruption.value.__notes__[0]


def test_a_load_keeps_its_lock_awake_while_the_company_is_simulated(migrated_url):
    class Slow(FakeSource):
        def prepare(self, progress):
            resting = "SELECT query FROM pg_stat_activity WHERE application_name = 'supplygen load'"
            deadline = time.monotonic() + BOUND_S
            while query(migrated_url, resting) != [("SELECT 1",)]:
                assert time.monotonic() < deadline, "nothing was heard"
            super().prepare(progress)

    load(migrated_url, Slow())


@pytest.mark.thorough
def test_a_slow_network_does_not_fill_the_memory(proxy):
    seen = []

    def look(table: str) -> None:
        if table == "audit_logs":
            seen.append(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))

    proxy.slow(SLOW_BYTES_PER_S)
    load(proxy.url(), FakeSource(logs=LARGE_LOGS, slices=200, before=look))
    assert max(seen) - seen[0] < FLAT_BYTES
