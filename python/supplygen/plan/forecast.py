"""Forecasts of every distribution center's demand by SKU and week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.context import GeneratorContext
from supplygen.plan.calendar import Calendar
from supplygen.plan.policy import FORECAST_BIAS, FORECAST_SIGMA, NEW_SKU_BIAS, NEW_SKU_WEEKS, OPENING_COVER_WEEKS
from supplygen.plan.reading import Floats, Ints, ints


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


def forecast(ctx: GeneratorContext, calendar: Calendar, items: Items, truth: Floats) -> Floats:
    """Forecast cases by item and week of the demand axis.

    Truth is what the stores are expected to order, from history and the promotion plan; error is lognormal, one draw
    per item and week; new SKUs are forecast too high.
    """
    launch_week = (ints(ctx.tables["skus"], "launch_date") - calendar.start_day)[items.sku] // 7
    made = np.empty_like(truth)
    for week in range(truth.shape[1]):
        error = ctx.streams.lognormal("demand_forecasts.error", items.keys(), FORECAST_SIGMA, week)
        new = week - launch_week < NEW_SKU_WEEKS
        made[:, week] = truth[:, week] * error * np.where(new, NEW_SKU_BIAS, FORECAST_BIAS)
    return made


def outlook(forecasts: Floats) -> Floats:
    """Demand that planning counts on: it begins `OPENING_COVER_WEEKS` before the horizon, at the first week's level."""
    return np.concatenate([np.repeat(forecasts[:, :1], OPENING_COVER_WEEKS, axis=1), forecasts], axis=1)


def window(demand: Floats, first: int, weeks: Ints) -> Floats:
    """Demand of each item over its own number of weeks from column `first` on; none before and after the columns."""
    total = np.concatenate([np.zeros((len(demand), 1)), np.cumsum(demand, axis=1)], axis=1)
    last = demand.shape[1]
    end = np.clip(first + weeks, 0, last)
    return np.asarray(total[np.arange(len(demand)), end] - total[:, min(max(first, 0), last)])
