"""The server that is measured: whether it holds a load, what it is, and whom it works for meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg

from supplygen.database.ledger import whole_run
from supplygen.database.locks import holders
from supplygen.database.session import ADVISORY_LOCK, WORKER_LOCK, reading
from supplygen.database.target import connect
from supplygen.errors import SupplygenError, TargetBusyError, UsageError
from supplygen.load.check import check_server, emptied, listed

BENCH_LOCK = WORKER_LOCK + 1
"""Key of the lock of a run that has working tables in its database."""
LEAVE_TIMEOUT_MS = 5000
"""For a client that is told to leave."""
TELLING = (
    "autovacuum",
    "effective_cache_size",
    "fsync",
    "full_page_writes",
    "jit",
    "max_connections",
    "max_parallel_workers_per_gather",
    "max_wal_size",
    "random_page_cost",
    "shared_buffers",
    "synchronous_commit",
    "synchronous_standby_names",
    "wal_level",
    "work_mem",
)
"""Settings without which the figures of two servers cannot be compared."""


@dataclass(frozen=True, slots=True)
class Server:
    """What is measured."""

    version: str
    settings: Mapping[str, str]
    load: Mapping[str, Any]
    """Settings of the load that the database holds."""
    tls: bool
    """Whether a connection is encrypted."""


def look_at(connection: psycopg.Connection) -> Server:
    """Insist on a load that is complete, and say what holds it."""
    check_server(connection)
    run = whole_run(connection)
    if gone := emptied(connection, run):
        raise UsageError(f"{listed(gone)} of the load are empty now: load again with --replace")
    rows = connection.execute("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)", [[*TELLING]])
    version = connection.info.parameter_status("server_version") or ""
    return Server(version, dict(rows.fetchall()), run.settings, connection.pgconn.ssl_in_use)


@contextmanager
def reserved(url: str, *, writes: bool) -> Iterator[None]:
    """Keep loads and resets out of the database, and other runs that write.

    The locks are a transaction's: one that does nothing else is in no vacuum's way, and a pooler cannot keep them.
    """
    wanted = [("pg_try_advisory_xact_lock_shared", ADVISORY_LOCK, "load or reset")]
    if writes:
        wanted.append(("pg_try_advisory_xact_lock", BENCH_LOCK, "bench run"))
    with reading(url, "bench") as connection:
        for function, key, what in wanted:
            if connection.execute(f"SELECT {function}(%s)".encode(), [key]).fetchone() != (True,):
                who = holders(connection, advisory=[key])
                raise TargetBusyError(f"another supplygen {what} is at work in this database, by {who}: wait for it")
        yield


def send_away(url: str, name: str) -> None:
    """End the sessions of this name: the server notices late that a client is gone. Best effort."""
    with suppress(SupplygenError, psycopg.Error), connect(url, "bench") as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = current_database()",
            [LEAVE_TIMEOUT_MS, name],
        )
