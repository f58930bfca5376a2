"""Statements on several connections side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue

import psycopg
from psycopg.abc import Query


class Workers:
    """As many statements at a time as there are connections, begun in the order in which they come."""

    def __init__(self, connections: Sequence[psycopg.Connection], pool: ThreadPoolExecutor) -> None:
        """`pool` has a thread for each connection."""
        self._pool = pool
        self._free: SimpleQueue[psycopg.Connection] = SimpleQueue()
        for connection in connections:
            self._free.put(connection)

    def submit(self, statements: Sequence[Query], after: Iterable[Future[None]] = ()) -> Future[None]:
        """Run statements in one transaction once all in `after` are done, which were submitted earlier."""
        return self._pool.submit(self._run, statements, tuple(after))

    def _run(self, statements: Sequence[Query], after: Sequence[Future[None]]) -> None:
        for one in after:
            one.result()
        connection = self._free.get()
        try:
            with connection.transaction():
                for statement in statements:
                    connection.execute(statement)
        finally:
            self._free.put(connection)


@contextmanager
def workers(url: str, count: int, settings: Sequence[Query]) -> Iterator[Workers]:
    """Lend `count` connections with `settings`."""
    with ExitStack() as stack:
        connections = [stack.enter_context(psycopg.connect(url, autocommit=True)) for _ in range(count)]
        for connection in connections:
            for setting in settings:
                connection.execute(setting)
        yield Workers(connections, stack.enter_context(ThreadPoolExecutor(count)))


def wait(futures: Iterable[Future[None]]) -> None:
    """Wait for all, or raise what the first to fail ran into."""
    for one in futures:
        one.result()
