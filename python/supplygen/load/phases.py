"""A load from check to seal."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import psycopg
from sqlalchemy import Table

from supplygen.config import Settings
from supplygen.database import ledger
from supplygen.database.layout import partitioned
from supplygen.database.session import (
    ANSWER_S,
    STEP_S,
    answered_within,
    insist_on_sessions,
    kept_awake,
    open_session,
    reading,
    translated,
)
from supplygen.errors import DatabaseUnavailableError, SupplygenError
from supplygen.load.check import acquire_lock, check_server, insist, insist_on_lock, standing_run
from supplygen.load.connections import Connections, check_open_files, check_room
from supplygen.load.disk import check_disk, estimated_bytes, reclaimed_bytes, wal_bytes
from supplygen.load.restore import Restorer, restoring_steps
from supplygen.load.seal import seal
from supplygen.load.suspend import suspend
from supplygen.load.work import LoadWork, load_work
from supplygen.progress import Reporter
from supplygen.sinks.base import Bounds, Leaf, TableTotals
from supplygen.sinks.postgres import PostgresSink
from supplygen.sinks.writer import BlockWritten, StreamingWriter


class RowSource(Protocol):
    """Where the rows come from."""

    @property
    def row_counts(self) -> Mapping[str, int]:
        """Exact rows of every table, once prepared."""

    @property
    def side_by_side(self) -> Sequence[str]:
        """Tables that are filled at the same time."""

    def prepare(self, progress: Reporter) -> None:
        """Simulate and count, without writing rows."""

    def leaves(self, parts: Collection[int] = ()) -> Mapping[Leaf, int | None]:
        """What some parts, or all, have of the tables, with rows where these are known, once prepared."""

    def bounds(self, leaf: Leaf) -> Bounds:
        """Leading keys of a leaf, once prepared."""

    def produce(self, writer: StreamingWriter, parts: Collection[int] = ()) -> None:
        """Write and finish what some parts, or all, have of the tables."""


@dataclass(slots=True)
class LoadReport:
    """What a load did."""

    streamed: dict[str, TableTotals] = field(default_factory=dict)
    """Tables of this call; an earlier, interrupted one may have loaded others."""
    resumed: tuple[str, ...] = ()
    """Tables that an interrupted load had finished."""
    standing: ledger.Run | None = None
    """The complete load of the same settings that the database held already; nothing was done then."""

    def add(self, table: str, totals: TableTotals) -> None:
        """Count what a part has of a table."""
        sum_ = self.streamed.setdefault(table, TableTotals())
        sum_.rows += totals.rows
        sum_.bytes += totals.bytes
        sum_.seconds += totals.seconds


class Load:
    """One load of one database."""

    def __init__(
        self, url: str, settings: Settings, tables: Sequence[Table], source: RowSource, progress: Reporter
    ) -> None:
        """`tables` in load order; nothing is touched yet."""
        self._url = url
        self._settings = settings
        self._tables = {table.name: table for table in tables}
        self._names = tuple(self._tables)
        self._source = source
        self._progress = progress
        self._report = LoadReport()
        self._guard = threading.Lock()
        self._begun = False
        self._partitioned: frozenset[str] = frozenset()
        self._connections = Connections.planned(len(source.side_by_side), settings.jobs, settings.connections)

    def run(self, *, replace: bool = False, dry_run: bool = False) -> LoadReport:
        """Load, unless the database holds this load already; with `dry_run` stop before anything is touched."""
        check_open_files(self._connections.total)
        insist_on_sessions(self._url)
        with self._saying_how_to_go_on(), open_session(self._url, "load") as control, translated("load"):
            with self._progress.phase("check", 1, "database") as phase:
                with answered_within(control, STEP_S):
                    resumed = self._check(control, replace=replace)
                phase.advance()
            if resumed is not None and resumed.is_complete:
                self._report.standing = resumed
                return self._report
            with kept_awake(control):
                self._source.prepare(self._progress)
            self._check_disk(control, resumed)
            if not dry_run:
                self._load(control, resumed)
        return self._report

    def _check(self, control: psycopg.Connection, *, replace: bool) -> ledger.Run | None:
        check_server(control)
        acquire_lock(control)
        for finding in insist(control, self._names, "load"):
            self._progress.note(f"check: {finding}")
        check_room(control, self._url, self._connections.total)
        return standing_run(control, self._names, self._settings, replace=replace)

    @contextmanager
    def _saying_how_to_go_on(self) -> Iterator[None]:
        """Note on an error, once the load has begun, in what state the database is, and what helps."""
        try:
            yield
        except BaseException as error:
            if self._begun:
                error.add_note(self._how_to_go_on())
            raise

    def _how_to_go_on(self) -> str:
        down = ""
        with suppress(SupplygenError), reading(self._url, "status") as connection:
            count = sum(not item.restored for item in ledger.suspended(connection))
            down = f" with {count} keys and indexes down"
        return (
            f"the load is unfinished{down}: `supplygen load` with the same settings, without --replace, goes on, and"
            " `supplygen reset` empties the database"
        )

    def _check_disk(self, control: psycopg.Connection, resumed: ledger.Run | None) -> None:
        loaded = ledger.loaded_tables(control, resumed.id) if resumed else {}
        rows = _still_to_come(self._source.row_counts, loaded)
        needed = estimated_bytes(self._tables, rows)
        check_disk(control, needed + wal_bytes(control, needed) - reclaimed_bytes(control, tuple(rows)))

    def _load(self, control: psycopg.Connection, resumed: ledger.Run | None) -> None:
        run_id = resumed.id if resumed else self._suspend(control)
        self._begun = True
        loaded = ledger.loaded_tables(control, run_id)
        finished = {Leaf(*leaf) for leaf in ledger.loaded_leaves(control, run_id)}
        left = Counter(leaf.table for leaf in self._source.leaves() if leaf not in finished)
        objects = ledger.suspended(control)
        self._report.resumed = tuple(name for name in loaded if name not in left)
        self._partitioned = partitioned(control)
        bounds = {leaf: self._source.bounds(leaf) for leaf in self._source.leaves() if leaf.table in self._partitioned}
        # What is done of a partitioned table after its leaves are indexed, its steps find out for themselves.
        restored = {name for name, table in loaded.items() if table.phase == "restored"} - self._partitioned
        to_restore = [name for name in self._names if name in left or name not in restored]
        to_stream = sum(_still_to_come(self._source.row_counts, loaded).values())
        steps = restoring_steps(objects, to_restore, self._partitioned)
        with load_work(self._progress, self._source.row_counts, to_stream, steps) as work:
            jobs, rows = self._connections.restoring, self._source.row_counts
            on_repeat = partial(self._note_while_locked, control)
            restorer = Restorer(self._url, run_id, objects, rows, bounds, jobs, work.restored, on_repeat)
            with closing(restorer), kept_awake(control):
                for leaf in finished:
                    restorer.leaf_is_filled(leaf)
                for name in to_restore:
                    if name not in left:
                        restorer.table_is_filled(name)
                self._stream(run_id, restorer, finished, left, work)
                restorer.finish_tables()
                restorer.foreign_keys()
        with self._progress.phase("seal", 1, "database") as phase:
            with answered_within(control, ANSWER_S):
                insist_on_lock(control)
            taken = {one.name: round(one.seconds, 3) for one in self._progress.phases if one is not phase}
            seal(control, run_id, self._names, self._source.row_counts, taken)
            phase.advance()

    def _note_while_locked(self, control: psycopg.Connection, text: str) -> None:
        """Hear why something is done again; nothing is, once the connection that holds the lock is gone."""
        if control.closed:
            raise DatabaseUnavailableError(f"{text}, but the connection that holds the load's lock is lost too")
        self._progress.note(text)

    def _suspend(self, control: psycopg.Connection) -> int:
        with self._progress.phase("suspend", len(self._names), "tables") as phase:
            with answered_within(control, STEP_S):
                run_id = suspend(control, self._names, self._settings, self._by_parts, self._progress.note)
            phase.advance(len(self._names))
        return run_id

    @property
    def _by_parts(self) -> Sequence[str]:
        """Tables that are filled by several transactions."""
        return self._source.side_by_side if self._settings.parts > 1 else ()

    def _stream(
        self, run_id: int, restorer: Restorer, finished: Collection[Leaf], left: Counter[str], work: LoadWork
    ) -> None:
        """Fill what is not `finished`, of which each table has some leaves `left`."""

        def on_finished(leaf: Leaf, totals: TableTotals) -> None:
            with self._guard:
                self._report.add(leaf.table, totals)
                left[leaf.table] -= 1
                is_filled = left[leaf.table] == 0
            restorer.leaf_is_filled(leaf)
            if is_filled:
                restorer.table_is_filled(leaf.table)

        def sink() -> PostgresSink:
            streams, note = self._connections.streams, self._progress.note
            return PostgresSink(self._url, run_id, streams, on_finished, note, self._by_parts, self._partitioned)

        with self._progress.phase("stream", work.to_stream) as phase:

            def count(table: str, rows: int, size: int) -> None:
                phase.advance(rows)
                work.streamed(table, rows, size)

            for parts in self._due(finished):
                fill(sink(), self._source, parts, self._tables.values(), finished, count)

    def _due(self, finished: Collection[Leaf]) -> list[tuple[int, ...]]:
        """Return parts of which something is missing, each on its own; all, if there is but one."""
        if self._settings.parts == 1:
            return [()] if self._source.leaves().keys() - finished else []
        numbers = range(1, self._settings.parts + 1)
        return [(number,) for number in numbers if self._source.leaves([number]).keys() - finished]


def fill(
    sink: PostgresSink,
    source: RowSource,
    parts: Collection[int],
    tables: Iterable[Table],
    finished: Iterable[Leaf],
    on_block: BlockWritten,
) -> None:
    """Write what some parts, or all, have of the tables and is not `finished`, until all of it is committed."""
    writer = StreamingWriter(sink, tables, expected=source.leaves(parts), skip=finished, on_block=on_block)
    try:
        source.produce(writer, parts)
        writer.close()
    except BaseException:
        sink.abort()
        raise


def _still_to_come(rows: Mapping[str, int], loaded: Mapping[str, ledger.LoadedTable]) -> dict[str, int]:
    """Return the rows of each table that are not there yet, of those that have any or have not been begun."""
    left = {name: count - (loaded[name].row_count if name in loaded else 0) for name, count in rows.items()}
    return {name: count for name, count in left.items() if count or name not in loaded}
