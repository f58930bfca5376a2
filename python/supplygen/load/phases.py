"""A load from check to seal."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial

import psycopg
from sqlalchemy import Table

from supplygen.config import Settings
from supplygen.database import ledger
from supplygen.database.company_schema import CompanySchema
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
from supplygen.load.source import RowSource
from supplygen.load.stream import OwnStreams, Streaming, Streams, due_parts
from supplygen.load.suspend import suspend
from supplygen.load.work import LoadWork, load_work
from supplygen.progress import Reporter
from supplygen.sinks.base import Leaf, TableTotals


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
        self,
        url: str,
        settings: Settings,
        tables: Sequence[Table],
        source: RowSource,
        progress: Reporter,
        streams: Streams | None = None,
    ) -> None:
        """`tables` in load order, filled by `streams`, or by this process; nothing is touched yet."""
        self._url = url
        self._settings = settings
        self._tables = {table.name: table for table in tables}
        self._names = tuple(self._tables)
        self._source = source
        self._progress = progress
        self._streams: Streams = streams or OwnStreams(url, source, tables)
        self._report = LoadReport()
        self._guard = threading.Lock()
        self._begun = False
        self._connections = Connections.planned(
            len(source.side_by_side), settings.jobs, settings.connections, self._streams.at_once
        )

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
                self._streams.prepare()
                self._source.prepare(self._progress)
            self._cut(resumed)
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
        self._streams.check(control)
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

    def _cut(self, resumed: ledger.Run | None) -> None:
        """Cut the rows into the parts that an interrupted load has, else those that were asked for, else as fits."""
        fitting = self._streams.parts(sum(self._source.row_counts.values()))
        parts = resumed.parts if resumed else self._settings.parts or min(fitting, self._settings.weeks)
        self._settings = replace(self._settings, parts=parts)
        self._source.cut(parts)

    def _check_disk(self, control: psycopg.Connection, resumed: ledger.Run | None) -> None:
        loaded = ledger.loaded_tables(control, resumed.id) if resumed else {}
        rows = _still_to_come(self._source.row_counts, loaded)
        needed = estimated_bytes(self._tables, rows)
        check_disk(control, needed + wal_bytes(control, needed) - reclaimed_bytes(control, tuple(rows)))

    def _load(self, control: psycopg.Connection, resumed: ledger.Run | None) -> None:
        run_id = resumed.id if resumed else self._suspend(control)
        self._begun = True
        company = CompanySchema.of(control)
        loaded = ledger.loaded_tables(control, run_id)
        finished = {Leaf(*leaf) for leaf in ledger.loaded_leaves(control, run_id)}
        left = Counter(leaf.table for leaf in self._source.leaves() if leaf not in finished)
        objects = ledger.suspended(control)
        self._report.resumed = tuple(name for name in loaded if name not in left)
        in_leaves = partitioned(control)
        bounds = {leaf: self._source.bounds(leaf) for leaf in self._source.leaves() if leaf.table in in_leaves}
        # What is done of a partitioned table after its leaves are indexed, its steps find out for themselves.
        restored = {name for name, table in loaded.items() if table.phase == "restored"} - in_leaves
        to_restore = [name for name in self._names if name in left or name not in restored]
        to_stream = sum(_still_to_come(self._source.row_counts, loaded).values())
        steps = restoring_steps(objects, to_restore, in_leaves)
        with load_work(self._progress, self._source.row_counts, to_stream, steps) as work:
            jobs, rows = self._connections.restoring, self._source.row_counts
            on_repeat = partial(self._note_while_locked, control)
            restorer = Restorer(self._url, company, run_id, objects, rows, bounds, jobs, work.restored, on_repeat)
            with closing(restorer), kept_awake(control):
                for leaf in finished:
                    restorer.leaf_is_filled(leaf)
                for name in to_restore:
                    if name not in left:
                        restorer.table_is_filled(name)
                self._stream(control, run_id, restorer, finished, left, work)
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
        self,
        control: psycopg.Connection,
        run_id: int,
        restorer: Restorer,
        finished: Collection[Leaf],
        left: Counter[str],
        work: LoadWork,
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

        with self._progress.phase("stream", work.to_stream) as phase:

            def count(table: str, rows: int, size: int) -> None:
                phase.advance(rows)
                work.streamed(table, rows, size)

            due = due_parts(self._source, self._settings.parts, finished)
            note, connections = self._progress.note, self._connections
            streaming = Streaming(
                run_id, self._settings, self._by_parts, finished, due, connections, count, on_finished, note
            )
            self._streams.run(control, streaming)


def _still_to_come(rows: Mapping[str, int], loaded: Mapping[str, ledger.LoadedTable]) -> dict[str, int]:
    """Return the rows of each table that are not there yet, of those that have any or have not been begun."""
    left = {name: count - (loaded[name].row_count if name in loaded else 0) for name, count in rows.items()}
    return {name: count for name, count in left.items() if count or name not in loaded}
