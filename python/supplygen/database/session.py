"""Connections of a load: how they are set up, and what their failures mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import psycopg

from supplygen.database.target import connect, one_line
from supplygen.errors import DatabaseUnavailableError, DiskSpaceError, SupplygenError

ADVISORY_LOCK = 0x737570706C7967
"""Key of the lock that a load or reset holds on its database: "supplyg" in ASCII."""
WORKER_LOCK = ADVISORY_LOCK + 1
"""Key of the lock that all workers of a load share: while one lives, its last commit may still come."""
CANCEL_TIMEOUT_S = 5.0
"""For one request to the server."""
CANCEL_INTERVAL_S = 0.2
"""Between two requests while the work is not over."""
LOAD_SETTINGS = (
    # Statements taken from the catalog then name every schema.
    "SET search_path = pg_catalog",
    # A server whose client was killed would otherwise finish an index build that nobody waits for.
    "SET client_connection_check_interval = '2s'",
    # Hundreds of small commits need not wait for the disk: each stands for itself, sealing makes all durable.
    "SET synchronous_commit = off",
    # Builds sort in memory; managed servers often start with 64 MB.
    "SELECT set_config('maintenance_work_mem', '256MB', false)"
    " WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB')",
)


def open_session(url: str, name: str) -> psycopg.Connection:
    """Open a connection of a load; `name` shows in pg_stat_activity.

    It commits by itself, so that every `connection.transaction()` is a transaction and not a savepoint in another.
    """
    connection = connect(url, autocommit=True, application_name=f"supplygen {name}")
    with translated("setting up a session"):
        for statement in LOAD_SETTINGS:
            connection.execute(statement.encode())
    return connection


def open_worker(url: str, name: str) -> psycopg.Connection:
    """Open a connection of a load's worker; the next load waits until it is gone."""
    connection = open_session(url, name)
    with translated("setting up a worker"):
        connection.execute("SELECT pg_advisory_lock_shared(%s)", [WORKER_LOCK])
    return connection


def make_durable(connection: psycopg.Connection) -> None:
    """Let the transaction under way, and with it all before it, reach the disk before its commit returns."""
    connection.execute("SET LOCAL synchronous_commit = on")


def cancel(connections: Iterable[psycopg.Connection]) -> None:
    """Ask the server to give up what these connections are executing; best effort, from whatever thread.

    A request that arrives between two statements stops neither: ask again until the work is over.
    """
    for connection in connections:
        with suppress(psycopg.Error):
            connection.cancel_safe(timeout=CANCEL_TIMEOUT_S)


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
        raise DatabaseUnavailableError(f"{doing}: {one_line(error)}; run the same command to continue") from error
    except psycopg.Error as error:
        raise SupplygenError(f"{doing}: {_described(error)}") from error


def _described(error: psycopg.Error) -> str:
    """Message, detail and where it happened."""
    diagnosis = error.diag
    parts = [diagnosis.message_primary or one_line(error), diagnosis.message_detail, diagnosis.context]
    return "; ".join(part.splitlines()[0] for part in parts if part)
