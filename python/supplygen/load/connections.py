"""How many connections a load opens, and whether this process, the server and a pooler have as many."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import psycopg

from supplygen.database.session import sever
from supplygen.database.sql import query
from supplygen.database.target import connect
from supplygen.errors import DatabaseUnavailableError, SupplygenError, UsageError
from supplygen.machine import has_open_files

CONTROL = 1
"""The connection that holds the load's lock."""
OTHER_FILES = 32
"""Open besides the connections: three streams, a request to cancel, certificates and modules that are being read; a
load of 20 connections was seen with 9."""
POOL_PATIENCE_S = 8.0
"""For a pooler to open as many connections to its server; one that has no more lets us wait for minutes."""


@dataclass(frozen=True, slots=True)
class Connections:
    """How many of which kind; all of them may be open at once."""

    streams: int
    """Tables under way in a part."""
    restoring: int
    """Index builds and validations."""
    at_once: int = 1
    """Parts that are streamed at the same time."""

    @property
    def total(self) -> int:
        """All of them."""
        return CONTROL + self.at_once * self.streams + self.restoring

    @classmethod
    def planned(cls, side_by_side: int, jobs: int, limit: int, at_once: int = 1) -> Connections:
        """Plan for tables that are filled `side_by_side`, in parts `at_once`, and `jobs` that restore.

        `limit` of 0 is none; one that is too low for all lets fewer parts be made at once, and fewer jobs restore.
        """
        streams = max(1, side_by_side)  # tables that come one after the other need one as well
        least = CONTROL + streams + 1
        if 0 < limit < least:
            raise UsageError(f"--connections {limit} is too few: {least} is the least, for as many tables side by side")
        if limit:
            at_once = min(at_once, (limit - CONTROL - 1) // streams)
            jobs = min(jobs, limit - CONTROL - at_once * streams)
        return cls(streams, jobs, at_once)


def check_open_files(connections: int) -> None:
    """Insist on as many open files as the connections of a load need."""
    needed = connections + OTHER_FILES
    if not has_open_files(needed):
        raise _too_few(f"this process may not have {needed} files open (`ulimit -n`)", connections)


def check_room(connection: psycopg.Connection, url: str, needed: int) -> None:
    """Insist on room for `needed` connections, the open one included, with the server and with a pooler before it."""
    row = connection.execute(query("connections")).fetchone()
    assert row is not None
    cause, room = row
    if room < needed:
        raise _too_few(f"{cause} leaves room for {max(room, 0)} connections", needed)
    _check_pool(url, needed)


def _check_pool(url: str, needed: int) -> None:
    """Have as many connections answer at the same time as the load will; not every pooler can be told from a server."""
    opened: list[psycopg.Connection] = []
    answered, counted = threading.Semaphore(0), threading.Event()

    def ask() -> None:
        with connect(url, "check") as connection:
            opened.append(connection)
            connection.execute("SELECT 1")
            answered.release()
            counted.wait()

    deadline = time.monotonic() + POOL_PATIENCE_S
    pool = ThreadPoolExecutor(needed - CONTROL, thread_name_prefix="pool")
    asked: list[Future[None]] = []
    try:
        # An interrupt may come here, while the first already wait to be counted.
        asked.extend(pool.submit(ask) for _ in range(needed - CONTROL))
        room = CONTROL + sum(answered.acquire(timeout=max(0.0, deadline - time.monotonic())) for _ in asked)
    finally:
        counted.set()
        sever(opened)
        pool.shutdown(cancel_futures=True)
    if room < needed:
        reasons = [str(one.exception()) for one in asked if one.done() and isinstance(one.exception(), SupplygenError)]
        because = f" ({reasons[0]})" if reasons else ""
        raise _too_few(
            f"the pooler or server has let {room} connections work within {POOL_PATIENCE_S:.0f} s{because}", needed
        )


def _too_few(found: str, needed: int) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        f"nothing is touched: {found}, and the load opens {needed}: make room, or give fewer --connections or --jobs"
    )
