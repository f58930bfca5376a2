"""What a server's configuration costs a load, and what changes that."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import RawCursor
from psycopg.rows import class_row

from supplygen.database.session import SORT_MIB
from supplygen.database.sql import query


@dataclass(frozen=True, slots=True)
class Advice:
    """One setting, what it costs a load, and what to do about that."""

    kind: str
    """`danger`: what is loaded may be lost, or the load may not end; `cost`; `note`; `unseen`: not for this role."""
    setting: str
    """Its name; or another object of the server, which has no value."""
    value: str
    cost: str
    change: str
    """SQL where a statement does it, else words."""
    takes_effect: str
    """Of a changed setting: at a `restart`, a `reload`, or the `next connection`."""

    def __str__(self) -> str:
        """One line."""
        setting = f"{self.setting} = {self.value}" if self.value else self.setting
        return f"{setting}: {self.cost}: {self.change}{f' ({self.takes_effect})' if self.takes_effect else ''}"


def examine(
    connection: psycopg.Connection, written: int, builds: int, memory: int | None, shared_memory: int | None
) -> list[Advice]:
    """Judge the server for a load that writes as many bytes, and builds so many indexes at a time; the worst first.

    `memory` and `shared_memory` (/dev/shm) are the server's, in bytes; None where they are not seen.
    """
    with RawCursor(connection, row_factory=class_row(Advice)) as cursor:
        cursor.execute(query("doctor"), [written, builds, SORT_MIB << 20, memory, shared_memory])
        return cursor.fetchall()
