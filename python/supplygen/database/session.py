"""Connections of a load: how they are set up, and what their failures mean."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from weakref import WeakSet

import psycopg

from supplygen.database.target import connect, display_url, one_line
from supplygen.errors import BrokenOffError, DatabaseUnavailableError, DiskSpaceError, SupplygenError

ADVISORY_LOCK = 0x737570706C7967
"""Key of the lock that a load or reset holds on its database: "supplyg" in ASCII."""
WORKER_LOCK = ADVISORY_LOCK + 1
"""Key of the lock that all workers of a load share: while one lives, its last commit may still come."""
TURN_LOCK = ADVISORY_LOCK + 2
"""Key of the lock by which scripts of a dump take turns."""
CANCEL_TIMEOUT_S = 5.0
"""For one request to the server."""
POOLER_LOOKS = 3
"""A pooler that takes turns among its connections is found out by the second look."""
CANCEL_INTERVAL_S = 0.2
"""Between two requests while the work is not over."""
LOCK_WAIT_S = 60
"""For a lock that somebody else holds; then the load says who, and ends."""
TIMEOUTS = ("statement_timeout", "transaction_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout")
"""They must not end a statement or a session of ours, unless the URL asks for them: older servers lack some."""
NEUTRAL_SETTINGS = """
SELECT set_config(name, CASE name WHEN 'TimeZone' THEN 'UTC' WHEN 'DateStyle' THEN 'ISO, MDY' ELSE '0' END, %(local)s)
FROM pg_catalog.pg_settings
WHERE name IN ('TimeZone', 'DateStyle') OR name = ANY(%(timeouts)s) AND source <> 'client'"""
"""What content and length of statements must not depend on; not sent as startup options, which poolers refuse."""
BROKEN_OFF = {
    "40001",  # serialization_failure; also a reader on a standby, in the way of what is replayed
    "40P01",  # deadlock_detected
    "57P01",  # admin_shutdown: pg_terminate_backend
}
"""SQLSTATEs of work that may well succeed when it is done again."""
CONNECTION_LOST = "08"
"""Class of the SQLSTATEs that speak of the connection; what libpq itself notices of it has none."""
AWAKE_S = 10.0
"""Between two signs of life on a connection that has nothing to do; proxies forget one after a minute, or less."""
ANSWER_S = 60.0
"""For an answer that takes no work; a network that is silent for as long is dead."""
STEP_S = LOCK_WAIT_S + ANSWER_S
"""For a step that is short, but may have to wait for a lock."""
GIVE_UP_S = 10.0
"""For a server that is asked to give up; then it does not hear us, and the connections are cut."""
SORT_MIB = 256
"""Memory of an index build at least; managed servers often start with 64 MB."""
LOAD_SETTINGS = (
    # Workers see each other's commits; every transaction stands for itself.
    "SET default_transaction_isolation = 'read committed'",
    f"SELECT set_config(name, '{LOCK_WAIT_S}s', false) FROM pg_settings"
    " WHERE name = 'lock_timeout' AND source <> 'client'",
    # A server whose client was killed would otherwise finish an index build that nobody waits for.
    "SET client_connection_check_interval = '2s'",
    # One whose client's machine is gone would keep its locks for hours.
    "SET tcp_keepalives_idle = 30",
    "SET tcp_keepalives_interval = 10",
    "SET tcp_keepalives_count = 6",
    "SET tcp_user_timeout = '90s'",
    # An index comes back where it was; its definition says so only where that is not the database's own place.
    "SET default_tablespace = ''",
    # What a stream has written goes to the disk meanwhile; its commit would otherwise wait for all of it at once, with
    # nothing to do for the cores: 0.6 s instead of 3 at scale 1.
    "SELECT set_config(name, '2MB', false) FROM pg_settings WHERE name = 'backend_flush_after' AND source <> 'client'",
    # Hundreds of small commits need not wait for the disk: each stands for itself, sealing makes all durable.
    "SET synchronous_commit = off",
    f"SELECT set_config('maintenance_work_mem', '{SORT_MIB}MB', false)"
    f" WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('{SORT_MIB}MB')",
)
"""Settings of a session of a load. Its search path stays that of the user, under which their indexes and triggers were
made; our own statements name every schema."""
_sessions: WeakSet[psycopg.Connection] = WeakSet()
"""Connections of the load or reset of this process, from their first moment on."""
_sessions_guard = threading.Lock()


@contextmanager
def reading(url: str, name: str, *settings: str, snapshot: bool = False) -> Iterator[psycopg.Connection]:
    """Open a read-only transaction with `settings` (SET LOCAL statements); `name` shows in pg_stat_activity.

    `snapshot`: all statements see the database as it is at the first of them, else each as it is at its own time.
    Nothing that it sets outlives it, so that it does no harm to those who share the server's side through a pooler.
    """
    with translated(name), connect(url, name) as connection:
        connection.read_only = True
        levels = psycopg.IsolationLevel
        connection.isolation_level = levels.REPEATABLE_READ if snapshot else levels.READ_COMMITTED
        with connection.transaction():
            connection.execute("SET LOCAL search_path = pg_catalog")
            neutralize(connection, local=True)
            for setting in settings:
                connection.execute(setting.encode())
            yield connection


def neutralize(connection: psycopg.Connection, *, local: bool) -> None:
    """Set what content and length of statements must not depend on; `local`: for the transaction under way."""
    connection.execute(NEUTRAL_SETTINGS, {"local": local, "timeouts": list(TIMEOUTS)})


def open_session(url: str, name: str) -> psycopg.Connection:
    """Open a connection of a load; `name` shows in pg_stat_activity.

    It commits by itself, so that every `connection.transaction()` is a transaction and not a savepoint in another.
    """
    with translated("setting up a session"), ExitStack() as failing:
        connection = failing.enter_context(closing(connect(url, name)))
        with _sessions_guard:
            _sessions.add(connection)
        with answered_within(connection, ANSWER_S):
            neutralize(connection, local=False)
            for statement in LOAD_SETTINGS:
                connection.execute(statement.encode())
        failing.pop_all()
        return connection


def open_worker(url: str, name: str) -> psycopg.Connection:
    """Open a connection of a load's worker; the next load waits until it is gone."""
    connection = open_session(url, name)
    with translated("setting up a worker"):
        connection.execute("SELECT pg_advisory_lock_shared(%s)", [WORKER_LOCK])
    return connection


