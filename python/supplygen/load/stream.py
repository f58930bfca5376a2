"""The third phase: rows are made and streamed, part after part by this process, or by others side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import psycopg
from sqlalchemy import Table

from supplygen.config import Settings
from supplygen.database.locks import OnWait
from supplygen.database.session import open_worker
from supplygen.load.connections import Connections
from supplygen.progress import Reporter
from supplygen.sinks.base import Leaf
from supplygen.sinks.postgres import Finished, PostgresSink
from supplygen.sinks.writer import BlockWritten, StreamingWriter, unheard


class RowSource(Protocol):
    """Where the rows come from."""

    @property
    def row_counts(self) -> Mapping[str, int]:
        """Exact rows of every table, once prepared."""

    @property
    def side_by_side(self) -> Sequence[str]:
        """Tables that are filled at the same time."""

    def prepare(self, progress: Reporter) -> None:
        """Simulate and count, without writing rows."""

    def cut(self, parts: int) -> None:
        """Let there be so many parts, once prepared."""

    def leaves(self, parts: Collection[int] = ()) -> Mapping[Leaf, int | None]:
        """What some parts, or all, have of the tables, with rows where these are known, once prepared."""

    def produce(self, writer: StreamingWriter, parts: Collection[int] = ()) -> None:
        """Write and finish what some parts, or all, have of the tables."""


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

    def run(self, _control: psycopg.Connection, streaming: Streaming) -> None:
        """Fill part after part; all that are due at once, if there is but one."""
        for number in streaming.due:
            sink = PostgresSink(
                lambda: open_worker(self._url, "copy"),
                streaming.run_id,
                streaming.connections.streams,
                streaming.on_finished,
                streaming.on_wait,
                streaming.by_parts,
            )
            parts = (number,) if streaming.settings.parts > 1 else ()
            fill(sink, self._source, parts, self._tables, streaming.finished, streaming.on_block)


def fill(
    sink: PostgresSink,
    source: RowSource,
    parts: Collection[int],
    tables: Iterable[Table],
    finished: Iterable[Leaf],
    on_block: BlockWritten = unheard,
) -> None:
    """Write what some parts, or all, have of the tables and is not `finished`, until all of it is committed."""
    writer = StreamingWriter(sink, tables, expected=source.leaves(parts), skip=finished, on_block=on_block)
    try:
        source.produce(writer, parts)
        writer.close()
    except BaseException:
        sink.abort()
        raise


def due_parts(source: RowSource, parts: int, finished: Collection[Leaf]) -> list[int]:
    """Return the parts of which something is not `finished`."""
    return [number for number in range(1, parts + 1) if source.leaves([number]).keys() - finished]
