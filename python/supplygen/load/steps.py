"""Steps of a restoration on a few connections, the longest first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from heapq import heappop, heappush
from itertools import count

import psycopg

from supplygen.database.session import CANCEL_INTERVAL_S, GIVE_UP_S, cancel, is_local, open_worker, sever
from supplygen.machine import usable_cores

Step = Callable[[psycopg.Connection], None]


class Steps:
    """Runs steps on `jobs` connections of its own.

    Of those that wait the one with the highest cost comes first, so that no long one is left over for the end.
    """

    def __init__(self, url: str, jobs: int) -> None:
        """Open a connection when there is a step for it."""
        self._url, self._jobs = url, jobs
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
                sever(self._connections)
            cancel(self._connections)
            wait(running, timeout=CANCEL_INTERVAL_S)
        self._pool.shutdown(wait=True)
        for connection in self._connections:
            connection.close()

    def _run_next(self) -> None:
        connection = self._connection()
        with self._guard:
            _, _, step = heappop(self._waiting)
            side_by_side = min(self._jobs, self._left)
        if self._stopped:
            return
        self._allow_helpers(connection, side_by_side)
        step(connection)
        with self._guard:
            self._left -= 1

    def _connection(self) -> psycopg.Connection:
        """Connection of the thread that asks."""
        connection: psycopg.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = open_worker(self._url, "restore")
            with self._guard:
                self._connections.append(connection)
        return connection

    def _allow_helpers(self, connection: psycopg.Connection, side_by_side: int) -> None:
        """Let an index build have parallel helpers only where cores would be idle without.

        What they sort they hand over through files, which costs more than it gains once other builds fill the cores.
        How many cores another machine has nobody tells: there the server's own setting stands.
        """
        full = side_by_side >= usable_cores() and is_local(connection)
        connection.execute(f"SET max_parallel_maintenance_workers = {'0' if full else 'DEFAULT'}".encode())
