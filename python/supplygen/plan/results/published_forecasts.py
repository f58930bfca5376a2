"""Which forecasts are published, of which week and when; what level 8 shows and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.columns import dense_ids
from supplygen.arrays.reading import texts
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import DAYS_A_WEEK
from supplygen.plan.plan import Plan
from supplygen.policy.demand import (
    FORECAST_AHEAD_WEEKS,
    FORECAST_CYCLE_WEEKS,
    FORECAST_LAG_DAYS,
    FORECAST_LAG_WEEKS,
)
from supplygen.world import World

JUDGED_LAG = FORECAST_LAG_DAYS // DAYS_A_WEEK
"""Weeks from making the forecast that is judged to the week that it is for."""


@dataclass(frozen=True, slots=True)
class Published:
    """One value per forecast, by week, the oldest first; ids ascend."""

    id: Ints
    item: Ints
    week: Ints
    lag: Ints
    """Weeks from making it to its week."""
    cases: Ints

    @classmethod
    def of(cls, world: World, plan: Plan) -> Published:
        """Forecasts of SKUs that are on sale in the week; slow sellers are forecast every few weeks."""
        week, lag = versions(plan.calendar.weeks)
        cycle = np.array([FORECAST_CYCLE_WEEKS[name] for name in item_classes(world, plan)])
        due = ((week[:, None] + plan.items.sku) % cycle == 0) & (plan.demand.expected[:, week].T > 0)
        version, item = np.nonzero(due)
        week, lag = week[version], lag[version]
        cases = forecast_cases(plan, plan.demand.forecasts, item, week, lag)
        return cls(dense_ids(len(item)), item, week, lag, cases)

    def judged(self, weeks: int) -> Published:
        """Those that are adjusted, divided among channels and judged, of a horizon of `weeks` weeks."""
        chosen = np.flatnonzero((self.lag == JUDGED_LAG) & (self.week < weeks))
        return Published(*(getattr(self, name)[chosen] for name in ("id", "item", "week", "lag", "cases")))


def versions(weeks: int) -> tuple[Ints, Ints]:
    """Weeks that are forecast, and how many weeks ahead: those of a horizon and, on its last Monday, those after it."""
    last = weeks - 1
    of_horizon = {(week, lag) for week in range(weeks + FORECAST_AHEAD_WEEKS) for lag in FORECAST_LAG_WEEKS}
    ahead = {(weeks + at, at + 1) for at in range(FORECAST_AHEAD_WEEKS)}
    made = sorted((week, -lag) for week, lag in of_horizon | ahead if week - lag <= last)
    week, lag = np.array(made, dtype=np.int64).T
    return week, -lag


def forecast_cases(plan: Plan, forecasts: Floats, item: Ints, week: Ints, lag: Ints) -> Ints:
    """Cases that `forecasts` (by item and week, whatever the swings) come to with what was known of them then."""
    swing = plan.demand.swings.expected(plan.items.dc[item], plan.items.sku[item], week - lag, week)
    return np.rint(forecasts[item, week] * swing).astype(np.int64)


def item_classes(world: World, plan: Plan) -> np.ndarray:
    """ABC class of the SKU of each item."""
    return np.asarray(np.array(texts(world.tables["skus"], "abc_class"))[plan.items.sku])
