"""Sessions that stream a part for a load that another process leads.

Each shares two advisory locks for as long as it lives: that of its part, and the door, which is that of all parts. So
whoever makes a part again finds the sessions of an attempt that was given up, and ends them; and a load that is over
ends all of them and keeps the door shut. It is the ledger's key that keeps two attempts from committing the same.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, closing, suppress

import psycopg

from supplygen.database.locks import advisory_holders, holders
from supplygen.database.session import (
    ADVISORY_LOCK,
    LOCK_WAIT_S,
    TURN_LOCK,
    WORKER_LOCK,
    open_session,
    server_process,
    translated,
)
from supplygen.errors import DatabaseUnavailableError, TargetBusyError

DOOR = TURN_LOCK + 1
"""Key of the lock of all parts; part n has the n-th after it."""
PAUSE_S = 0.1
"""Between two looks for sessions that are to end, which takes them some milliseconds."""


def open_part_session(url: str, name: str, leader: int, part: int = 0) -> psycopg.Connection:
    """Open a worker's connection for a part; refuse it unless the server process `leader` has the lock of its load.

    The order is that of safety: whatever has a lock has the door's and can be ended by it, and once it shares that of
    all workers, no other load begins before it is gone.
    """
    with ExitStack() as failing, translated("joining a load"):
        connection = failing.enter_context(closing(open_session(url, name)))
        for key in (DOOR, DOOR + part):
            if connection.execute("SELECT pg_try_advisory_lock_shared(%s)", [key]).fetchone() != (True,):
                raise DatabaseUnavailableError("the load takes no more parts")
        connection.execute("SELECT pg_advisory_lock_shared(%s)", [WORKER_LOCK])
        if leader not in advisory_holders(connection, ADVISORY_LOCK):
            raise DatabaseUnavailableError("nobody leads this load in the database, which is another, or it is over")
        failing.pop_all()
    return connection


def end_attempts(connection: psycopg.Connection, part: int = 0) -> None:
    """End the sessions of earlier attempts at a part, or at any; what they have not committed is undone."""
    deadline, own = time.monotonic() + LOCK_WAIT_S, server_process(connection)
    while others := advisory_holders(connection, DOOR + part) - {own}:
        if time.monotonic() > deadline:
            raise TargetBusyError(
                f"sessions of a part that was given up are still there after {LOCK_WAIT_S} s, of"
                f" {holders(connection, advisory=[DOOR + part])}: end them or wait for them"
            )
        # Another role's sessions, which this one may not end, may still come to their end by themselves.
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", [list(others)])
        time.sleep(PAUSE_S)


def shut(connection: psycopg.Connection) -> None:
    """End all sessions that stream a part, and let no other begin while this connection lives."""
    while connection.execute("SELECT pg_try_advisory_lock(%s)", [DOOR]).fetchone() != (True,):
        end_attempts(connection)
