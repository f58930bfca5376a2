"""Forecasts of every distribution center's demand by SKU and week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.reading import ints
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import Calendar
from supplygen.policy.demand import FORECAST_BIAS, FORECAST_SIGMA, NEW_SKU_WEEKS
from supplygen.policy.stock import OPENING_COVER_WEEKS
from supplygen.world import World


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


def forecast(world: World, items: Items, truth: Floats) -> Floats:
    """Sober forecast in cases by item and week of the demand axis.

    Truth is what the stores are expected to order, from history and the promotion plan; error is lognormal, one draw
    per item and week.
    """
    made = np.empty_like(truth)
    for week in range(truth.shape[1]):
        error = world.streams.lognormal("demand_forecasts.error", items.keys(), FORECAST_SIGMA, week)
        made[:, week] = truth[:, week] * error * FORECAST_BIAS
    return made


def is_new(world: World, calendar: Calendar, sku: Ints, weeks: Ints) -> Bools:
    """Whether SKUs (indices) are new in weeks of the horizon."""
    launch_week = (ints(world.tables["skus"], "launch_date") - calendar.start_day)[sku] // 7
    return np.asarray(weeks - launch_week < NEW_SKU_WEEKS)


def with_optimism(world: World, calendar: Calendar, items: Items, sober: Floats) -> Floats:
    """Event QRK-OPTIMISM: forecasts of new SKUs are too high; the same array where the scenario is without it."""
    optimism = world.scenario.optimism
    if optimism is None:
        return sober
    new = is_new(world, calendar, items.sku[:, None], np.arange(sober.shape[1]))
    return np.where(new, sober * optimism.factor, sober)


def outlook(forecasts: Floats) -> Floats:
    """Demand that planning counts on: it begins `OPENING_COVER_WEEKS` before the horizon, at the first week's level."""
    return np.concatenate([np.repeat(forecasts[:, :1], OPENING_COVER_WEEKS, axis=1), forecasts], axis=1)


def window(demand: Floats, first: int, weeks: Ints) -> Floats:
    """Demand of each item over its own number of weeks from column `first` on; none before and after the columns."""
    total = np.concatenate([np.zeros((len(demand), 1)), np.cumsum(demand, axis=1)], axis=1)
    last = demand.shape[1]
    end = np.clip(first + weeks, 0, last)
    return np.asarray(total[np.arange(len(demand)), end] - total[:, min(max(first, 0), last)])
