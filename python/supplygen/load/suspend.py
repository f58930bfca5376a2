"""The second phase: keys and indexes step aside, their definitions first."""

from __future__ import annotations

from collections.abc import Container, Sequence

import psycopg
from psycopg import sql

from supplygen.config import Settings
from supplygen.database import catalog, leaves, ledger
from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import partitioned
from supplygen.database.ledger import FOREIGN_KEY, INDEX, DatabaseObject
from supplygen.database.locks import OnWait, in_silence, with_locks


def suspend(
    connection: psycopg.Connection,
    tables: Sequence[str],
    settings: Settings,
    by_parts: Sequence[str] = (),
    on_wait: OnWait = in_silence,
) -> int:
    """Begin a run, take down keys and indexes, drop leaves, empty tables that are filled `by_parts`; the run's id.

    One transaction: either the definitions are kept and the objects are gone, or nothing has happened.
    """
    return with_locks(connection, tables, lambda: _suspend(connection, tables, settings, by_parts), on_wait)


def _suspend(connection: psycopg.Connection, tables: Sequence[str], settings: Settings, by_parts: Sequence[str]) -> int:
    present = catalog.objects(connection, tables)
    run_id = ledger.begin_run(connection, settings.content(), settings.parts)
    left_down = ledger.suspended(connection)
    connection.execute("DELETE FROM supplygen.suspended_ddl")
    _write(connection, run_id, _in_order_of_building([*left_down, *_complete(present, left_down)]))
    keys = {item.object_name for item in present if item.kind != INDEX}
    company = CompanySchema.of(connection)
    for item in reversed(present):
        _drop(connection, company, item, keys)
    if names := partitioned(connection):
        leaves.make_room(connection, names)
    if flat := [table for table in by_parts if table not in names]:
        listed = sql.SQL(", ").join(sql.SQL("ONLY {}").format(company.identifier(table)) for table in flat)
        connection.execute(sql.SQL("TRUNCATE {}").format(listed))
    return run_id


def _complete(present: Sequence[DatabaseObject], left_down: Sequence[DatabaseObject]) -> list[DatabaseObject]:
    """Leave out foreign keys that an interrupted load has back but not validated: `left_down` lists them."""
    known = {(item.table_name, item.object_name, item.kind) for item in left_down}
    return [item for item in present if (item.table_name, item.object_name, item.kind) not in known]


def _in_order_of_building(items: Sequence[DatabaseObject]) -> list[DatabaseObject]:
    ranks = {INDEX: 1, "primary_key": 2, "unique": 2, FOREIGN_KEY: 3}
    return sorted(items, key=lambda item: (ranks[item.kind], item.table_name, item.object_name))


def _write(connection: psycopg.Connection, run_id: int, items: Sequence[DatabaseObject]) -> None:
    columns = [[getattr(item, name) for item in items] for name in ("table_name", "object_name", "kind", "definition")]
    connection.execute(
        "INSERT INTO supplygen.suspended_ddl (run_id, table_name, object_name, kind, definition)"
        " SELECT %s, table_name, object_name, kind, definition"
        " FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])"
        " WITH ORDINALITY AS item (table_name, object_name, kind, definition, number) ORDER BY number",
        [run_id, *columns],
    )


def _drop(connection: psycopg.Connection, company: CompanySchema, item: DatabaseObject, keys: Container[str]) -> None:
    """Drop one object; an index behind one of the `keys`, which has its name, goes with the key."""
    name = sql.Identifier(item.object_name)
    if item.kind != INDEX:
        statement = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
        connection.execute(statement.format(company.identifier(item.table_name), name))
    elif item.object_name not in keys:
        connection.execute(sql.SQL("DROP INDEX {}.{}").format(sql.Identifier(company.of_table(item.table_name)), name))
