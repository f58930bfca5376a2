"""`supplygen reset`: empty the database, whatever state a load has left it in."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from supplygen.database import ledger
from supplygen.database.catalog import objects, table_identifier
from supplygen.database.ledger import FOREIGN_KEY
from supplygen.database.session import make_durable, open_session, translated
from supplygen.load.check import acquire_lock, check_server
from supplygen.verify import stored


def empty_database(url: str, tables: Sequence[str]) -> None:
    """Empty all tables, build what is missing of keys and indexes, forget all runs; all in one transaction."""
    with open_session(url, "reset") as connection, translated("reset"):
        acquire_lock(connection)
        check_server(connection, tables)
        with connection.transaction():
            make_durable(connection)
            names = sql.SQL(", ").join(table_identifier(table) for table in tables)
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(names))
            _restore(connection, tables)
            connection.execute("DELETE FROM supplygen.run")
            stored.clear(connection)


def _restore(connection: psycopg.Connection, tables: Sequence[str]) -> None:
    """Empty tables take their keys at once; a foreign key that is only declared is validated. What is there stays."""
    present = {(item.table_name, item.object_name, item.kind) for item in objects(connection, tables)}
    for item in ledger.suspended(connection):
        if item.restored:
            continue
        if (item.table_name, item.object_name, item.kind) not in present:
            connection.execute(item.definition.encode())
        elif item.kind == FOREIGN_KEY:
            statement = sql.SQL("ALTER TABLE {} VALIDATE CONSTRAINT {}")
            connection.execute(statement.format(table_identifier(item.table_name), sql.Identifier(item.object_name)))
