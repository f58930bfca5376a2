"""All that the pictures show of a database, read in one snapshot."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg.rows import dict_row

from supplygen.database import ledger
from supplygen.errors import UsageError
from supplygen.pictures import charts
from supplygen.pictures.backdrop import planted, towns
from supplygen.pictures.rows import Rows
from supplygen.progress import SILENT, Reporter

TO_LOAD = "run `supplygen load`"


def read_data(connection: psycopg.Connection, progress: Reporter = SILENT) -> Mapping[str, Rows]:
    """Read the data of all pictures by name; refuse a database that holds no finished load."""
    run = finished_run(connection)
    names = charts.queries()
    found: dict[str, Rows] = {"planted": planted(run), "towns": towns()}
    with connection.cursor(row_factory=dict_row) as cursor, progress.phase("report", len(names), "queries") as phase:
        for name in names:
            found[name] = cursor.execute(charts.query(name).encode()).fetchall()
            phase.advance()
    return found


def finished_run(connection: psycopg.Connection) -> ledger.Run:
    """Return the load that the database holds, which must be whole."""
    run = ledger.latest_run(connection)
    if run is None:
        raise UsageError(f"the database holds no load: {TO_LOAD}")
    if not run.is_complete:
        raise UsageError(f"the database holds an unfinished load: {TO_LOAD} with the same settings to finish it")
    return run
