"""The sink of a load: one binary COPY stream per table, each in a connection, transaction and thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import psycopg
from psycopg import sql
from sqlalchemy import Table

from supplygen.database import leaves
from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import partitioned
from supplygen.database.ledger import LoadedTable, enter_leaf
from supplygen.database.locks import ALONE, SHARED, OnWait, in_silence, lock, lock_together
from supplygen.database.session import CANCEL_INTERVAL_S, GIVE_UP_S, cancel, sever_sessions, translated
from supplygen.sinks.base import Leaf, TableTotals
from supplygen.sinks.block_queue import BlockQueue, ClosedError
from supplygen.sinks.copy_encoder import CopyEncoder

QUEUE_BYTES = 2 << 20
"""Per table: enough for the server to go on while the next block is encoded; about 30 fact tables are open at once."""
Finished = Callable[[Leaf, TableTotals], None]
"""Hears of a leaf and what it took: seconds are those from TRUNCATE to COMMIT, without the wait for blocks."""


class PostgresSink:
    """Replaces the content of tables, or fills empty ones by parts; rows come with their entry in the ledger."""

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection],
        company: CompanySchema,
        run_id: int,
        streams: int,
        on_finished: Finished = lambda _table, _totals: None,
        on_wait: OnWait = in_silence,
        by_parts: Collection[str] = (),
    ) -> None:
        """Fill at most `streams` tables at once, each on a worker's connection that `connect` opens.

        Tables that come `by_parts` are empty, and others may fill them too.
        `on_finished` is called in the table's thread, after its commit; `on_wait` where others have our tables.
        """
        self._connect = connect
        self._company = company
        self._run_id = run_id
        self._on_finished = on_finished
        self._on_wait = on_wait
        self._by_parts = frozenset(by_parts)
        self._slots = threading.Semaphore(streams)
        self._streams: list[PostgresStream] = []
        self._held: dict[str, psycopg.Connection] = {}
        self._idle: list[psycopg.Connection] = []
        self._failure: BaseException | None = None
        self._guard = threading.Lock()

    def encoder(self, table: Table) -> CopyEncoder:
        """Encode for binary COPY."""
        return CopyEncoder(table, "binary")

    def hold(self, tables: Sequence[Table]) -> None:
        """Lock tables that are filled side by side, all or none.

        A reader that had read one and came to another would otherwise wait for our COPY of that, which waits for rows,
        which wait for room in the stream of the first, which waits for the reader.
        """
        for _ in tables:
            self._take_slot()

        def connect(table: Table) -> None:
            self._held[table.name] = self._connection()

        with ThreadPoolExecutor(max(1, len(tables)), thread_name_prefix="hold") as pool, translated("locking tables"):
            list(pool.map(connect, tables))
            lock_together(self._held, self._company, SHARED if self._by_parts else ALONE, self._on_wait)

    def open(self, table: Table, part: int) -> PostgresStream:
        """Begin the COPY of what a part has of a table."""
        if table.name not in self._held:
            self._take_slot()
        stream = PostgresStream(self, table, part, self._held.pop(table.name, None))
        with self._guard:
            self._streams.append(stream)
        self.check()
        stream.thread.start()
        return stream

    def close(self) -> None:
        """Wait for all commits; the first failure ends the wait, whatever the other tables still wait for."""
        while self._wait():
            self.check()
        self.check()
        self._let_go()

    def abort(self) -> None:
        """Roll back every table that is not committed."""
        self._close_queues()
        deadline = time.monotonic() + GIVE_UP_S
        while running := self._wait():
            waiting = [stream.connection for stream in running if stream.connection is not None]
            if time.monotonic() > deadline:
                sever_sessions()
            else:
                # One that waits for a lock, such as a reader's on its table, would not notice that its queue is closed.
                cancel(waiting)
        self._let_go()

    def check(self) -> None:
        """Raise the first failure of any stream."""
        if self._failure is not None:
            raise self._failure

    def fail(self, error: BaseException) -> None:
        """Keep the first failure and stop all streams."""
        with self._guard:
            if self._failure is None:
                self._failure = error
        self._close_queues()

    def copy(self, stream: PostgresStream) -> None:
        """Run one table's transaction to its commit."""
        table = stream.table
        is_held = stream.connection is not None
        stream.connection = connection = stream.connection or self._connection()
        with ExitStack() as failing:
            failing.enter_context(connection)
            began = time.perf_counter()
            if not is_held:
                lock(connection, self._company, table.name, SHARED if table.name in self._by_parts else ALONE)
            with connection.cursor() as cursor, cursor.copy(self._copy_statement(connection, stream)) as copy:
                sent = stream.drain(copy)
            enter_leaf(connection, self._run_id, stream.part, LoadedTable(table.name, stream.rows, sent))
            connection.commit()
            seconds = time.perf_counter() - began - stream.waited
            failing.pop_all()
        self._idle.append(connection)
        self._on_finished(Leaf(table.name, stream.part), TableTotals(stream.rows, sent, seconds))

    def _copy_statement(self, connection: psycopg.Connection, stream: PostgresStream) -> sql.Composed:
        """Make room for a leaf; FREEZE wants a table made or truncated in the same transaction."""
        table, options = stream.table, "FORMAT binary, FREEZE"
        name = self._company.identifier(table.name)
        if table.name in partitioned(connection):
            name = leaves.make(connection, self._company, table.name, stream.part)
        elif table.name in self._by_parts:
            options = "FORMAT binary"
        else:  # children that inherit from it are not ours
            connection.execute(sql.SQL("TRUNCATE ONLY {}").format(name))
        columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
        return sql.SQL("COPY {} ({}) FROM STDIN ({})").format(name, columns, sql.SQL(options))

    def _wait(self) -> list[PostgresStream]:
        """Wait a moment for the streams at work; those that still are."""
        running = [stream for stream in self._streams if stream.thread.is_alive()]
        if running:
            running[0].thread.join(CANCEL_INTERVAL_S)
        return [stream for stream in running if stream.thread.is_alive()]

    def free_slot(self) -> None:
        """Let another table be begun."""
        self._slots.release()

    def _take_slot(self) -> None:
        while not self._slots.acquire(timeout=CANCEL_INTERVAL_S):
            self.check()

    def _connection(self) -> psycopg.Connection:
        """Take a connection that another table is done with, or open one; there are as many as streams at most."""
        with suppress(IndexError):
            return self._idle.pop()
        return self._connect()

    def _let_go(self) -> None:
        while self._held:
            self._held.popitem()[1].close()
        while self._idle:
            self._idle.pop().close()

    def _close_queues(self) -> None:
        with self._guard:
            streams = tuple(self._streams)
        for stream in streams:
            stream.queue.close()


