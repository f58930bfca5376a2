"""`supplygen reset`: empty the database, whatever state a load has left it in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import psycopg
from psycopg import sql

from supplygen.database import leaves, ledger
from supplygen.database.catalog import objects, validate
from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import in_layout
from supplygen.database.ledger import FOREIGN_KEY, Suspended
from supplygen.database.locks import OnWait, in_silence, with_locks
from supplygen.database.session import insist_on_sessions, make_durable, open_session, translated
from supplygen.database.target import one_line
from supplygen.errors import SupplygenError, UsageError
from supplygen.load.check import acquire_lock, check_server, insist
from supplygen.schema import TABLES
from supplygen.verify import stored

_REFUSALS = (psycopg.ProgrammingError, psycopg.DataError, psycopg.IntegrityError, psycopg.NotSupportedError)
"""What a server says where a definition no longer fits; not where something is amiss with the server itself."""


def empty_database(
    url: str, tables: Sequence[str], *, leave_out: Collection[str] = (), on_wait: OnWait = in_silence
) -> list[Suspended]:
    """Empty all tables, build what is missing of keys and indexes, forget all runs; all in one transaction.

    `leave_out`: names of the user's own keys and indexes that need not come back. Returns those that did not.
    """
    insist_on_sessions(url)
    with open_session(url, "reset") as connection, translated("reset"):
        check_server(connection)
        acquire_lock(connection)
        insist(connection, tables, "reset")
        left_out = _left_out(ledger.suspended(connection), leave_out)
        with_locks(connection, tables, lambda: _empty(connection, tables, left_out), on_wait)
        return left_out


def _empty(connection: psycopg.Connection, tables: Sequence[str], left_out: Sequence[Suspended]) -> None:
    make_durable(connection)
    company = CompanySchema.of(connection)
    leaves.drop(connection, tables, attached=False)
    names = sql.SQL(", ").join(sql.SQL("ONLY {}").format(company.identifier(table)) for table in tables)
    connection.execute(in_layout(connection, sql.SQL("TRUNCATE {} RESTART IDENTITY").format(names)))
    _restore(connection, company, tables, left_out)
    connection.execute("DELETE FROM supplygen.run")
    connection.execute("DELETE FROM supplygen.history")
    stored.clear(connection)


def _left_out(suspended: Sequence[Suspended], names: Collection[str]) -> list[Suspended]:
    found = [item for item in suspended if item.object_name in names and not item.restored]
    unknown = set(names) - {item.object_name for item in found}
    if unknown:
        raise UsageError(f"no key or index of that name is taken down: {', '.join(sorted(unknown))}")
    if ours := [item.object_name for item in found if _is_declared(item)]:
        raise UsageError(f"{', '.join(ours)} is supplygen's own, and always comes back")
    return found


def _is_declared(item: Suspended) -> bool:
    table = TABLES[item.table_name]
    declared = [*(one.name for one in table.constraints), *(one.name for one in table.indexes)]
    return item.object_name in map(str, declared)


def _restore(
    connection: psycopg.Connection, company: CompanySchema, tables: Sequence[str], left_out: Sequence[Suspended]
) -> None:
    """Empty tables take their keys at once; what is there stays."""
    present = {(item.table_name, item.object_name, item.kind) for item in objects(connection, tables)}
    for item in ledger.suspended(connection):
        if item.restored or item in left_out:
            continue
        try:
            if (item.table_name, item.object_name, item.kind) not in present:
                connection.execute(item.definition.encode())
            elif item.kind == FOREIGN_KEY:  # the load had only declared it
                validate(connection, company, item)
        except _REFUSALS as error:
            raise SupplygenError(_in_the_way(item, error)) from error


def _in_the_way(item: Suspended, error: psycopg.Error) -> str:
    name = f"{item.kind.replace('_', ' ')} {item.object_name} of {item.table_name}"
    if _is_declared(item):
        return f"{name} cannot come back: {one_line(error)}"
    return (
        f"{name}, which is not supplygen's, cannot come back: {one_line(error)}; put that right, or give it up with"
        f" `supplygen reset --leave-out {item.object_name}`: it was {item.definition}"
    )
