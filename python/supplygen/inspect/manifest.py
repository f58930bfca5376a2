"""What a loaded database holds, in one document: settings, planted events and where they show, named entities, rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version

import psycopg
from psycopg import sql

from supplygen.calendar import DAYS_A_WEEK
from supplygen.database import ledger
from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import in_layout
from supplygen.facts.reader import records
from supplygen.scenario import Event, Scenario
from supplygen.schema.graph import level_graph


def read_manifest(connection: psycopg.Connection) -> dict[str, object]:
    """Describe the load that the database holds, as JSON values."""
    run = ledger.held_run(connection)
    start, weeks = date.fromisoformat(run.settings["start"]), int(run.settings["weeks"])
    loaded = ledger.loaded_tables(connection, run.id)
    rows = {name: loaded[name].row_count for name in level_graph().names if name in loaded}
    return {
        "product": {"name": "supplygen", "version": version("supplygen")},
        "data_version": run.settings["data_version"],
        "status": run.status,
        "settings": dict(run.settings),
        "as_of_date": (start + timedelta(days=DAYS_A_WEEK * weeks - 1)).isoformat(),
        "scenario": {
            "name": run.settings["scenario"],
            "events": list(_events(connection, Scenario.restored(run.settings.get("events", {})), start, weeks)),
        },
        "named_entities": list(_named(connection)),
        "tables": rows,
        "total_rows": sum(rows.values()),
    }


def _events(connection: psycopg.Connection, scenario: Scenario, start: date, weeks: int) -> Iterator[dict[str, object]]:
    """Describe every event with its window in the calendar and the rows that it has touched."""
    touched = _touched(connection)
    occurring = scenario.within(weeks).events
    for event in scenario.events:
        yield {
            "code": event.code,
            "title": event.title,
            "description": event.description,
            "parameters": event.content(),
            "window": _window(event, start),
            "occurs": event in occurring,
            "injection_rows": touched.get(event.code, {}),
        }


def _window(event: Event, start: date) -> dict[str, str | None]:
    first, last = event.window(start)
    return {"first_day": first.isoformat(), "last_day": last.isoformat() if last else None}


def _touched(connection: psycopg.Connection) -> dict[str, dict[str, int]]:
    """Rows of the truth table by event and table."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for event, table, count in connection.execute(
        "SELECT event_code, table_name, count(*) FROM supplygen.injection GROUP BY 1, 2 ORDER BY 1, 2"
    ):
        found[event][table] = count
    return found


def _named(connection: psycopg.Connection) -> Iterator[dict[str, object]]:
    """Look up the named entities that the database has."""
    company = CompanySchema.of(connection)
    for entity in records("named_entities"):
        query = sql.SQL("SELECT id, {column} FROM ONLY {table} WHERE {column} LIKE {pattern} ORDER BY id").format(
            column=sql.Identifier(entity["column"]),
            table=company.identifier(entity["table"]),
            pattern=sql.Literal(entity["code"]),
        )
        for row_id, code in connection.execute(in_layout(connection, query)):
            yield {"table": entity["table"], "id": row_id, "code": code, "what": entity["what"]}
