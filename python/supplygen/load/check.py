"""The first phase: everything that can stop a load is found before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import psycopg

from supplygen.config import Settings
from supplygen.database import catalog, ledger
from supplygen.database.findings import Finding, find
from supplygen.database.locks import advisory_holders, holders
from supplygen.database.part_locks import end_attempts
from supplygen.database.session import ADVISORY_LOCK, LOCK_WAIT_S, WORKER_LOCK, server_process
from supplygen.database.version_table import VERSION_TABLE, check_whole, version_schema
from supplygen.errors import DatabaseUnavailableError, SchemaRevisionError, TargetBusyError, TargetNotEmptyError

HEAD_REVISION = "in_full"
"""Last migration; a test compares it with `migrations/`, which takes a tenth of a second to read."""
TO_MIGRATE = "run `supplygen migrate`, or give `load` --create"
"""What brings a database to the head, from any directory."""
OLDEST_SERVER = 150000
"""`server_version_num` of PostgreSQL 15."""
TO_OVERWRITE = "give --replace or run `supplygen reset`"
LISTED = 3
"""Tables or findings that a message names before it says that there are more."""


def acquire_lock(connection: psycopg.Connection) -> None:
    """Keep every other load and reset out of the database while this connection lives."""
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK]).fetchone()
    if row is None or not row[0]:
        raise TargetBusyError(
            "another supplygen load or reset is at work in this database, by"
            f" {holders(connection, advisory=[ADVISORY_LOCK])}: wait for it or end it"
        )
    end_attempts(connection)
    _wait_for_workers(connection)


def insist_on_lock(connection: psycopg.Connection) -> None:
    """Make sure that the connection lives and has kept every other load out."""
    if server_process(connection) not in advisory_holders(connection, ADVISORY_LOCK):
        raise DatabaseUnavailableError("the load has lost the lock that keeps other loads out of the database")


def _wait_for_workers(connection: psycopg.Connection) -> None:
    """Let the workers of a load that was killed come to their end: until then one may still commit a table.

    They notice it within two seconds, unless they wait for a lock of somebody else; those on other machines, whose
    loader may live on, have been ended.
    """
    try:
        connection.execute("SELECT pg_advisory_lock(%s)", [WORKER_LOCK])
    except psycopg.errors.LockNotAvailable as error:
        raise TargetBusyError(
            f"connections of an interrupted supplygen load are still at work after {LOCK_WAIT_S} s, of"
            f" {holders(connection, advisory=[WORKER_LOCK])}: wait for them or end them"
        ) from error
    connection.execute("SELECT pg_advisory_unlock(%s)", [WORKER_LOCK])


def check_server(connection: psycopg.Connection) -> None:
    """Insist on a supported server and the head of the migrations."""
    check_version(connection)
    check_revision(connection)


def check_version(connection: psycopg.Connection) -> None:
    """Insist on a supported server."""
    if connection.info.server_version < OLDEST_SERVER:
        raise DatabaseUnavailableError(
            f"the server is PostgreSQL {connection.info.server_version // 10000}; 15 or newer is needed"
        )


def insist(connection: psycopg.Connection, tables: Sequence[str], command: str) -> list[Finding]:
    """Refuse a command where something stops it, and name all of that; return what is only to be known."""
    found = find(connection, tables)
    blocking = [one for one in found if command in one.blocks]
    if blocking:
        listed = "; ".join(str(one) for one in blocking[:LISTED])
        more = f"; and {len(blocking) - LISTED} more (`supplygen check` lists all)" if len(blocking) > LISTED else ""
        raise DatabaseUnavailableError(f"nothing is touched: {listed}{more}")
    return [one for one in found if not one.blocks]


def standing_run(
    connection: psycopg.Connection, tables: Sequence[str], settings: Settings, *, replace: bool
) -> ledger.Run | None:
    """Return the run of these settings that the database holds, finished or to go on with, or None to begin a new one.

    Refuse to overwrite what nobody said to replace.
    """
    if replace:
        return None
    latest = ledger.latest_run(connection)
    if latest is None:
        if filled := catalog.filled_tables(connection, tables):
            raise TargetNotEmptyError(f"the target is not empty: {listed(filled)} hold rows; {TO_OVERWRITE}")
        return None
    what = f"{'a complete' if latest.is_complete else 'an unfinished'} load ({_described(latest.settings)})"
    if latest.settings != settings.content():
        to_go_on = "" if latest.is_complete else "repeat it with these settings, "
        raise TargetNotEmptyError(f"the target holds {what}: {to_go_on}{TO_OVERWRITE}")
    if latest.status == "importing":
        raise TargetNotEmptyError(f"the target is being filled by the parts of a dump: let them end, or {TO_OVERWRITE}")
    if not latest.is_complete and settings.parts not in {0, latest.parts}:
        raise TargetNotEmptyError(f"the target holds {what} in {latest.parts} parts: go on with --parts {latest.parts}")
    if latest.is_complete and (gone := emptied(connection, latest)):
        raise TargetNotEmptyError(f"the target holds {what}, but {listed(gone)} are empty now: {TO_OVERWRITE}")
    return latest


def emptied(connection: psycopg.Connection, run: ledger.Run) -> list[str]:
    """Return the tables that a run has filled and that hold no row."""
    filled = [name for name, table in ledger.loaded_tables(connection, run.id).items() if table.row_count]
    return sorted(set(filled) - set(catalog.filled_tables(connection, filled)))


def check_revision(connection: psycopg.Connection) -> None:
    """Insist on the head of the migrations."""
    check_whole(connection)
    schema = version_schema(connection)
    if schema is None:
        raise SchemaRevisionError(f"the database has no supplygen schema yet: {TO_MIGRATE}")
    rows = connection.execute(f"SELECT version_num FROM {schema}.{VERSION_TABLE}".encode()).fetchall()
    revisions = [row[0] for row in rows]
    if revisions != [HEAD_REVISION]:
        found = ", ".join(revisions) or "no revision"
        raise SchemaRevisionError(f"the schema is at {found}, not at {HEAD_REVISION}: {TO_MIGRATE}")


def listed(tables: Sequence[str]) -> str:
    """Say how many tables they are, and name a few."""
    named = ", ".join(tables[:LISTED]) + (", ..." if len(tables) > LISTED else "")
    return f"{len(tables)} tables ({named})"


def _described(settings: Mapping[str, object]) -> str:
    tables = settings.get("tables")
    only = [f"{len(tables)} tables only"] if isinstance(tables, list) else []
    return ", ".join(
        [f"{name} {settings.get(name)}" for name in ("scale", "seed", "start", "weeks", "scenario")] + only
    )
