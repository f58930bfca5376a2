"""The mix of order entry: it writes and commits for real, into working tables in a schema of their own.

They look like the real tables, refer to them, and are dropped at the end: no value of a load changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from supplygen.database.company_schema import COMPANY_PATH
from supplygen.database.layout import in_layout
from supplygen.database.session import LOCK_WAIT_S, neutralize, reading, translated
from supplygen.database.target import connect
from supplygen.errors import TargetNotEmptyError, VerificationError
from supplygen.workload.script import Script, Variables, scripts, statements

BENCH_SCHEMA = "supplygen_bench"
LISTED = 3
"""Violations that a message names before it says that there are more."""
_NAME = "bench tables"


def order_entry() -> list[Script]:
    """Return the scripts of order entry, with their weights."""
    return scripts("orders")


def variables(connection: psycopg.Connection) -> Variables:
    """Read what the scripts are to be told of the load, in the transaction under way."""
    connection.execute(COMPANY_PATH)
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(in_layout(connection, statements("variables"))).fetchone()
    assert row is not None
    return row


@contextmanager
def working_tables(url: str) -> Iterator[None]:
    """Lend the working tables; whatever happens, they are dropped, and an error says so."""
    drop(url)
    _execute(url, statements("setup"))
    try:
        yield
    except BaseException as error:
        drop(url)
        error.add_note(f"the working tables in {BENCH_SCHEMA} are dropped")
        raise
    drop(url)


def drop(url: str) -> bool:
    """Drop the working tables; False where there are none."""
    with translated(_NAME), connect(url, _NAME) as connection:
        if not _exist(connection):
            return False
    _execute(url, statements("drop"))
    return True


def check(url: str) -> None:
    """Insist on what must hold in the working tables after a run."""
    with reading(url, _NAME, COMPANY_PATH) as connection:
        found = connection.execute(in_layout(connection, statements("check"))).fetchall()
    if found:
        listed = "; ".join(f"{key}: {problem}" for key, problem in found[:LISTED])
        raise VerificationError(f"{len(found)} rows of the working tables contradict each other: {listed}")


def _exist(connection: psycopg.Connection) -> bool:
    """Whether the schema is there; somebody else's of that name is an error."""
    row = connection.execute(
        "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') LIKE '%%`supplygen bench run`%%'"
        " FROM pg_namespace WHERE nspname = %s",
        [BENCH_SCHEMA],
    ).fetchone()
    if row is not None and not row[0]:
        raise TargetNotEmptyError(f"the schema {BENCH_SCHEMA} is none that supplygen has made: rename or drop it")
    return row is not None


def _execute(url: str, script: str) -> None:
    """Execute statements in one transaction, which waits for locks with patience but not for ever."""
    wait = sql.SQL("SET LOCAL lock_timeout = {}").format(f"{LOCK_WAIT_S}s")
    with translated(_NAME), connect(url, _NAME) as connection, connection.transaction():
        neutralize(connection, local=True)
        connection.execute(wait)
        connection.execute(in_layout(connection, script))
