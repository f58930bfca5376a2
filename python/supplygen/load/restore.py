"""The fourth phase: keys and indexes come back, each table's as soon as its rows are in, foreign keys at the end."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import psycopg
from psycopg import RawCursor, sql

from supplygen.database import ledger
from supplygen.database.catalog import validate
from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import in_layout
from supplygen.database.ledger import FOREIGN_KEY, INDEX, Suspended
from supplygen.database.locks import in_silence
from supplygen.database.repeat import OnRepeat
from supplygen.database.sql import query
from supplygen.load.leaves import LeafRestorer
from supplygen.load.steps import Step, Steps
from supplygen.sinks.base import Bounds, Leaf

ANALYZES_CHILDREN = 180000
"""`server_version_num` since which ANALYZE goes on to the tables that inherit, unless told ONLY."""


ANALYSIS = "analysis"
"""What is done for a table besides the kinds of objects."""
StepDone = Callable[[str, str], None]
"""Hears of a table and the kind of object that is back, or that it is analyzed."""


def restoring_steps(
    objects: Iterable[Suspended], tables: Iterable[str], partitioned: Iterable[str]
) -> list[tuple[str, str]]:
    """List all that a restorer's `on_done` hears: objects that are not back, leaves indexed, `tables` analyzed."""
    back = [(item.table_name, item.kind) for item in objects if not item.restored]
    return [*back, *((table, INDEX) for table in partitioned), *((table, ANALYSIS) for table in tables)]


class Restorer:
    """Builds what was taken down, on `jobs` connections."""

    def __init__(
        self,
        url: str,
        company: CompanySchema,
        run_id: int,
        objects: Sequence[Suspended],
        rows: Mapping[str, int],
        bounds: Mapping[Leaf, Bounds],
        jobs: int,
        on_done: StepDone,
        on_repeat: OnRepeat = in_silence,
    ) -> None:
        """`rows` of each table tell which steps are long; `bounds` are those of the leaves of partitioned tables."""
        self._company = company
        self._run_id = run_id
        self._rows = rows
        self._on_done = on_done
        self._indexes = _by_table(item for item in objects if item.kind == INDEX and not item.restored)
        self._keys = _by_table(item for item in objects if item.kind not in {INDEX, FOREIGN_KEY} and not item.restored)
        self._foreign_keys = _by_table(item for item in objects if item.kind == FOREIGN_KEY and not item.restored)
        self._steps = Steps(url, jobs, on_repeat)
        self._leaves = LeafRestorer(company, run_id, self._steps, bounds, rows, on_done)
        self._guard = threading.Lock()
        self._indexes_to_build: dict[str, int] = {}

    def leaf_is_filled(self, leaf: Leaf) -> None:
        """Begin with the indexes and keys of a partitioned table's leaf."""
        self._steps.check()
        self._leaves.leaf_is_filled(leaf)

    def table_is_filled(self, table: str) -> None:
        """Begin with a table's indexes; its keys, sequences and statistics follow the last of them.

        Of a partitioned table its leaves have them.
        """
        self._steps.check()
        if table in self._leaves.tables:
            return
        indexes = self._indexes.get(table, [])
        self._indexes_to_build[table] = len(indexes)
        if not indexes:
            self._add(table, partial(self._complete_table, table))
        for item in indexes:
            self._add(table, partial(self._build_index, item))

    def finish_tables(self) -> None:
        """Wait until all tables begun have their keys."""
        self._steps.drain()

    def foreign_keys(self) -> None:
        """Declare all foreign keys, which takes no time, then validate them side by side, the longest first.

        `VALIDATE CONSTRAINT` locks the parent lightly, so that children of one parent do not wait for each other;
        those of one child do, and follow each other in one step. Leaves come before.
        """
        self._leaves.attach(self._foreign_keys)
        for table in self._leaves.tables:
            self._add(table, partial(self._count, table))
        self._leaves.take_over(self._foreign_keys)
        self._steps.add(0, self._declare)
        self._steps.drain()
        for table, items in self._plain_keys():
            self._add(table, partial(self._validate, table), len(items))
        self._steps.drain()

    def close(self) -> None:
        """Give up what is not done and close the connections."""
        self._steps.close()

    def _add(self, table: str, step: Step, times: int = 1) -> None:
        """Let a step wait that goes through all rows of a table so many times."""
        self._steps.add(self._rows.get(table, 0) * times, step)

    def _build_index(self, item: Suspended) -> None:
        self._steps.commit(f"index {item.object_name} on {item.table_name}", partial(_rebuild, item))
        self._on_done(item.table_name, item.kind)
        with self._guard:
            self._indexes_to_build[item.table_name] -= 1
            last = self._indexes_to_build[item.table_name] == 0
        if last:
            self._add(item.table_name, partial(self._complete_table, item.table_name))

    def _complete_table(self, table: str) -> None:
        keys = self._keys.get(table, [])

        def complete(connection: psycopg.Connection) -> None:
            if not ledger.claim_table(connection, self._run_id, table):
                return
            for item in keys:
                _rebuild(item, connection)
            _set_sequences(connection, self._company, table)
            _analyze(connection, self._company, table)
            ledger.mark_table_restored(connection, self._run_id, table)

        self._steps.commit(f"keys of {table}", complete)
        for kind in (*(item.kind for item in keys), ANALYSIS):
            self._on_done(table, kind)

    def _count(self, table: str) -> None:
        """Set sequences and statistics of a table whose leaves are attached."""

        def count(connection: psycopg.Connection) -> None:
            _set_sequences(connection, self._company, table)
            _analyze(connection, self._company, table)

        self._steps.commit(f"statistics of {table}", count)
        self._on_done(table, ANALYSIS)

    def _plain_keys(self) -> list[tuple[str, list[Suspended]]]:
        return [(table, items) for table, items in self._foreign_keys.items() if table not in self._leaves.tables]

    def _declare(self) -> None:
        items = [item for _, items in self._plain_keys() for item in items]
        self._steps.commit("declaring foreign keys", partial(_declare_missing, self._company, items))

    def _validate(self, table: str) -> None:
        for item in self._foreign_keys[table]:
            self._steps.commit(
                f"foreign key {item.object_name} of {table}", partial(_validate_one, self._company, item)
            )
            self._on_done(table, item.kind)


