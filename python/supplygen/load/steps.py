"""Steps of a restoration on a few connections, the longest first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from heapq import heappop, heappush
from itertools import count

import psycopg

from supplygen.database.repeat import OnRepeat, repeated
from supplygen.database.session import (
    CANCEL_INTERVAL_S,
    GIVE_UP_S,
    cancel,
    is_local,
    open_worker,
    sever_sessions,
    translated,
)
from supplygen.errors import BrokenOffError, DatabaseUnavailableError
from supplygen.machine import usable_cores

Step = Callable[[], None]
Work = Callable[[psycopg.Connection], None]
"""Fits in a transaction, and does nothing where an earlier attempt has done it."""


class Steps:
    """Runs steps in `jobs` threads, each of which has a connection of its own for what the step commits.

    Of those that wait the one with the highest cost comes first, so that no long one is left over for the end.
    """

    def __init__(self, url: str, jobs: int, on_repeat: OnRepeat) -> None:
        """Connections are opened when there is work for them; `on_repeat` hears why something is done again."""
        self._url, self._jobs, self._on_repeat = url, jobs, on_repeat
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="restore")
        self._local = threading.local()
        self._connections: list[psycopg.Connection] = []
        self._guard = threading.Lock()
        self._futures: list[Future[None]] = []
        self._numbers = count()
        self._waiting: list[tuple[int, int, Step]] = []
        self._left = 0
        """Steps that wait or run."""
        self._stopped = False

    def add(self, cost: int, step: Step) -> None:
        """Let a step wait for its turn; `cost` is compared with that of other steps only."""
        with self._guard:
            heappush(self._waiting, (-cost, next(self._numbers), step))
            self._left += 1
            self._futures.append(self._pool.submit(self._run_next))

    def commit(self, doing: str, work: Work) -> None:
        """Do work of a step in a transaction; again, on another connection, where it is broken off."""
        repeated(lambda: self._attempt(doing, work), self._on_repeat)

    def check(self) -> None:
        """Raise what a step ran into."""
        for future in tuple(self._futures):
            if future.done() and (error := future.exception()) is not None:
                raise error

    def drain(self) -> None:
        """Wait for all steps, or raise what the first to fail ran into."""
        while pending := [future for future in tuple(self._futures) if not future.done()]:
            wait(pending, return_when=FIRST_EXCEPTION)
            self.check()
        self.check()

    def close(self) -> None:
        """Give up what is not done and close the connections."""
        self._stopped = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + GIVE_UP_S
        while running := [future for future in self._futures if not future.done()]:
            if time.monotonic() > deadline:
                sever_sessions()
            else:
                cancel(self._connections)
            wait(running, timeout=CANCEL_INTERVAL_S)
        self._pool.shutdown(wait=True)
        for connection in self._connections:
            connection.close()

    def _run_next(self) -> None:
        with self._guard:
            step = heappop(self._waiting)[-1]
        if not self._stopped:
            step()
        with self._guard:
            self._left -= 1

    def _attempt(self, doing: str, work: Work) -> None:
        connection = self._connection()
        try:
            with translated(doing):
                self._allow_helpers(connection)
                with connection.transaction():
                    work(connection)
        except BrokenOffError as error:
            connection.close()
            if self._stopped:  # by us
                raise DatabaseUnavailableError(str(error)) from error
            raise

    def _connection(self) -> psycopg.Connection:
        """Return the connection of this thread, a new one where there is none."""
        connection: psycopg.Connection | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = self._local.connection = open_worker(self._url, "restore")
            self._local.is_local = self._local.helpers = None
            with self._guard:
                self._connections.append(connection)
        return connection

    def _allow_helpers(self, connection: psycopg.Connection) -> None:
        """Let an index build have parallel helpers only where cores would be idle without.

        What they sort they hand over through files, which costs more than it gains once other builds fill the cores.
        How many cores another machine has nobody tells: there the server's own setting stands. Most steps are so short
        that asking and setting are done only where something is new.
        """
        if self._local.is_local is None:
            self._local.is_local = is_local(connection)
        full = min(self._jobs, self._left) >= usable_cores() and self._local.is_local
        helpers = "0" if full else "DEFAULT"
        if helpers != self._local.helpers:
            connection.execute(f"SET max_parallel_maintenance_workers = {helpers}".encode())
            self._local.helpers = helpers
