"""The bridge to the Rust simulator, from which the facts of levels 8 to 14 come: slices in, columns out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from supplygen._core import Simulator
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK, RUN_IN_WEEKS
from supplygen.context import GeneratorContext
from supplygen.generate.ahead import ahead
from supplygen.levels.raw import Raw


@dataclass(frozen=True, slots=True)
class Slice:
    """A run of distribution centers in one week; run-in weeks are negative and hold long hauls only."""

    week: int
    first_dc: int
    end_dc: int
    closes_week: bool = True
    """Whether it is the week's last one."""

    @property
    def opens_week(self) -> bool:
        """Whether this is the week's first slice, which also carries the week's long hauls."""
        return self.first_dc == 0


class Emitted(NamedTuple):
    """What the emit pass makes of a slice."""

    slice: Slice
    trucks: Ints
    """Rows of the plan's trucks that leave in it."""
    raw: Mapping[str, Raw]
    """Rows of the simulator, by table."""


class EmitPass:
    """Lives through the weeks again, now as rows; weeks that nobody asks for are lived through without."""

    def __init__(self, simulator: Simulator) -> None:
        """`simulator` is rewound."""
        self._simulator = simulator
        self._week = 0
        """The next that it will live through."""

    def run(self, ctx: GeneratorContext, weeks: range) -> Iterator[Emitted]:
        """Yield what slices of some weeks hold, the next one made meanwhile; what left before week 0 is with that."""
        if weeks.start < self._week:
            self._simulator.rewind(ctx.plan.numbering.bases)
            self._week = 0
        for week in range(self._week, weeks.start):
            self._simulator.simulate(week)
        self._week = ctx.settings.weeks  # unless all is taken, it has to begin anew
        for one, raw in ahead((one, emit(self._simulator, one)) for one in slices(ctx, weeks)):
            yield Emitted(one, departures(ctx, one), raw)
        self._week = weeks.stop


def slices(ctx: GeneratorContext, weeks: range | None = None) -> Iterator[Slice]:
    """Cut weeks of the emit pass into slices of about `settings.slice_rows` rows, in the order of time.

    A week is cut between distribution centers; what a center's week holds is never divided.
    """
    weeks = range(ctx.settings.weeks) if weeks is None else weeks
    if weeks.start == 0:
        yield from (Slice(week, 0, 0) for week in range(-RUN_IN_WEEKS, 0))
    rows = _rows_by_center_and_week(ctx)
    for week in weeks:
        first, held = 0, 0
        for dc in range(len(rows)):
            if held and held + rows[dc, week] > ctx.settings.slice_rows:
                yield Slice(week, first, dc, closes_week=False)
                first, held = dc, 0
            held += int(rows[dc, week])
        yield Slice(week, first, len(rows))


def _rows_by_center_and_week(ctx: GeneratorContext) -> Ints:
    """Dated rows by center and week; line tables grow in step with them."""
    counts: Ints = ctx.plan.dated_counts
    centers, _, days = counts.shape
    return np.asarray(counts.sum(axis=1).reshape(centers, days // DAYS_A_WEEK, DAYS_A_WEEK).sum(axis=2))


def emit(simulator: Simulator, one: Slice) -> Mapping[str, Raw]:
    """Rows of a slice, by the simulator's table names; slices of a center must come in the order of time."""
    if one.week < 0:
        return {}
    return simulator.emit(one.week, one.first_dc, one.end_dc)


def departures(ctx: GeneratorContext, one: Slice) -> Ints:
    """Rows of the plan's trucks that leave in a slice, in the order of their ids: all of a week in its first one."""
    trucks: Ints = ctx.plan.numbering.long_haul
    if not one.opens_week:
        return trucks[:0]
    monday = ctx.start_day + DAYS_A_WEEK * one.week
    day: Ints = ctx.plan.deployment.trucks["ship_day"][trucks]
    return trucks[(day >= monday) & (day < monday + DAYS_A_WEEK)]
