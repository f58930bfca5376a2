"""A load or reset that is at work in the database, seen from another session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row

from supplygen.database.locks import find_holders
from supplygen.database.session import ADVISORY_LOCK
from supplygen.database.sql import query


@dataclass(frozen=True, slots=True)
class Work:
    """Something that takes the server a while."""

    work: str
    """`copy`, `index` or `analyze`."""
    table_name: str
    object_name: str | None
    """The index that is built, where it is visible: one whose transaction is under way is not."""
    done: int
    total: int | None
    """Where it is known."""
    unit: str

    def __str__(self) -> str:
        what = f"{self.work} {self.object_name or ''}".rstrip()
        of = f" of {self.total:,}" if self.total else ""
        return f"{what} of {self.table_name}: {self.done:,}{of} {self.unit}"


@dataclass(frozen=True, slots=True)
class AtWork:
    """Who has the lock of a load or reset, and what the server does meanwhile."""

    holder: str
    doing: Sequence[Work]


def at_work(connection: psycopg.Connection) -> AtWork | None:
    """Return what is under way in the database, or None where nobody loads or empties it."""
    found = find_holders(connection, advisory=[ADVISORY_LOCK])
    if not found:
        return None
    with connection.cursor(row_factory=class_row(Work)) as cursor:
        cursor.execute(query("at_work"))
        return AtWork(found[0], cursor.fetchall())
