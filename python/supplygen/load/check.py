"""The first phase: everything that can stop a load is found before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import psycopg

from supplygen.database import catalog, ledger
from supplygen.database.session import ADVISORY_LOCK, WORKER_LOCK
from supplygen.database.version_table import VERSION_TABLE, check_whole, version_schema
from supplygen.errors import DatabaseUnavailableError, LoadRunningError, SchemaRevisionError, TargetNotEmptyError

HEAD_REVISION = "only_ours"
"""Last migration; a test compares it with `migrations/`, which an installed package does not carry."""
WORKERS_END_S = 60
"""Workers of a killed load notice it within two seconds, unless they wait for a lock of somebody else."""
OLDEST_SERVER = 150000
"""`server_version_num` of PostgreSQL 15."""
LISTED = 3
"""Tables that a message names before it says "and more"."""


def acquire_lock(connection: psycopg.Connection) -> None:
    """Keep every other load and reset out of the database while this connection lives."""
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK]).fetchone()
    if row is None or not row[0]:
        raise LoadRunningError("another supplygen load or reset is at work in this database: wait for it or stop it")
    _wait_for_workers(connection)


def _wait_for_workers(connection: psycopg.Connection) -> None:
    """Let the workers of a load that was killed come to their end: until then one may still commit a table."""
    connection.execute(f"SET lock_timeout = '{WORKERS_END_S}s'".encode())
    try:
        connection.execute("SELECT pg_advisory_lock(%s)", [WORKER_LOCK])
    except psycopg.errors.LockNotAvailable as error:
        raise LoadRunningError(
            f"connections of an interrupted supplygen load are still at work after {WORKERS_END_S} s: wait for them or"
            " end them"
        ) from error
    connection.execute("SELECT pg_advisory_unlock(%s)", [WORKER_LOCK])
    connection.execute("RESET lock_timeout")


def check_server(connection: psycopg.Connection, tables: Sequence[str]) -> None:
    """Insist on a supported server, the head of the migrations, and the rights to load."""
    if connection.info.server_version < OLDEST_SERVER:
        raise DatabaseUnavailableError(
            f"the server is PostgreSQL {connection.info.server_version // 10000}; 15 or newer is needed"
        )
    check_revision(connection)
    obstacles = catalog.obstacles(connection, tables)
    if obstacles:
        more = f" (and {len(obstacles) - 1} more)" if len(obstacles) > 1 else ""
        raise DatabaseUnavailableError(f"nothing can be loaded or reset: {obstacles[0]}{more}")


def unfinished_run(
    connection: psycopg.Connection, tables: Sequence[str], content: Mapping[str, object], *, replace: bool
) -> ledger.Run | None:
    """Return the run to go on with, or None to begin a new one; refuse to overwrite what nobody said to replace."""
    if replace:
        return None
    latest = ledger.latest_run(connection)
    if latest is not None and latest.status == "loading":
        if latest.settings == content:
            return latest
        raise TargetNotEmptyError(
            f"the target holds an unfinished load ({_described(latest.settings)}): "
            "repeat it with these settings, or give --replace, or run `supplygen reset`"
        )
    filled = catalog.filled_tables(connection, tables)
    if filled or latest is not None:
        named = ", ".join(filled[:LISTED]) + (", ..." if len(filled) > LISTED else "")
        found = f"{len(filled)} tables hold rows ({named})" if filled else "it holds a complete load"
        raise TargetNotEmptyError(f"the target is not empty: {found}; give --replace or run `supplygen reset`")
    return None


def check_revision(connection: psycopg.Connection) -> None:
    """Insist on the head of the migrations."""
    check_whole(connection)
    schema = version_schema(connection)
    if schema is None:
        raise SchemaRevisionError("the database has no supplygen schema yet: run `alembic upgrade head`")
    rows = connection.execute(f"SELECT version_num FROM {schema}.{VERSION_TABLE}".encode()).fetchall()
    revisions = [row[0] for row in rows]
    if revisions != [HEAD_REVISION]:
        found = ", ".join(revisions) or "no revision"
        raise SchemaRevisionError(f"the schema is at {found}, not at {HEAD_REVISION}: run `alembic upgrade head`")


def _described(settings: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {settings.get(name)}" for name in ("scale", "seed", "start", "weeks", "scenario"))
