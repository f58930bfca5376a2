"""Forecasts of every distribution center's demand by SKU and week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.context import GeneratorContext
from supplygen.plan.calendar import Calendar
from supplygen.plan.policy import FORECAST_BIAS, FORECAST_SIGMA, NEW_SKU_BIAS, NEW_SKU_WEEKS
from supplygen.plan.reading import Floats, Ints, ints

ORDER_LEAD_WEEKS = 1
"""Stores order a week before they sell: their order point looks one week ahead."""


@dataclass(frozen=True, slots=True)
class Items:
    """Every (distribution center, SKU) that some store lists; all arrays of one length, indices from 0."""

    dc: Ints
    sku: Ints

    def __len__(self) -> int:
        return len(self.dc)

    def keys(self) -> Ints:
        """Entity keys of the streams: unchanged when other items appear."""
        return (self.dc + 1) * 1_000_000 + self.sku + 1


def forecast(ctx: GeneratorContext, calendar: Calendar, items: Items, expected: Floats) -> Floats:
    """Forecast cases by item and week of the demand axis.

    Truth is the stores' expected demand a week later, when the goods are sold; error is lognormal, one draw per item
    and week; new SKUs are forecast too high.
    """
    truth = np.concatenate([expected[:, ORDER_LEAD_WEEKS:], expected[:, -ORDER_LEAD_WEEKS:]], axis=1)
    launch_week = (ints(ctx.tables["skus"], "launch_date") - calendar.start_day)[items.sku] // 7
    made = np.empty_like(truth)
    for week in range(truth.shape[1]):
        error = ctx.streams.lognormal("demand_forecasts.error", items.keys(), FORECAST_SIGMA, week)
        new = week - launch_week < NEW_SKU_WEEKS
        made[:, week] = truth[:, week] * error * np.where(new, NEW_SKU_BIAS, FORECAST_BIAS)
    return made


def window(forecasts: Floats, first: Ints, weeks: Ints) -> Floats:
    """Forecast cases of each item over its own run of weeks.

    Weeks before the horizon have no demand, nor have weeks after the axis.
    """
    total = np.concatenate([np.zeros((len(forecasts), 1)), np.cumsum(forecasts, axis=1)], axis=1)
    last_week = forecasts.shape[1]
    rows = np.arange(len(forecasts))
    begin = np.clip(first, 0, last_week)
    end = np.clip(first + weeks, 0, last_week)
    return np.asarray(total[rows, end] - total[rows, begin])
