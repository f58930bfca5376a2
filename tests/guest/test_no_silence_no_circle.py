"""A wait for a lock is bounded and names who holds it; streams and readers cannot wait for each other for ever."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import psycopg
import pytest

from databases import NAMES, SETTINGS, load, query
from fake_source import FakeSource
from supplygen.database import catalog, locks, repeat, session
from supplygen.database.company_schema import CompanySchema
from supplygen.database.locks import lock_together, with_locks
from supplygen.database.session import ADVISORY_LOCK, answered_within, kept_awake, open_session, open_worker, sever
from supplygen.errors import DatabaseUnavailableError, TargetBusyError
from supplygen.load import phases, restore
from supplygen.load.connections import check_room
from supplygen.load.phases import Load
from supplygen.load.reset import empty_database
from supplygen.progress import DisplayReporter, SilentDisplay
from supplygen.schema.graph import level_graph


def reader_of(url: str, table: str) -> psycopg.Connection:
    connection = psycopg.connect(url, application_name="backup")
    connection.execute(f"LOCK TABLE {table} IN ACCESS SHARE MODE")
    return connection


class Listener(DisplayReporter):
    """Hears what is said, and lets the reader go."""

    def __init__(self, reader):
        super().__init__(SilentDisplay())
        self.reader, self.heard = reader, []

    def note(self, text):
        self.heard.append(text)
        self.reader.close()


def test_a_load_says_whom_it_waits_for_and_goes_on_when_they_are_done(url):
    listener = Listener(reader_of(url, "orders"))
    Load(url, SETTINGS, level_graph().tables, FakeSource(), listener).run()
    (said,) = listener.heard
    assert said.startswith("waiting up to 60 s for backup (pid ")
    assert "LOCK TABLE orders" in said
    assert query(url, "SELECT status FROM supplygen.run") == [("complete",)]


@pytest.mark.parametrize("command", [load, lambda url: empty_database(url, NAMES)], ids=["load", "reset"])
def test_patience_ends_with_the_holder_named_and_nothing_touched(migrated_url, monkeypatch, command):
    monkeypatch.setattr(locks, "LOCK_WAIT_S", 1)
    with reader_of(migrated_url, "orders"), pytest.raises(TargetBusyError, match=r"no lock .* because of backup \(pid"):
        command(migrated_url)
    assert query(migrated_url, "SELECT * FROM supplygen.suspended_ddl") == []


def test_a_reader_that_comes_between_two_streams_gets_through(migrated_url):
    """It has read one table and waits for another that is held already: all are let go until it has read both."""
    reader = reader_of(migrated_url, "orders")
    held = {table: open_worker(migrated_url, table) for table in ("shipments", "orders")}
    with ThreadPoolExecutor(1) as pool:
        taking = pool.submit(lock_together, held, CompanySchema("public"))
        while not query(migrated_url, "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted"):
            pass
        reader.execute("SET statement_timeout = '20s'")
        reader.execute("LOCK TABLE shipments IN ACCESS SHARE MODE")
        reader.close()
        taking.result(timeout=30)
    assert len(query(migrated_url, "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted")) >= 2
    for connection in held.values():
        connection.close()


def test_work_with_locks_never_makes_a_reader_the_victim_of_a_deadlock(migrated_url):
    reader = reader_of(migrated_url, "shipments")
    with open_session(migrated_url, "test") as connection, ThreadPoolExecutor(1) as pool:
        working = pool.submit(with_locks, connection, ["orders", "shipments"], lambda: "done")
        while not query(migrated_url, "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted"):
            pass
        reader.execute("LOCK TABLE orders IN ACCESS SHARE MODE")
        reader.commit()
        assert working.result(timeout=30) == "done"
    reader.close()


def test_another_load_is_named(migrated_url):
    with open_session(migrated_url, "load") as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        with pytest.raises(TargetBusyError, match=r"at work in this database, by supplygen load \(pid \d+, local"):
            load(migrated_url)


def test_the_workers_of_a_load_that_was_killed_are_named(migrated_url):
    impatient = f"{migrated_url}&options=-c%20lock_timeout%3D200ms"
    with open_worker(migrated_url, "restore") as worker:
        worker.execute("SELECT 'at work'")
        with pytest.raises(
            TargetBusyError, match=r"interrupted .*, of supplygen restore \(pid \d+, .*SELECT 'at work'\)"
        ):
            load(impatient)


def test_a_connection_that_is_cut_off_ends_the_wait_for_its_answer(migrated_url):
    connection = open_session(migrated_url, "test")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(connection.execute, "SELECT pg_sleep(60)")
        threading.Event().wait(0.2)
        sever([connection])
        with pytest.raises(psycopg.OperationalError):
            waiting.result(timeout=10)


def test_a_server_that_does_not_answer_is_given_up(migrated_url):
    with open_session(migrated_url, "test") as connection:
        with answered_within(connection, 5):
            connection.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError), answered_within(connection, 0.2):
            connection.execute("SELECT pg_sleep(60)")


def test_a_connection_with_nothing_to_do_is_kept_awake(migrated_url, monkeypatch):
    monkeypatch.setattr(session, "AWAKE_S", 0.01)
    with open_session(migrated_url, "resting") as connection:
        resting = "SELECT query FROM pg_stat_activity WHERE application_name = 'supplygen resting'"
        with kept_awake(connection):
            deadline = time.monotonic() + 20
            while query(migrated_url, resting) != [("SELECT 1",)]:
                assert time.monotonic() < deadline, "nothing was heard"
        assert connection.execute("SELECT 2").fetchone() == (2,)


def test_a_load_that_has_lost_its_lock_is_not_sealed(migrated_url, monkeypatch):
    awake = phases.kept_awake

    def losing(control):
        control.execute("SELECT pg_advisory_unlock_all()")
        return awake(control)

    monkeypatch.setattr(phases, "kept_awake", losing)
    with pytest.raises(DatabaseUnavailableError, match="has lost the lock"):
        load(migrated_url)
    assert query(migrated_url, "SELECT status FROM supplygen.run") == [("loading",)]


def test_nothing_is_done_again_once_the_lock_is_lost(migrated_url, monkeypatch):
    monkeypatch.setattr(session, "AWAKE_S", 0.05)
    monkeypatch.setattr(repeat, "REPEAT_PAUSE_S", 0.05)
    pending = ["SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'supplygen load'"]

    def losing(connection, company, item):
        if pending:
            query(migrated_url, pending.pop())
            time.sleep(1)  # until the next sign of life was due
        return catalog.validate(connection, company, item)

    monkeypatch.setattr(restore, "validate", losing)
    with pytest.raises(DatabaseUnavailableError, match="the connection that holds the load's lock is lost too"):
        load(migrated_url)


def test_what_the_url_says_of_a_connection_wins(migrated_url):
    url = f"{migrated_url}&application_name=nightly&keepalives_idle=77&connect_timeout=33"
    with open_session(f"{url}&options=-c%20statement_timeout%3D54321", "load") as connection:
        assert connection.info.get_parameters()["keepalives_idle"] == "77"
        assert connection.execute("SHOW application_name").fetchone() == ("nightly",)
        assert connection.execute("SHOW statement_timeout").fetchone() == ("54321ms",)
        assert connection.info.get_parameters()["tcp_user_timeout"] == "60000"
        assert connection.execute("SHOW backend_flush_after").fetchone() == ("2MB",)
    with open_session(f"{migrated_url}&options=-c%20backend_flush_after%3D64kB", "load") as connection:
        assert connection.execute("SHOW backend_flush_after").fetchone() == ("64kB",)
    with pytest.raises(DatabaseUnavailableError, match="cannot connect"):
        open_session("postgresql://localhost:1/x?connect_timeout=2", "load")


def test_an_interrupt_while_connections_are_counted_leaves_none_waiting(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit, begun = ThreadPoolExecutor.submit, itertools.count(1)

    def interrupted(pool: ThreadPoolExecutor, work: Callable[[], None]) -> Future[None]:
        if next(begun) == 4:
            raise KeyboardInterrupt
        return submit(pool, work)

    monkeypatch.setattr(ThreadPoolExecutor, "submit", interrupted)
    with open_session(migrated_url, "test") as connection, pytest.raises(KeyboardInterrupt):
        check_room(connection, migrated_url, 10)
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("pool")] == []
