"""The bridge to the Rust simulator, from which the facts of levels 8 to 14 come: slices in, columns out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from supplygen._core import Simulator
from supplygen.arrays.types import Ints
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.context import GeneratorContext
from supplygen.levels.raw import Raw


@dataclass(frozen=True, slots=True)
class Slice:
    """A run of distribution centers in one week; run-in weeks are negative and hold long hauls only."""

    week: int
    first_dc: int
    end_dc: int

    @property
    def opens_week(self) -> bool:
        """Whether this is the week's first slice, which also carries the week's long hauls."""
        return self.first_dc == 0


def slices(ctx: GeneratorContext) -> Iterator[Slice]:
    """Cut the emit pass into slices of about `settings.slice_rows` rows, in the order of time.

    A week is cut between distribution centers; what a center's week holds is never divided.
    """
    for week in range(-RUN_IN_WEEKS, 0):
        yield Slice(week, 0, 0)
    rows = _rows_by_center_and_week(ctx)
    for week in range(rows.shape[1]):
        first, held = 0, 0
        for dc in range(len(rows)):
            if held and held + rows[dc, week] > ctx.settings.slice_rows:
                yield Slice(week, first, dc)
                first, held = dc, 0
            held += int(rows[dc, week])
        yield Slice(week, first, len(rows))


def _rows_by_center_and_week(ctx: GeneratorContext) -> Ints:
    """Dated rows by center and week; line tables grow in step with them."""
    counts: Ints = ctx.plan.dated_counts
    centers, _, days = counts.shape
    return np.asarray(counts.sum(axis=1).reshape(centers, days // 7, 7).sum(axis=2))


def emit(simulator: Simulator, part: Slice) -> Mapping[str, Raw]:
    """Rows of a slice, by the simulator's table names; slices of a center must come in the order of time."""
    if part.week < 0:
        return {}
    return simulator.emit(part.week, part.first_dc, part.end_dc)


def departures(ctx: GeneratorContext, part: Slice) -> Ints:
    """Rows of the plan's trucks that leave in a slice, in the order of their ids: all of a week in its first one."""
    trucks: Ints = ctx.plan.numbering.long_haul
    if not part.opens_week:
        return trucks[:0]
    monday = ctx.start_day + 7 * part.week
    day: Ints = ctx.plan.deployment.trucks["ship_day"][trucks]
    return trucks[(day >= monday) & (day < monday + 7)]
