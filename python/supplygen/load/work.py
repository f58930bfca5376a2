"""How far a whole load is: rows that are streamed and steps that are restored, on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from supplygen.database.ledger import FOREIGN_KEY, INDEX
from supplygen.load.restore import ANALYSIS
from supplygen.progress import SHARE, Phase, Reporter

STREAMING = 60
RESTORING = {INDEX: 20, FOREIGN_KEY: 5, ANALYSIS: 2}
"""Processor time that a row takes of loader and server together: streamed, and in each kind of step. Unit: 30 ns, as
measured at scale 1 on two cores; only the proportions count. Keys are put on indexes that stand, and take none."""


class LoadWork:
    """Counts what is done of a load: all in all, and the steps of its restoration."""

    def __init__(self, whole: Phase, steps: Phase, rows: Mapping[str, int], to_stream: int) -> None:
        """`rows` per table, and those `to_stream` of all together."""
        self._whole, self._steps, self._rows, self.to_stream = whole, steps, rows, to_stream
        self._bytes = 0

    def streamed(self, table: str, rows: int, size: int) -> None:
        """Count a block of a table."""
        self._bytes += size
        self.to_stream -= rows
        pace = self._bytes / max(self._whole.seconds, 1e-9) / 1e6
        self._whole.advance(rows * STREAMING, f"{table}, {pace:,.0f} MB/s")

    def restored(self, table: str, kind: str) -> None:
        """Count a step of a table, which is what is under way once nothing streams."""
        self._steps.advance()
        detail = self._whole.detail if self.to_stream else f"{kind.replace('_', ' ')} of {table}"
        self._whole.advance(_cost(self._rows, table, kind), detail)


@contextmanager
def load_work(
    progress: Reporter, rows: Mapping[str, int], to_stream: int, steps: list[tuple[str, str]]
) -> Iterator[LoadWork]:
    """Report on a load of `rows` per table, of which so many are still to be streamed, and restored in `steps`."""
    total = to_stream * STREAMING + sum(_cost(rows, table, kind) for table, kind in steps)
    with progress.phase("load", total, SHARE) as whole, progress.phase("restore", len(steps), "objects") as restoring:
        yield LoadWork(whole, restoring, rows, to_stream)


def _cost(rows: Mapping[str, int], table: str, kind: str) -> int:
    return rows[table] * RESTORING.get(kind, 0)
