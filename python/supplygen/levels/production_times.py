"""When batches run on which line: one after the other within the plant's operating hours of a day."""

from __future__ import annotations

import numpy as np

from supplygen.context import GeneratorContext
from supplygen.levels.amounts import sum_by
from supplygen.plan.calendar import DAY_US, HOUR_SECONDS, SECOND_US
from supplygen.plan.plan import Plan
from supplygen.plan.reading import Ints, index, ints, texts
from supplygen.spread import cumulative_within

FIRST_HOUR = 6
"""Hour of the day, UTC, at which production begins."""

GRAMS_PER_KG = 1_000

LINE_SPAN = 1 << 20
"""More production lines than there are: separates the lines of a day in a shift's key."""


def filling_line(ctx: GeneratorContext) -> Ints:
    """Id of the line that fills each SKU: its plant's filling line for its product family."""
    lines, skus = ctx.tables["production_lines"], ctx.tables["skus"]
    families = texts(ctx.tables["products"], "product_family")
    keys = zip(
        index(lines, "plant_id").tolist(), texts(lines, "line_type"), texts(lines, "product_family"), strict=True
    )
    line_id = dict(zip(keys, ints(lines, "id").tolist(), strict=True))
    plants = len(ints(ctx.tables["plants"], "id"))
    table = [[line_id[plant, "filling", family] for family in families] for plant in range(plants)]
    return np.array(table, dtype=np.int64)[index(skus, "primary_plant_id"), index(skus, "product_id")]


def running_times(ctx: GeneratorContext) -> tuple[Ints, Ints]:
    """Begin and end of each batch made, by batch id from 1, microseconds since 1970-01-01T00:00Z.

    A batch takes its mass over the line's rate. Where a day's batches need more than the operating hours, all of them
    run faster in proportion, so that each ends on its day.
    """
    plan: Plan = ctx.plan
    rows, made = plan.batches.rows, plan.produced
    sku, day = rows["sku"][made], rows["start"][made]
    line = filling_line(ctx)[sku]
    seconds = _seconds(rows["input_grams"][made], ints(ctx.tables["production_lines"], "rate_kg_per_hour")[line - 1])
    open_seconds = (ints(ctx.tables["plants"], "hours_per_day") * HOUR_SECONDS)[plan.policy.plant[sku]]
    shift = np.unique(day * LINE_SPAN + line, return_inverse=True)[1]
    needed = np.maximum(sum_by(shift, seconds, len(made))[shift], open_seconds)
    upto = _upto(shift, seconds)
    dawn = day * DAY_US + FIRST_HOUR * HOUR_SECONDS * SECOND_US
    begin, end = ((at * open_seconds // needed) * SECOND_US + dawn for at in (upto - seconds, upto))
    return begin, end


def _seconds(grams: Ints, rate: Ints) -> Ints:
    """Whole seconds that a mass takes at a rate in kg per hour."""
    return -(-grams * HOUR_SECONDS // (rate * GRAMS_PER_KG))


def _upto(shift: Ints, seconds: Ints) -> Ints:
    """Seconds from the beginning of its shift to the end of each batch."""
    order = np.argsort(shift, kind="stable")
    upto = np.empty_like(seconds)
    upto[order] = cumulative_within(shift[order], seconds[order])
    return upto
