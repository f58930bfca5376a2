"""The third phase: rows are made and streamed, part after part by this process, or by others side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import psycopg
from sqlalchemy import Table

from supplygen.config import Settings
from supplygen.database.company_schema import CompanySchema
from supplygen.database.locks import OnWait
from supplygen.database.session import open_worker
from supplygen.load.connections import Connections
from supplygen.load.source import RowSource, fill
from supplygen.sinks.base import Leaf
from supplygen.sinks.postgres import Finished, PostgresSink
from supplygen.sinks.writer import BlockWritten


@dataclass(frozen=True, slots=True)
class Streaming:
    """What a run still has to stream, and who hears of it."""

    run_id: int
    settings: Settings
    by_parts: Sequence[str]
    """Tables that are filled by several transactions."""
    finished: Collection[Leaf]
    """What is in the database already."""
    due: Sequence[int]
    """Parts of which something is missing."""
    connections: Connections
    on_block: BlockWritten
    on_finished: Finished
    on_wait: OnWait


class Streams(Protocol):
    """Who makes the rows of a load and streams them."""

    @property
    def at_once(self) -> int:
        """Parts that are made at the same time, at most."""

    def check(self, control: psycopg.Connection) -> None:
        """Refuse what would stop the stream; `control` holds the load's lock, and nothing is touched yet."""

    def prepare(self) -> None:
        """Begin with what takes long, while the rows are counted here."""

    def parts(self, rows: int) -> int:
        """Return how many parts fit so many rows, where nobody has said; refuse what is too little for the plan."""

    def run(self, control: psycopg.Connection, streaming: Streaming) -> None:
        """Stream what is due, until all of it is committed; else nobody streams any more, either."""


class OwnStreams:
    """One part after the other, made by this process."""

    at_once = 1

    def __init__(self, url: str, source: RowSource, tables: Iterable[Table]) -> None:
        """Fill `tables` of the database at `url` from a source that will be prepared."""
        self._url, self._source, self._tables = url, source, tuple(tables)

    def check(self, control: psycopg.Connection) -> None:
        """The load looks at all that this needs."""

    def prepare(self) -> None:
        """The source is prepared here."""

    def parts(self, _rows: int) -> int:
        """Memory is bounded without parts."""
        return 1

    def run(self, control: psycopg.Connection, streaming: Streaming) -> None:
        """Fill part after part; all that are due at once, if there is but one."""
        company = CompanySchema.of(control)
        for number in streaming.due:
            sink = PostgresSink(
                lambda: open_worker(self._url, "copy"),
                company,
                streaming.run_id,
                streaming.connections.streams,
                streaming.on_finished,
                streaming.on_wait,
                streaming.by_parts,
            )
            parts = (number,) if streaming.settings.parts > 1 else ()
            fill(sink, self._source, self._tables, streaming.on_block, parts=parts, finished=streaming.finished)


def due_parts(source: RowSource, parts: int, finished: Collection[Leaf]) -> list[int]:
    """Return the parts of which something is not `finished`."""
    return [number for number in range(1, parts + 1) if source.leaves([number]).keys() - finished]
