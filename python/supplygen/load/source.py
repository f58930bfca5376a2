"""Where rows come from, and how they get from there into a sink."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from sqlalchemy import Table

from supplygen.progress import Reporter
from supplygen.sinks.base import Bounds, Leaf, Sink
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

    def bounds(self, leaf: Leaf) -> Bounds:
        """Leading keys of a leaf, once cut."""

    def produce(self, writer: StreamingWriter, parts: Collection[int] = ()) -> None:
        """Write and finish what some parts, or all, have of the tables."""


def fill(
    sink: Sink,
    source: RowSource,
    tables: Iterable[Table],
    on_block: BlockWritten = unheard,
    *,
    parts: Collection[int] = (),
    finished: Iterable[Leaf] = (),
) -> StreamingWriter:
    """Write what some parts, or all, have of the tables and is not `finished`, until the sink has all of it."""
    try:
        writer = StreamingWriter(sink, tables, expected=source.leaves(parts), skip=finished, on_block=on_block)
        source.produce(writer, parts)
        writer.close()
    except BaseException:
        sink.abort()
        raise
    return writer
