"""The fourth phase: keys and indexes come back, each table's as soon as its rows are in, foreign keys at the end."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait

import psycopg
from psycopg import RawCursor, sql

from supplygen.database import ledger
from supplygen.database.catalog import qualified, table_identifier, validate
from supplygen.database.ledger import FOREIGN_KEY, INDEX, Suspended
from supplygen.database.session import CANCEL_INTERVAL_S, GIVE_UP_S, cancel, open_worker, sever_sessions, translated
from supplygen.database.sql import query

Step = Callable[[psycopg.Connection], None]


def restoring_steps(objects: Iterable[Suspended], tables: Sequence[str]) -> int:
    """Count the steps of which a restorer's `on_done` hears: objects that are not back, and `tables` to be analyzed."""
    return sum(not item.restored for item in objects) + len(tables)


class Restorer:
    """Builds what was taken down, on `jobs` connections."""

    def __init__(
        self, url: str, run_id: int, objects: Sequence[Suspended], jobs: int, on_done: Callable[[], None]
    ) -> None:
        """`on_done` is called for each object that is back, and for each table that is analyzed."""
        self._url = url
        self._run_id = run_id
        self._on_done = on_done
        self._indexes = _by_table(item for item in objects if item.kind == INDEX and not item.restored)
        self._keys = _by_table(item for item in objects if item.kind not in {INDEX, FOREIGN_KEY} and not item.restored)
        self._foreign_keys = _by_table(item for item in objects if item.kind == FOREIGN_KEY and not item.restored)
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="restore")
        self._local = threading.local()
        self._connections: list[psycopg.Connection] = []
        self._guard = threading.Lock()
        self._futures: list[Future[None]] = []
        self._indexes_to_build: dict[str, int] = {}
        self._stopped = False

    def table_is_filled(self, table: str) -> None:
        """Begin with a table's indexes; its keys, sequences and statistics follow the last of them."""
        self.check()
        indexes = self._indexes.get(table, [])
        self._indexes_to_build[table] = len(indexes)
        if not indexes:
            self._submit(lambda connection: self._complete_table(connection, table))
        for item in indexes:
            self._submit(lambda connection, item=item: self._build_index(connection, item))  # type: ignore[misc]

    def finish_tables(self) -> None:
        """Wait until all tables begun have their keys."""
        self._drain()

    def foreign_keys(self, rows: Mapping[str, int]) -> None:
        """Declare all foreign keys, which takes no time, then validate them side by side, the longest first.

        `VALIDATE CONSTRAINT` locks the parent lightly, so that children of one parent do not wait for each other;
        those of one child do, and follow each other in one step.
        """
        with open_worker(self._url, "foreign keys") as connection, translated("declaring foreign keys"):
            self._declare(connection, [item for items in self._foreign_keys.values() for item in items])
        cost = {table: rows.get(table, 0) * len(items) for table, items in self._foreign_keys.items()}
        for table in sorted(cost, key=lambda table: -cost[table]):
            self._submit(lambda connection, table=table: self._validate(connection, table))  # type: ignore[misc]
        self._drain()

    def check(self) -> None:
        """Raise what a step ran into."""
        for future in tuple(self._futures):
            if future.done() and (error := future.exception()) is not None:
                raise error

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

    def _submit(self, step: Step) -> None:
        with self._guard:
            self._futures.append(self._pool.submit(self._run, step))

    def _run(self, step: Step) -> None:
        connection: psycopg.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = open_worker(self._url, "restore")
            with self._guard:
                self._connections.append(connection)
        if not self._stopped:
            step(connection)

    def _drain(self) -> None:
        """Wait for all steps, or raise what the first to fail ran into."""
        while pending := [future for future in tuple(self._futures) if not future.done()]:
            wait(pending, return_when=FIRST_EXCEPTION)
            self.check()
        self.check()

    def _build_index(self, connection: psycopg.Connection, item: Suspended) -> None:
        with translated(f"index {item.object_name} on {item.table_name}"), connection.transaction():
            connection.execute(item.definition.encode())
            ledger.mark_restored(connection, item.id)
        self._on_done()
        with self._guard:
            self._indexes_to_build[item.table_name] -= 1
            last = self._indexes_to_build[item.table_name] == 0
        if last:
            self._complete_table(connection, item.table_name)

    def _complete_table(self, connection: psycopg.Connection, table: str) -> None:
        keys = self._keys.get(table, [])
        with translated(f"keys of {table}"), connection.transaction():
            for item in keys:
                connection.execute(item.definition.encode())
                ledger.mark_restored(connection, item.id)
            _set_sequences(connection, table)
            connection.execute(sql.SQL("ANALYZE {}").format(table_identifier(table)))
            ledger.mark_table_restored(connection, self._run_id, table)
        for _ in range(len(keys) + 1):
            self._on_done()

    def _declare(self, connection: psycopg.Connection, items: Sequence[Suspended]) -> None:
        """Add the keys that are not there yet; an interrupted load may have declared them all."""
        with connection.transaction():
            rows = connection.execute(
                "SELECT nspname || '.' || relname, conname FROM pg_constraint"
                " JOIN pg_class ON pg_class.oid = conrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace"
                " WHERE contype = 'f'"
            ).fetchall()
            for item in items:
                if (qualified(item.table_name), item.object_name) not in rows:
                    connection.execute(item.declaration().encode())

    def _validate(self, connection: psycopg.Connection, table: str) -> None:
        for item in self._foreign_keys[table]:
            with translated(f"foreign key {item.object_name} of {table}"), connection.transaction():
                validate(connection, item)
                ledger.mark_restored(connection, item.id)
            self._on_done()


def _by_table(items: Iterable[Suspended]) -> dict[str, list[Suspended]]:
    groups: dict[str, list[Suspended]] = defaultdict(list)
    for item in items:
        groups[item.table_name].append(item)
    return dict(groups)


def _set_sequences(connection: psycopg.Connection, table: str) -> None:
    """Let the identity columns of a table go on after its last row."""
    with RawCursor(connection) as cursor:
        cursor.execute(query("identities"), [qualified(table)])
        identities = cursor.fetchall()
    for column, sequence in identities:
        statement = sql.SQL("SELECT setval({}, coalesce(max({column}), 1), max({column}) IS NOT NULL) FROM {table}")
        connection.execute(statement.format(sequence, column=sql.Identifier(column), table=table_identifier(table)))
