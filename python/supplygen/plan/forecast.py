"""Forecasts of every distribution center's demand by SKU and week, and what they are from week to week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.plan.swings import Swings
from supplygen.policy.demand import FORECAST_BIAS, FORECAST_SIGMA, NEW_SKU_WEEKS
from supplygen.policy.stock import OPENING_COVER_WEEKS
from supplygen.scenario import Optimism
from supplygen.streams import Streams

ITEM = KeyLayout("dc", sku=1_000_000)
"""An item."""


@dataclass(frozen=True, slots=True)
class Items:
    """Every (distribution center, SKU) that some store lists; all arrays of one length, indices from 0."""

    dc: Ints
    sku: Ints

    def __len__(self) -> int:
        return len(self.dc)

    def keys(self) -> Ints:
        """Entity keys of the streams: unchanged when other items appear."""
        return ITEM.key(dc=self.dc + 1, sku=self.sku + 1)


def forecast(streams: Streams, items: Items, truth: Floats) -> Floats:
    """Sober forecast in cases by item and week of the demand axis, whatever the swings.

    Truth is what the stores are expected to order, from history and the promotion plan; error is lognormal, one draw
    per item and week.
    """
    made = np.empty_like(truth)
    for week in range(truth.shape[1]):
        error = streams.lognormal("demand_forecasts.error", items.keys(), FORECAST_SIGMA, week)
        made[:, week] = truth[:, week] * error * FORECAST_BIAS
    return made


def is_new(launch_week: Ints, weeks: Ints) -> Bools:
    """Whether SKUs that were launched in a week are new in another one."""
    return np.asarray(weeks - launch_week < NEW_SKU_WEEKS)


def with_optimism(optimism: Optimism | None, launch_week: Ints, sober: Floats) -> Floats:
    """Event QRK-OPTIMISM: forecasts of new SKUs are too high; the same array where the scenario is without it.

    `launch_week` is that of each item.
    """
    if optimism is None:
        return sober
    new = is_new(launch_week[:, None], np.arange(sober.shape[1]))
    return np.where(new, sober * optimism.factor, sober)


def with_cover(forecasts: Floats) -> Floats:
    """Demand that planning counts on: it begins `OPENING_COVER_WEEKS` before the horizon, at the first week's level."""
    return np.concatenate([np.repeat(forecasts[:, :1], OPENING_COVER_WEEKS, axis=1), forecasts], axis=1)


class Outlook:
    """What planners expect of the weeks ahead: the forecasts, and swings as far as they know of them."""

    def __init__(self, items: Items, covered: Floats, swings: Swings) -> None:
        """`covered` is by item and week, and begins `OPENING_COVER_WEEKS` before the horizon."""
        self._items, self.covered, self._swings = items, covered, swings

    def window(self, now: int, first: int, weeks: Ints, items: Ints | None = None) -> Floats:
        """Demand of `items` (all, unless said) over a number of weeks of each from `first` on, as known in week `now`.

        There is none before and after the forecasts.
        """
        rows = np.arange(len(self._items)) if items is None else items
        column = np.arange(first, first + int(weeks.max(initial=0))) + OPENING_COVER_WEEKS
        column = column[(column >= 0) & (column < self.covered.shape[1])]
        total = np.zeros((len(rows), len(column) + 1))
        np.cumsum(self._moved(now, rows, column), axis=1, out=total[:, 1:])
        before = max(-OPENING_COVER_WEEKS - first, 0)
        return np.asarray(total[np.arange(len(rows)), np.clip(weeks - before, 0, len(column))])

    def _moved(self, now: int, rows: Ints, column: Ints) -> Floats:
        """Forecasts times the swings that are expected, by item and week."""
        week = column - OPENING_COVER_WEEKS
        sku, center = self._swings.skus.expected(now, week), self._swings.of_centers(now, week)
        swing = sku[self._items.sku[rows]] * center[self._items.dc[rows]]
        return np.asarray(self.covered[rows[:, None], column] * swing)


class Cumulative:
    """Demand of each item, added up over weeks once, to be asked for over runs of them."""

    def __init__(self, demand: Floats) -> None:
        """`demand` is by item and week, shape (items, weeks)."""
        self._total = np.zeros((len(demand), demand.shape[1] + 1))
        np.cumsum(demand, axis=1, out=self._total[:, 1:])

    def window(self, first: int, weeks: Ints, items: Ints | None = None) -> Floats:
        """Demand of `items` (all, unless said) over a number of weeks of each from column `first` on.

        There is none before and after the columns.
        """
        rows = np.arange(len(self._total)) if items is None else items
        last = self._total.shape[1] - 1
        end = np.clip(first + weeks, 0, last)
        return np.asarray(self._total[rows, end] - self._total[rows, min(max(first, 0), last)])
