"""The last phase: nothing is called complete that is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import psycopg

from supplygen.database import catalog, ledger
from supplygen.database.ledger import DatabaseObject
from supplygen.database.session import make_durable
from supplygen.errors import SchemaRevisionError, SupplygenError
from supplygen.verify import stored


def seal(connection: psycopg.Connection, run_id: int, tables: Sequence[str], rows: Mapping[str, int]) -> None:
    """Mark the run complete, if every table is loaded and the catalog is what it was before the load."""
    with connection.transaction():
        make_durable(connection)
        _check_rows(connection, run_id, tables, rows)
        wanted = {_plain(item) for item in ledger.suspended(connection)}
        present = {_plain(item) for item in catalog.objects(connection, tables)}
        different = sorted(item.object_name for item in wanted ^ present)
        if different:
            raise SchemaRevisionError(
                f"after the load these keys or indexes are not what they were: {', '.join(different)}; "
                "someone changed the schema meanwhile: run `supplygen reset`, then `alembic check`"
            )
        stored.store(connection)
        ledger.complete_run(connection, run_id)


def _check_rows(connection: psycopg.Connection, run_id: int, tables: Sequence[str], rows: Mapping[str, int]) -> None:
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
