"""What a sink is: one stream of encoded blocks per leaf, which is what a part has of a table; and how it is encoded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from sqlalchemy import Table

from supplygen.arrays.columns import Columns


class Leaf(NamedTuple):
    """What a part has of a table; a table that comes whole is one leaf, in some part."""

    table: str
    part: int = 1


class Bounds(NamedTuple):
    """Leading keys of a leaf, from the first to before the end; None is no limit."""

    first: int | None = None
    end: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no key lies between them."""
        return self.first is not None and self.first == self.end


@dataclass(slots=True)
class TableTotals:
    """What went through for one table, and how long it took."""

    rows: int = 0
    bytes: int = 0
    seconds: float = 0.0


class Block(NamedTuple):
    """Rows that an encoder has taken in, and the bytes that it gives out for now."""

    rows: int
    data: memoryview


class TableEncoder(Protocol):
    """Makes the bytes of one table; what it holds back it gives out later, at the trailer at last."""

    def header(self) -> bytes:
        """Return the bytes before the first row."""

    def encode(self, columns: Columns) -> Iterator[Block]:
        """Encode rows of the table, whose columns are given in its order."""

    def trailer(self) -> bytes:
        """Return the bytes after the last row."""


class TableStream(Protocol):
    """Takes the blocks of one leaf, in the order of its rows."""

    def write(self, block: memoryview) -> None:
        """Take a block; may wait until there is room, and raises what an earlier block ran into."""

    def finish(self, rows: int) -> None:
        """Take note that `rows` rows are complete."""


class Sink(Protocol):
    """A destination of leaves."""

    def encoder(self, table: Table) -> TableEncoder:
        """Make what encodes the rows of a table for this sink."""

    def hold(self, tables: Sequence[Table]) -> None:
        """Make sure of tables that are filled side by side, all or none, before the first of them is begun."""

    def open(self, table: Table, part: int, /) -> TableStream:
        """Begin what a part has of a table; each is begun once."""

    def close(self) -> None:
        """Wait until everything has arrived, or raise what went wrong."""

    def abort(self) -> None:
        """Give up: whatever is not finished is undone."""