class PostgresStream:
    """The producer's end of one table's COPY."""

    def __init__(self, sink: PostgresSink, table: Table, part: int, connection: psycopg.Connection | None) -> None:
        """Prepare the thread, which the sink starts; `connection` has the table locked already."""
        self.table, self.part = table, part
        self.queue = BlockQueue(QUEUE_BYTES)
        self.thread = threading.Thread(target=self._run, name=f"copy {table.name}", daemon=True)
        self.rows = 0
        self.waited = 0.0
        self.connection = connection
        self._sink = sink

    def write(self, block: memoryview) -> None:
        """Queue a block."""
        self._put(block)

    def finish(self, rows: int) -> None:
        """Queue the end; the commit follows in the table's thread."""
        self.rows = rows
        self._put(None)

    def drain(self, copy: psycopg.Copy) -> int:
        """Send blocks to the server until the end; how many bytes they had."""
        sent = 0
        while True:
            began = time.perf_counter()
            block = self.queue.get()
            self.waited += time.perf_counter() - began
            if block is None:
                return sent
            copy.write(block)
            sent += block.nbytes

    def _put(self, block: memoryview | None) -> None:
        self._sink.check()
        try:
            self.queue.put(block)
        except ClosedError:
            self._sink.check()
            raise

    def _run(self) -> None:
        try:
            with translated(f"copy into {self.table.name}"):
                self._sink.copy(self)
        except ClosedError:
            return  # another stream failed, or the producer gave up
        except BaseException as error:
            self._sink.fail(error)
        finally:
            self._sink.free_slot()
