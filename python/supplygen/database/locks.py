"""Locks on tables: all or none, waited for with patience but not for ever; whoever keeps us waiting is named."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal, TypeVar

import psycopg
from psycopg import RawCursor, sql

from supplygen.database.company_schema import CompanySchema
from supplygen.database.session import LOCK_WAIT_S
from supplygen.database.sql import query
from supplygen.errors import TargetBusyError

TRY_MS = 800
"""For one lock before all are let go; below the second after which a server looks for deadlocks, since it might end the
other side's transaction, and not ours."""
PAUSE_S = 0.5
"""Between two attempts: whoever waits for us gets on."""
NOT_NOW = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)
"""What an attempt runs into that is worth another; a server may look for deadlocks sooner than we let go."""
NAMED = 3
"""Holders that a message names before it counts the rest."""

LockMode = Literal["ACCESS EXCLUSIVE", "ROW EXCLUSIVE"]
ALONE: Final = "ACCESS EXCLUSIVE"
"""Nobody else reads or writes."""
SHARED: Final = "ROW EXCLUSIVE"
"""Others may write as well."""

Result = TypeVar("Result")
OnWait = Callable[[str], None]
"""Hears, once, whom we wait for."""


def in_silence(_holders: str) -> None:
    """Tell nobody."""


def lock(connection: psycopg.Connection, company: CompanySchema, table: str, mode: LockMode = ALONE) -> None:
    """Begin a transaction that has a lock on a table."""
    connection.execute("BEGIN")
    try:
        connection.execute(_lock_statement(company, [table], mode))
    except psycopg.errors.LockNotAvailable as error:
        connection.rollback()
        raise _busy(connection, [table]) from error


def lock_together(
    connections: Mapping[str, psycopg.Connection],
    company: CompanySchema,
    mode: LockMode = ALONE,
    on_wait: OnWait = in_silence,
) -> None:
    """Begin a transaction in each connection that has a lock on the table of its name: in all of them, or in none.

    While one lock is not to be had, the others are let go again and again, so that nobody waits for us who has it.
    """
    for attempt in _attempts():
        for table, connection in connections.items():
            if not _locked_soon(connection, company, table, mode):
                break
        else:
            return
        for each in connections.values():
            each.rollback()
        attempt(connection, [table], on_wait)


def with_locks(
    connection: psycopg.Connection, tables: Iterable[str], work: Callable[[], Result], on_wait: OnWait = in_silence
) -> Result:
    """Do work in a transaction that has all the tables for itself."""
    names = list(tables)
    statement = _lock_statement(CompanySchema.of(connection), names)
    for attempt in _attempts():
        try:
            with connection.transaction():
                connection.execute(f"SET LOCAL lock_timeout = {TRY_MS}".encode())
                connection.execute(statement)
                return work()
        except NOT_NOW:
            attempt(connection, names, on_wait)
    raise AssertionError("attempts end with an error")


def holders(connection: psycopg.Connection, tables: Iterable[str] = (), advisory: Iterable[int] = ()) -> str:
    """Name the sessions and prepared transactions that hold a lock on one of the tables, or an advisory one."""
    found = find_holders(connection, tables, advisory)
    if not found:
        return "a session that has ended meanwhile"
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return "; ".join(found[:NAMED]) + more


def find_holders(connection: psycopg.Connection, tables: Iterable[str] = (), advisory: Iterable[int] = ()) -> list[str]:
    """Return a description of each session and prepared transaction that holds such a lock."""
    named = list(tables)
    # Without tables there may be no schema yet, as while one is made.
    relations = [CompanySchema.of(connection).qualified(table) for table in named]
    with RawCursor(connection) as cursor:
        cursor.execute(query("lock_holders"), [relations, list(advisory)])
        return [str(row[0]) for row in cursor]


def advisory_holders(connection: psycopg.Connection, key: int) -> set[int]:
    """Return the server processes that hold an advisory lock of this database, alone or with others."""
    found = connection.execute(
        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND (classid::bigint << 32) | objid::bigint = %s",
        [key],
    )
    return {pid for (pid,) in found}


def _attempts() -> Iterator[Callable[[psycopg.Connection, list[str], OnWait], None]]:
    """Attempts without end, each with what is to be called where it has failed, which raises when patience is over."""
    deadline, told = time.monotonic() + LOCK_WAIT_S, False

    def failed(connection: psycopg.Connection, tables: list[str], on_wait: OnWait) -> None:
        nonlocal told
        if time.monotonic() > deadline:
            raise _busy(connection, tables)
        if not told:
            told = True
            on_wait(f"waiting up to {LOCK_WAIT_S} s for {holders(connection, tables)}")
        time.sleep(PAUSE_S)

    while True:
        yield failed


def _locked_soon(connection: psycopg.Connection, company: CompanySchema, table: str, mode: LockMode) -> bool:
    connection.execute("BEGIN")
    connection.execute(f"SET LOCAL lock_timeout = {TRY_MS}".encode())
    try:
        connection.execute(_lock_statement(company, [table], mode))
    except NOT_NOW:
        return False
    return True


def _lock_statement(company: CompanySchema, tables: Iterable[str], mode: LockMode = ALONE) -> sql.Composed:
    # ONLY: what inherits from ours is somebody else's.
    names = sql.SQL(", ").join(sql.SQL("ONLY {}").format(company.identifier(table)) for table in tables)
    return sql.SQL("LOCK TABLE {} IN {} MODE").format(names, sql.SQL(mode))


def _busy(connection: psycopg.Connection, tables: list[str]) -> TargetBusyError:
    """Say who has not let us have a lock; the connection must be out of its failed transaction."""
    named = tables[0] if len(tables) == 1 else "the tables"
    return TargetBusyError(
        f"no lock on {named} for {LOCK_WAIT_S} s, because of {holders(connection, tables)}: end that or wait for it"
    )
