"""Which forecasts are published: by week, then item; what level 8 shows and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.reading import texts
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import DAYS_A_WEEK
from supplygen.plan.plan import Plan
from supplygen.policy.demand import FORECAST_CYCLE_WEEKS, FORECAST_LAG_DAYS
from supplygen.world import World


@dataclass(frozen=True, slots=True)
class Published:
    """One value per forecast, in the order of their ids from 1."""

    item: Ints
    week: Ints
    cases: Ints

    @classmethod
    def of(cls, world: World, plan: Plan) -> Published:
        """Forecasts of SKUs that are on sale in the week; slow sellers are forecast every few weeks."""
        weeks = np.arange(plan.calendar.weeks)
        cycle = np.array([FORECAST_CYCLE_WEEKS[name] for name in item_classes(world, plan)])
        due = (weeks[:, None] + plan.items.sku) % cycle == 0
        week, item = np.nonzero(due & (plan.demand.expected[:, : len(weeks)].T > 0))
        return cls(item, week, forecast_cases(plan, plan.demand.forecasts, item, week))


def forecast_cases(plan: Plan, forecasts: Floats, item: Ints, week: Ints) -> Ints:
    """Cases that `forecasts` (by item and week, whatever the swings) come to with what was known of them then."""
    made = week - FORECAST_LAG_DAYS // DAYS_A_WEEK
    swing = plan.demand.swings.expected(plan.items.dc[item], plan.items.sku[item], made, week)
    return np.rint(forecasts[item, week] * swing).astype(np.int64)


def item_classes(world: World, plan: Plan) -> np.ndarray:
    """ABC class of the SKU of each item."""
    return np.asarray(np.array(texts(world.tables["skus"], "abc_class"))[plan.items.sku])
