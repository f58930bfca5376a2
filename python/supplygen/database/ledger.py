"""What the schema `supplygen` remembers of loads: runs, finished tables, objects taken down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg import RawCursor
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from supplygen.database.history import Phases, enter_complete, enter_replaced
from supplygen.database.sql import query
from supplygen.errors import SupplygenError, UsageError

INDEX, FOREIGN_KEY = "index", "foreign_key"
"""Kinds of objects that are built on their own; keys (primary_key, unique) are put on built indexes."""

NEXT = ";\n"
"""Between the statements of a definition: the object's own, then what that does not say."""

ENTRY = "INSERT INTO supplygen.ledger (run_id, table_name, part, phase, row_count, bytes, finished_at)"
"""How the entry of a leaf begins; what follows gives the values in this order."""


@dataclass(frozen=True, slots=True)
class Run:
    """One load of this database."""

    id: int
    status: str
    """`loading` until sealed, `importing` while the parts of a dump come, then `complete`."""
    settings: Mapping[str, Any]
    """What the content is a function of."""
    started_at: datetime
    finished_at: datetime | None
    parts: int = 1

    @property
    def only(self) -> tuple[str, ...]:
        """The tables that it was told to fill, where it was not all."""
        return tuple(self.settings.get("tables", ()))

    @property
    def is_complete(self) -> bool:
        """Whether it is sealed; else it is under way or was interrupted."""
        return self.status == "complete"


@dataclass(frozen=True, slots=True)
class DatabaseObject:
    """An index, key or foreign key and the statements that build it as it was."""

    table_name: str
    object_name: str
    kind: str
    definition: str

    @property
    def stays_unvalidated(self) -> bool:
        """Whether a foreign key is one that the user has not validated, or does not enforce."""
        return self.definition.partition(NEXT)[0].endswith(("NOT VALID", "NOT ENFORCED"))

    def declaration(self) -> str:
        """Return the statements that add a foreign key without looking at rows."""
        statement, then, rest = self.definition.partition(NEXT)
        return statement + ("" if self.stays_unvalidated else " NOT VALID") + then + rest


@dataclass(frozen=True, slots=True)
class Suspended(DatabaseObject):
    """An object that a load has taken down; `restored` says that it is back."""

    id: int
    restored: bool


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """The entry of a table whose rows are committed."""

    table_name: str
    row_count: int
    bytes: int
    """Of the COPY stream."""
    phase: str = "streamed"
    """`restored` once its keys and indexes are there."""


def latest_run(connection: psycopg.Connection) -> Run | None:
    """Return the load that the database holds, finished or not."""
    with connection.cursor(row_factory=class_row(Run)) as cursor:
        cursor.execute(
            "SELECT id, status, settings, started_at, finished_at, parts FROM supplygen.run ORDER BY id DESC LIMIT 1"
        )
        return cursor.fetchone()


def whole_run(connection: psycopg.Connection) -> Run:
    """Return the load that the database holds, for what needs it complete and with all tables; else an error."""
    run = held_run(connection)
    if not run.is_complete:
        raise UsageError("the database holds an unfinished load: `supplygen status` says how far it is")
    if run.only:
        raise UsageError(f"the load has {len(run.only)} tables only, and this needs all: load without --tables")
    return run


def only_tables(connection: psycopg.Connection) -> tuple[str, ...]:
    """Return the tables of a load that was told to fill no others, else nothing."""
    latest = latest_run(connection)
    return latest.only if latest else ()


def held_run(connection: psycopg.Connection) -> Run:
    """Return the load that the database holds, finished or not; an error where there is none."""
    run = latest_run(connection)
    if run is None:
        raise UsageError("the database holds no load: run `supplygen load`")
    return run


