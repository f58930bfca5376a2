"""What is broken off by no fault of its own is done again, a few times; it then ends as if nothing had been."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial

import psycopg
import pytest

from databases import NAMES, objects, query
from supplygen.config import Settings
from supplygen.database import ledger, repeat
from supplygen.database.company_schema import CompanySchema
from supplygen.database.ledger import LoadedTable
from supplygen.database.locks import with_locks
from supplygen.database.repeat import ATTEMPTS, repeated
from supplygen.database.session import open_session
from supplygen.errors import BrokenOffError, SupplygenError
from supplygen.inspect.fingerprint import table_fingerprint
from supplygen.load.restore import Restorer, _rebuild
from supplygen.load.suspend import suspend
from supplygen.schema import TABLES
from supplygen.verify import registry
from supplygen.verify.runner import check

SETTINGS = Settings(scale=1, seed=1, parts=1)


@pytest.fixture(autouse=True)
def _short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeat, "REPEAT_PAUSE_S", 0.05)


@contextmanager
def restorer_of(url: str, table: str, on_repeat: Callable[[str], None]) -> Iterator[Restorer]:
    """All keys are down, and `table` is in."""
    with open_session(url, "load") as control:
        run_id = suspend(control, NAMES, SETTINGS)
        ledger.enter_leaf(control, run_id, 1, LoadedTable(table, 0, 0))
        company, objects = CompanySchema.of(control), ledger.suspended(control)
        with closing(Restorer(url, company, run_id, objects, {}, {}, 1, lambda *_: None, on_repeat)) as restorer:
            yield restorer


def wait_for(url: str, statement: str) -> None:
    deadline = time.monotonic() + 30
    while not query(url, statement):
        assert time.monotonic() < deadline, statement
        time.sleep(0.01)


def terminate_waiting(url: str, name: str) -> None:
    """End the session of that name as soon as it waits for a lock on a table."""
    waiting = f"FROM pg_stat_activity WHERE application_name = '{name}' AND wait_event = 'relation'"
    wait_for(url, f"SELECT pid {waiting}")
    query(url, f"SELECT pg_terminate_backend(pid, 5000) {waiting}")


def down(url: str, table: str) -> list[object]:
    return query(
        url,
        f"SELECT object_name FROM supplygen.suspended_ddl WHERE table_name = '{table}'"
        " AND kind <> 'foreign_key' AND NOT restored",
    )


def test_a_step_whose_session_was_ended_is_done_again_on_another(url: str) -> None:
    before = [item for item in objects(url) if item.table_name == "plants" and item.kind != "foreign_key"]
    heard: list[str] = []
    with restorer_of(url, "plants", heard.append) as restorer, psycopg.connect(url) as reader:
        reader.execute("LOCK TABLE plants IN ACCESS SHARE MODE")
        restorer.table_is_filled("plants")
        terminate_waiting(url, "supplygen restore")
        reader.rollback()
        restorer.finish_tables()
    assert heard == ["keys of plants: terminating connection due to administrator command; trying again"]
    assert down(url, "plants") == []
    assert [item for item in objects(url) if item.table_name == "plants"] == before


def test_a_step_that_is_broken_off_again_and_again_fails(migrated_url: str) -> None:
    heard: list[str] = []
    with restorer_of(migrated_url, "plants", heard.append) as restorer, psycopg.connect(migrated_url) as reader:
        reader.execute("LOCK TABLE plants IN ACCESS SHARE MODE")
        restorer.table_is_filled("plants")
        for _ in range(ATTEMPTS):
            terminate_waiting(migrated_url, "supplygen restore")
        with pytest.raises(BrokenOffError, match="keys of plants: terminating connection"):
            restorer.finish_tables()
        reader.rollback()
    assert len(heard) == ATTEMPTS - 1
    assert down(migrated_url, "plants") != []


def test_a_step_that_a_deadlock_ended_is_done_again(migrated_url: str) -> None:
    heard: list[str] = []
    eager = f"{migrated_url}&options=-c%20deadlock_timeout%3D500ms"
    with restorer_of(eager, "plants", heard.append) as restorer, psycopg.connect(migrated_url) as other:
        other.execute("SET deadlock_timeout = '60s'")  # whoever looks finds the circle, and is the one to go
        other.execute("LOCK TABLE plants IN ACCESS SHARE MODE")
        restorer.table_is_filled("plants")
        wait_for(migrated_url, "SELECT 1 FROM pg_locks WHERE NOT granted")
        other.execute("UPDATE supplygen.ledger SET bytes = bytes")
        other.rollback()
        restorer.finish_tables()
    assert heard == ["keys of plants: deadlock detected; trying again"]
    assert down(migrated_url, "plants") == []


def test_a_commit_that_went_through_unheard_is_not_made_twice(migrated_url: str) -> None:
    with restorer_of(migrated_url, "plants", lambda _: None) as restorer:
        restorer.table_is_filled("plants")
        restorer.finish_tables()
        restorer._complete_table("plants")
        for item in restorer._indexes["plants"]:
            restorer._steps.commit("index", partial(_rebuild, item))
    assert down(migrated_url, "plants") == []


def test_a_step_of_a_load_that_another_has_replaced_is_not_done(migrated_url: str) -> None:
    with restorer_of(migrated_url, "plants", lambda _: None) as restorer:
        query(migrated_url, "DELETE FROM supplygen.run RETURNING id")
        restorer.table_is_filled("plants")
        with pytest.raises(SupplygenError, match="another load or a reset has begun"):
            restorer.finish_tables()


def test_locks_are_taken_again_after_a_deadlock(migrated_url: str) -> None:
    """The server may look for deadlocks before we let go; it then ends us and not the other."""
    eager = f"{migrated_url}&options=-c%20deadlock_timeout%3D300ms"
    with open_session(eager, "test") as ours, psycopg.connect(migrated_url) as other, ThreadPoolExecutor(1) as pool:
        other.execute("SET deadlock_timeout = '60s'")
        other.execute("LOCK TABLE shipments IN ACCESS SHARE MODE")
        working = pool.submit(with_locks, ours, ["orders", "shipments"], lambda: "done")
        wait_for(migrated_url, "SELECT 1 FROM pg_locks WHERE NOT granted")
        other.execute("LOCK TABLE orders IN ACCESS SHARE MODE")
        other.rollback()
        assert working.result(timeout=30) == "done"


@pytest.mark.parametrize("of", ["fingerprint", "verify"])
def test_a_reading_session_that_was_ended_is_begun_again(migrated_url: str, of: str) -> None:
    heard: list[str] = []
    invariant = next(one for one in registry.load() if one.id == "I20")
    reading, name = {
        "fingerprint": (
            lambda: table_fingerprint(migrated_url, TABLES["orders"], heard.append),
            "fingerprint of orders",
        ),
        "verify": (lambda: check(migrated_url, invariant, on_repeat=heard.append), "verify I20"),
    }[of]
    with psycopg.connect(migrated_url) as writer, ThreadPoolExecutor(1) as pool:
        writer.execute("LOCK TABLE orders, order_lines, shipments IN ACCESS EXCLUSIVE MODE")
        reader = pool.submit(reading)
        terminate_waiting(migrated_url, f"supplygen {name}")
        writer.rollback()
        reader.result(timeout=30)
    assert len(heard) == 1


def test_what_fails_for_a_reason_of_its_own_is_done_once() -> None:
    attempts = []

    def fail() -> None:
        attempts.append(1)
        raise SupplygenError

    with pytest.raises(SupplygenError):
        repeated(fail, lambda _: None)
    assert attempts == [1]
