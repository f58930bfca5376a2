"""When batches run on which line: one after the other within the plant's operating hours of a day."""

from __future__ import annotations

import numpy as np

from supplygen.context import GeneratorContext
from supplygen.levels.amounts import sum_by
from supplygen.plan.calendar import DAY_US, HOUR_SECONDS, SECOND_US
from supplygen.plan.plan import Plan
from supplygen.plan.reading import Ints
from supplygen.spread import cumulative_within

FIRST_HOUR = 6
"""Hour of the day, UTC, at which production begins."""

LINE_SPAN = 1 << 20
"""More production lines than there are: separates the lines of a day in a shift's key."""


def running_times(ctx: GeneratorContext) -> tuple[Ints, Ints]:
    """Begin and end of each batch made, by batch id from 1, microseconds since 1970-01-01T00:00Z.

    A batch takes its changeover and its mass over the line's rate. Where the last batch of a day would run past the
    operating hours, all of the day run faster in proportion, so that each ends on its day.
    """
    plan: Plan = ctx.plan
    rows, made = plan.batches.rows, plan.produced
    sku, day = rows["sku"][made], rows["start"][made]
    lines = plan.batches.lines
    seconds, open_seconds = lines.seconds(sku, rows["input_grams"][made]), lines.open_seconds(sku)
    shift = np.unique(day * LINE_SPAN + lines.line_id[sku], return_inverse=True)[1]
    needed = np.maximum(sum_by(shift, seconds, len(made))[shift], open_seconds)
    upto = _upto(shift, seconds)
    dawn = day * DAY_US + FIRST_HOUR * HOUR_SECONDS * SECOND_US
    begin, end = ((at * open_seconds // needed) * SECOND_US + dawn for at in (upto - seconds, upto))
    return begin, end


def _upto(shift: Ints, seconds: Ints) -> Ints:
    """Seconds from the beginning of its shift to the end of each batch."""
    order = np.argsort(shift, kind="stable")
    upto = np.empty_like(seconds)
    upto[order] = cumulative_within(shift[order], seconds[order])
    return upto