def begin_run(connection: psycopg.Connection, content: Mapping[str, object], parts: int = 1) -> int:
    """Enter a run that is loading and takes over what an earlier one left taken down; forget the earlier ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO supplygen.run"
            " (seed, scale, start_date, weeks, scenario, data_version, status, started_at, settings, parts)"
            " VALUES (%(seed)s, %(scale)s, %(start)s, %(weeks)s, %(scenario)s, %(data_version)s,"
            " 'loading', clock_timestamp(), %(settings)s, %(parts)s) RETURNING id",
            {**content, "settings": Jsonb(dict(content)), "parts": parts},
        )
        row = cursor.fetchone()
    assert row is not None
    run_id = int(row[0])
    enter_replaced(connection, run_id)
    connection.execute("DELETE FROM supplygen.suspended_ddl WHERE restored")
    connection.execute("UPDATE supplygen.suspended_ddl SET run_id = %s", [run_id])
    connection.execute("DELETE FROM supplygen.run WHERE id <> %s", [run_id])
    return run_id


def complete_run(connection: psycopg.Connection, run_id: int, phases: Phases) -> None:
    """Mark a run complete, keep the seconds of its `phases`, and forget what it had taken down, and its parts."""
    with RawCursor(connection) as cursor:
        cursor.execute(query("whole_tables"), [run_id])
    connection.execute("DELETE FROM supplygen.suspended_ddl WHERE run_id = %s", [run_id])
    connection.execute(
        "UPDATE supplygen.run SET status = 'complete', finished_at = clock_timestamp() WHERE id = %s", [run_id]
    )
    enter_complete(connection, run_id, phases)


def suspended(connection: psycopg.Connection) -> list[Suspended]:
    """Return the objects taken down, in the order in which they are to be built."""
    with connection.cursor(row_factory=class_row(Suspended)) as cursor:
        cursor.execute(
            "SELECT id, table_name, object_name, kind, definition, restored FROM supplygen.suspended_ddl ORDER BY id"
        )
        return cursor.fetchall()


def claim(connection: psycopg.Connection, object_id: int) -> bool:
    """Note that an object is back, in the transaction that builds it; whether it is still to be built.

    A commit may have gone through though its connection was lost, or may still be under way.
    """
    marked = connection.execute(
        "UPDATE supplygen.suspended_ddl SET restored = true WHERE id = %s AND NOT restored", [object_id]
    )
    if marked.rowcount == 1:
        return True
    return _claimed(connection.execute("SELECT NOT restored FROM supplygen.suspended_ddl WHERE id = %s", [object_id]))


def claim_leaf(connection: psycopg.Connection, run_id: int, table: str, part: int) -> bool:
    """Note that a leaf has its indexes, in the transaction that builds them; whether they are still to be built."""
    leaf = [run_id, table, part]
    marked = connection.execute(
        "UPDATE supplygen.ledger SET phase = 'restored', finished_at = clock_timestamp()"
        " WHERE run_id = %s AND table_name = %s AND part = %s AND phase = 'streamed'",
        leaf,
    )
    return marked.rowcount == 1 or _claimed(
        connection.execute(
            "SELECT phase <> 'restored' FROM supplygen.ledger WHERE run_id = %s AND table_name = %s AND part = %s", leaf
        )
    )


def claim_table(connection: psycopg.Connection, run_id: int, table: str) -> bool:
    """Take a table for the transaction under way; whether its keys are still to come back."""
    return _claimed(
        connection.execute(
            "SELECT phase <> 'restored' FROM supplygen.ledger WHERE run_id = %s AND table_name = %s"
            " ORDER BY part FOR UPDATE",
            [run_id, table],
        )
    )


def _claimed(cursor: psycopg.Cursor[tuple[bool]]) -> bool:
    row = cursor.fetchone()
    if row is None:
        raise SupplygenError("another load or a reset has begun in this database meanwhile")
    return row[0]


def enter_leaf(connection: psycopg.Connection, run_id: int, part: int, table: LoadedTable) -> None:
    """Enter what a part has of a table; belongs in the transaction that fills it."""
    connection.execute(
        f"{ENTRY} VALUES (%s, %s, %s, %s, %s, %s, clock_timestamp())",
        [run_id, table.table_name, part, table.phase, table.row_count, table.bytes],
    )


def loaded_leaves(connection: psycopg.Connection, run_id: int) -> dict[tuple[str, int], LoadedTable]:
    """Return what a run has finished, by table and part."""
    found = connection.execute(
        "SELECT table_name, part, row_count, bytes, phase FROM supplygen.ledger WHERE run_id = %s", [run_id]
    )
    return {(name, part): LoadedTable(name, *entry) for name, part, *entry in found}


def loaded_tables(connection: psycopg.Connection, run_id: int) -> dict[str, LoadedTable]:
    """Return the tables that a run has finished, or some parts of."""
    with connection.cursor(row_factory=class_row(LoadedTable)) as cursor:
        cursor.execute(
            "SELECT table_name, sum(row_count)::bigint AS row_count, sum(bytes)::bigint AS bytes,"
            " CASE WHEN bool_and(phase = 'restored') THEN 'restored' ELSE 'streamed' END AS phase"
            " FROM supplygen.ledger WHERE run_id = %s GROUP BY table_name",
            [run_id],
        )
        return {table.table_name: table for table in cursor}


def mark_table_restored(connection: psycopg.Connection, run_id: int, table: str) -> None:
    """Note that a table has its keys and indexes."""
    connection.execute(
        "UPDATE supplygen.ledger SET phase = 'restored', finished_at = clock_timestamp()"
        " WHERE run_id = %s AND table_name = %s",
        [run_id, table],
    )
