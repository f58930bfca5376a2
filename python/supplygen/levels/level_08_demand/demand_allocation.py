"""Demand allocation: the first forecast of a month for fast and medium sellers, divided among the sales channels."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.apportion import split_rows
from supplygen.arrays.columns import Columns
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.plan.results.published_forecasts import item_classes

SHARE_PARTS = 10_000
"""Planned shares of the channels are kept to four decimals."""


def demand_allocation(ctx: GeneratorContext) -> Columns:
    """Parts of the forecasts by channel; a channel without stores that list the SKU has none."""
    made = ctx.results.judged
    row = np.flatnonzero(item_classes(ctx, ctx.plan)[made.item] != "C")
    day = ctx.calendar.monday(made.week[row]).astype("datetime64[D]")
    month = day.astype("datetime64[M]").astype(np.int64)
    row = row[_first_of_each(made.item[row], month)]
    share = _channel_shares(ctx)[made.item[row]]
    parts = split_rows(made.cases[row], share)
    forecast, channel = np.nonzero(share)
    return {
        "forecast_id": made.id[row[forecast]],
        "channel_id": channel + 1,
        "planned_share": share[forecast, channel],
        "allocated_quantity_cases": parts[forecast, channel],
    }


def _first_of_each(item: Ints, month: Ints) -> Ints:
    """Positions of the first row of each item and month, ascending."""
    key = (month - month.min(initial=0)) * (int(item.max(initial=0)) + 1) + item
    return np.sort(np.unique(key, return_index=True)[1])


def _channel_shares(ctx: GeneratorContext) -> Ints:
    """Share of each channel in the plain demand of each item, in parts of `SHARE_PARTS` that add up to it."""
    rates = ctx.plan.demand.channel_rates
    weight = np.rint(rates / rates.sum(axis=1, keepdims=True) * (SHARE_PARTS * SHARE_PARTS)).astype(np.int64)
    return split_rows(np.full(len(weight), SHARE_PARTS), weight)