def insist_on_sessions(url: str) -> None:
    """Refuse a pooler that gives the server's side away after each transaction: locks and settings would be lost.

    It shows in that two open connections meet on one server process, or one moves between two.
    """
    with (
        translated("looking for a pooler"),
        connect(url, "check") as first,
        connect(url, "check") as second,
        answered_within(first, ANSWER_S),
        answered_within(second, ANSWER_S),
    ):
        seen = [[server_process(one) for one in (first, second)] for _ in range(POOLER_LOOKS)]
    if len({pair[0] for pair in seen}) > 1 or any(one == other for one, other in seen):
        raise DatabaseUnavailableError(
            f"{display_url(url)} leads through a pooler that pools transactions, and a load needs sessions:"
            " name the server itself, or a pool of sessions"
        )


def is_local(connection: psycopg.Connection) -> bool:
    """Whether the server is on this machine, as far as addresses tell."""
    row = connection.execute("SELECT inet_server_addr() IS NOT DISTINCT FROM inet_client_addr()").fetchone()
    assert row is not None
    return bool(row[0])


def server_process(connection: psycopg.Connection) -> int:
    """Number of the server's process; a pooler tells another one when it accepts a connection."""
    row = connection.execute("SELECT pg_backend_pid()").fetchone()
    assert row is not None
    return int(row[0])


def make_durable(connection: psycopg.Connection) -> None:
    """Let the transaction under way, and with it all before it, reach the disk before its commit returns."""
    connection.execute("SET LOCAL synchronous_commit = on")


def cancel(connections: Iterable[psycopg.Connection]) -> None:
    """Ask the server to give up what these connections are executing; best effort, from whatever thread.

    A request that arrives between two statements stops neither: ask again until the work is over.
    """

    def ask(connection: psycopg.Connection) -> None:
        with suppress(psycopg.Error):
            connection.cancel_safe(timeout=CANCEL_TIMEOUT_S)

    asked = list(connections)
    # Side by side: a network that is dead takes the whole time for each.
    with ThreadPoolExecutor(max(1, len(asked)), thread_name_prefix="cancel") as pool:
        list(pool.map(ask, asked))


@contextmanager
def answered_within(connection: psycopg.Connection, seconds: float) -> Iterator[None]:
    """Cut a connection off that has not answered in time: a network that swallows what it is given tells nobody."""
    timer = threading.Timer(seconds, sever, [[connection]])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def kept_awake(connection: psycopg.Connection) -> Iterator[None]:
    """Use a connection now and then while nobody else does: what stands between forgets those that are silent.

    One that is lost takes all others of the load with it: their answers may not come either, and its lock is gone.
    """
    over = threading.Event()

    def ping() -> None:
        try:
            while not over.wait(AWAKE_S):
                with answered_within(connection, ANSWER_S):
                    connection.execute("SELECT 1")
        except psycopg.OperationalError:  # whoever uses it next hears of it
            if not over.is_set():
                sever_sessions()

    pinging = threading.Thread(target=ping, name="keep awake", daemon=True)
    pinging.start()
    try:
        yield
    except BaseException:
        sever([connection])  # else an answer that does not come would keep us
        raise
    finally:
        over.set()
        pinging.join()


def sever(connections: Iterable[psycopg.Connection]) -> None:
    """Cut connections off, from whatever thread: one that waits for an answer that does not come is done with that."""
    for connection in connections:
        with suppress(psycopg.Error, OSError), socket.socket(fileno=os.dup(connection.fileno())) as side:
            side.shutdown(socket.SHUT_RDWR)


def sever_sessions() -> None:
    """Cut off whatever a load or reset of this process has open, which then ends."""
    with _sessions_guard:
        opened = list(_sessions)
    sever(opened)


@contextmanager
def translated(doing: str) -> Iterator[None]:
    """Turn what the server refuses into one line and an exit code."""
    try:
        yield
    except psycopg.errors.DiskFull as error:
        raise DiskSpaceError(f"{doing}: {one_line(error)}") from error
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction) as error:
        raise DatabaseUnavailableError(f"{doing}: {one_line(error)}") from error
    except psycopg.OperationalError as error:
        kind = BrokenOffError if is_broken_off(error) else DatabaseUnavailableError
        raise kind(f"{doing}: {one_line(error)}") from error
    except psycopg.Error as error:
        raise SupplygenError(f"{doing}: {_described(error)}") from error


def is_broken_off(error: psycopg.Error) -> bool:
    """Whether the work on an open connection failed by no fault of its own."""
    state = error.sqlstate
    if state is None:
        return isinstance(error, psycopg.OperationalError)
    return state in BROKEN_OFF or state.startswith(CONNECTION_LOST)


def _described(error: psycopg.Error) -> str:
    """Message, detail and where it happened."""
    diagnosis = error.diag
    parts = [diagnosis.message_primary or one_line(error), diagnosis.message_detail, diagnosis.context]
    return "; ".join(part.splitlines()[0] for part in parts if part)
