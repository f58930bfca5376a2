"""The last phase: nothing is called complete that is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import psycopg

from supplygen.database import catalog, ledger
from supplygen.database.history import Phases
from supplygen.database.ledger import DatabaseObject
from supplygen.database.session import STEP_S, answered_within, make_durable
from supplygen.errors import SchemaRevisionError, SupplygenError
from supplygen.verify import stored


def seal(
    connection: psycopg.Connection,
    run_id: int,
    tables: Sequence[str],
    rows: Mapping[str, int],
    phases: Phases,
) -> None:
    """Mark the run complete, if every table is loaded and the catalog is what it was before the load.

    `rows` of each table as planned; seconds of the `phases` before this one are kept.
    """
    # The commit is outside: it waits for the disk, and maybe for a standby, as long as that takes.
    with connection.transaction(), answered_within(connection, STEP_S):
        make_durable(connection)
        _check_ledger(connection, run_id, tables, rows)
        _check_rows(connection, tables, rows)
        wanted = {_plain(item) for item in ledger.suspended(connection)}
        present = {_plain(item) for item in catalog.objects(connection, tables)}
        different = sorted({item.object_name for item in wanted ^ present})
        if different:
            raise SchemaRevisionError(
                f"someone has changed keys or indexes during the load: {', '.join(different)} are not what they were;"
                " put that right and repeat the command, or load with --replace, which takes them as they are now"
            )
        stored.store(connection, ledger.only_tables(connection))
        ledger.complete_run(connection, run_id, phases)


def _check_rows(connection: psycopg.Connection, tables: Sequence[str], rows: Mapping[str, int]) -> None:
    """Look into the tables themselves: they are not locked between their commit and the seal."""
    filled = set(catalog.filled_tables(connection, tables))
    if changed := [table for table in tables if (table in filled) != (rows[table] > 0)]:
        raise SupplygenError(
            f"someone has emptied or filled {', '.join(changed)} during the load: load again with --replace"
        )


def _check_ledger(connection: psycopg.Connection, run_id: int, tables: Sequence[str], rows: Mapping[str, int]) -> None:
    loaded = ledger.loaded_tables(connection, run_id)
    for table in tables:
        entry = loaded.get(table)
        if entry is None or entry.phase != "restored" or entry.row_count != rows[table]:
            found = "missing" if entry is None else f"{entry.phase} with {entry.row_count} rows"
            raise SupplygenError(
                f"table {table} is {found}; {rows[table]} rows were planned: load again with --replace"
            )


def _plain(item: DatabaseObject) -> DatabaseObject:
    return DatabaseObject(item.table_name, item.object_name, item.kind, item.definition)