def _rebuild(item: Suspended, connection: psycopg.Connection) -> None:
    if ledger.claim(connection, item.id):
        connection.execute(item.definition.encode())


def _declare_missing(company: CompanySchema, items: Sequence[Suspended], connection: psycopg.Connection) -> None:
    """Add the keys that are not there yet; an interrupted load may have declared them all."""
    rows = connection.execute(
        "SELECT nspname, relname, conname FROM pg_constraint"
        " JOIN pg_class ON pg_class.oid = conrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE contype = 'f'"
    ).fetchall()
    for item in items:
        if (company.of_table(item.table_name), item.table_name, item.object_name) not in rows:
            connection.execute(item.declaration().encode())


def _validate_one(company: CompanySchema, item: Suspended, connection: psycopg.Connection) -> None:
    if ledger.claim(connection, item.id):
        validate(connection, company, item)


def _by_table(items: Iterable[Suspended]) -> dict[str, list[Suspended]]:
    groups: dict[str, list[Suspended]] = defaultdict(list)
    for item in items:
        groups[item.table_name].append(item)
    return dict(groups)


def _analyze(connection: psycopg.Connection, company: CompanySchema, table: str) -> None:
    """Count the rows of a table for the planner; what inherits from it is somebody else's."""
    only = "ONLY " if connection.info.server_version >= ANALYZES_CHILDREN else ""
    connection.execute(in_layout(connection, sql.SQL(f"ANALYZE {only}{{}}").format(company.identifier(table))))


def _set_sequences(connection: psycopg.Connection, company: CompanySchema, table: str) -> None:
    """Let the identity columns of a table go on after its last row."""
    with RawCursor(connection) as cursor:
        cursor.execute(query("identities"), [company.qualified(table)])
        identities = cursor.fetchall()
    for column, sequence in identities:
        statement = sql.SQL(
            "SELECT setval({}, coalesce(max({column}), 1), max({column}) IS NOT NULL) FROM ONLY {table}"
        )
        names = {"column": sql.Identifier(column), "table": company.identifier(table)}
        connection.execute(in_layout(connection, statement.format(sequence, **names)))
