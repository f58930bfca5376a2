"""All that the pictures show of a database, read in one snapshot."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg.rows import dict_row

from supplygen.database import ledger
from supplygen.pictures import charts
from supplygen.pictures.backdrop import planted, towns
from supplygen.pictures.rows import Rows
from supplygen.progress import SILENT, Reporter


def read_data(connection: psycopg.Connection, progress: Reporter = SILENT) -> Mapping[str, Rows]:
    """Read the data of all pictures by name; refuse a database that holds no whole load."""
    run = ledger.whole_run(connection)
    names = charts.queries()
    found: dict[str, Rows] = {"planted": planted(run), "towns": towns()}
    with connection.cursor(row_factory=dict_row) as cursor, progress.phase("report", len(names), "queries") as phase:
        for name in names:
            found[name] = cursor.execute(charts.query(name).encode()).fetchall()
            phase.advance()
    return found
