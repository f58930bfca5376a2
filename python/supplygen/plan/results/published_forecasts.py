"""Which forecasts are published: by week, then item; what level 8 shows and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.reading import Ints, texts
from supplygen.context import GeneratorContext
from supplygen.policy.demand import FORECAST_CYCLE_WEEKS


@dataclass(frozen=True, slots=True)
class Published:
    """One value per forecast, in the order of their ids from 1."""

    item: Ints
    week: Ints
    cases: Ints


def published_forecasts(ctx: GeneratorContext) -> Published:
    """Forecasts of SKUs that are on sale in the week; slow sellers are forecast every few weeks."""
    weeks = np.arange(ctx.settings.weeks)
    cycle = np.array([FORECAST_CYCLE_WEEKS[name] for name in item_classes(ctx)])
    due = (weeks[:, None] + ctx.plan.items.sku) % cycle == 0
    week, item = np.nonzero(due & (ctx.plan.expected[:, : len(weeks)].T > 0))
    return Published(item, week, np.rint(ctx.plan.forecasts[item, week]).astype(np.int64))


def item_classes(ctx: GeneratorContext) -> np.ndarray:
    """ABC class of the SKU of each item."""
    return np.asarray(np.array(texts(ctx.tables["skus"], "abc_class"))[ctx.plan.items.sku])
