"""Loads that this database has seen: those that ended, and the one that it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from supplygen.database.sql import query

Phases = Mapping[str, float]
"""Seconds of each phase, in the order of their start."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """One load."""

    run_id: int
    outcome: str
    """`complete`, `replaced` by another before it was, or `loading`: under way or interrupted."""
    settings: Mapping[str, Any]
    started_at: datetime
    ended_at: datetime | None
    row_count: int
    phases: Sequence[Mapping[str, Any]]
    """Name and seconds of each, in the order of their start; none of loads that were not sealed, or came as files."""

    @property
    def seconds(self) -> float | None:
        """From start to end by the server's clock, the time between an interruption and its sequel included."""
        return None if self.ended_at is None else (self.ended_at - self.started_at).total_seconds()


def past_runs(connection: psycopg.Connection) -> list[PastRun]:
    """Return all loads in the order of their start."""
    with connection.cursor(row_factory=class_row(PastRun)) as cursor:
        cursor.execute(query("past_runs"))
        return cursor.fetchall()


def enter_complete(connection: psycopg.Connection, run_id: int, phases: Phases) -> None:
    """Enter a run that is marked complete; belongs in the transaction that does so."""
    _enter(
        connection,
        "complete",
        "id = %(run_id)s",
        {"run_id": run_id, "phases": Jsonb([{"name": name, "seconds": seconds} for name, seconds in phases.items()])},
    )


def enter_replaced(connection: psycopg.Connection, run_id: int) -> None:
    """Enter unfinished runs that another takes the place of; belongs in the transaction that forgets them."""
    unfinished = "id <> %(run_id)s AND status <> 'complete'"
    _enter(connection, "replaced", unfinished, {"run_id": run_id, "phases": Jsonb([])})


def _enter(connection: psycopg.Connection, outcome: str, chosen: str, values: Mapping[str, object]) -> None:
    connection.execute(
        "INSERT INTO supplygen.history (run_id, outcome, settings, started_at, ended_at, row_count, phases)"
        " SELECT id, %(outcome)s, settings, started_at, clock_timestamp(), (SELECT coalesce(sum(row_count), 0)"
        f" FROM supplygen.ledger WHERE ledger.run_id = run.id), %(phases)s FROM supplygen.run WHERE {chosen}",
        {**values, "outcome": outcome},
    )
