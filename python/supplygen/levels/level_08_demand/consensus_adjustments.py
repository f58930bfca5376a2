"""Consensus: what planners changed in a statistical forecast before it was published, and why.

The statistical forecast knows sales without promotions and has the bias of established SKUs; what the published one has
besides is the planners' work. Slow sellers are left to the statistics.
"""

from __future__ import annotations

import numpy as np

from supplygen.arrays.category import Category
from supplygen.arrays.columns import Columns, dense_ids
from supplygen.arrays.reading import index, ints
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.context import GeneratorContext
from supplygen.plan.course import hemispheres, launch_weeks
from supplygen.plan.forecast import is_new
from supplygen.plan.results.published_forecasts import Published, item_classes
from supplygen.policy.demand import (
    CONSENSUS_MEETING_DAYS,
    CONSENSUS_STEP,
    FORECAST_LAG_DAYS,
    INTELLIGENCE_RANGE,
    INTELLIGENCE_SHARE,
    ORDER_LEAD_WEEKS,
    ORDERED_AROUND_WEEKS,
)

REASONS = Category.of("consensus_adjustments", "reason_code")
PROMOTION, POST_PROMOTION, CANNIBALIZATION, NEW_PRODUCT, INTELLIGENCE = REASONS.codes(
    "promotion", "post_promotion", "cannibalization", "new_product", "market_intelligence"
)

ROLE_OF_REASON = {
    "promotion": "key_account_manager",
    "post_promotion": "demand_planner",
    "cannibalization": "brand_manager",
    "new_product": "brand_manager",
    "market_intelligence": "sales_director",
}
"""Who changes a forecast for each reason."""


def consensus_adjustments(ctx: GeneratorContext) -> Columns:
    """Changes of at least one case, in the order of the forecasts."""
    made = ctx.results.judged
    factor, reason = _factors(ctx, made)
    statistical = np.rint(made.cases / factor).astype(np.int64)
    listed = item_classes(ctx, ctx.plan)[made.item] != "C"
    row = np.flatnonzero(listed & (statistical != made.cases))
    reasons = REASONS.coded(reason[row])
    return {
        "id": dense_ids(len(row)),
        "forecast_id": made.id[row],
        "adjustment_date": ctx.calendar.monday(made.week[row]) - FORECAST_LAG_DAYS - CONSENSUS_MEETING_DAYS,
        "statistical_quantity_cases": statistical[row],
        "adjustment_cases": (made.cases - statistical)[row],
        "consensus_quantity_cases": made.cases[row],
        "reason_code": reasons,
        "adjusted_by": Category.of("consensus_adjustments", "adjusted_by").following(reasons, ROLE_OF_REASON),
    }


def _factors(ctx: GeneratorContext, made: Published) -> tuple[Floats, Ints]:
    """Published over statistical forecast, and the reason that weighs most."""
    lift = _promotion_lift(ctx, made)
    lift = np.where(np.abs(lift - 1) >= CONSENSUS_STEP, lift, 1.0)
    new = is_new(launch_weeks(ctx)[ctx.plan.items.sku[made.item]], made.week)
    optimism = np.where(new, ctx.scenario.optimism.factor if ctx.scenario.optimism else 1.0, 1.0)
    dip = np.where(_has_own_promotion(ctx, made), POST_PROMOTION, CANNIBALIZATION)
    by_promotion = np.where(lift > 1, PROMOTION, dip)
    heard = _intelligence(ctx, made, (lift == 1) & ~new)
    reason = np.where(heard != 1, INTELLIGENCE, np.where(new, NEW_PRODUCT, by_promotion))
    reason = np.where(new & (np.abs(lift - 1) > optimism - 1), by_promotion, reason)
    return lift * optimism * heard, reason


def _promotion_lift(ctx: GeneratorContext, made: Published) -> Floats:
    """Demand that the orders of a week are for, over that of a week of the same course and no promotion."""
    demand, items, week = ctx.plan.demand, ctx.plan.items, made.week + ORDER_LEAD_WEEKS
    expected = demand.expected[made.item, week]
    course = demand.course[hemispheres(ctx)[items.dc[made.item]], items.sku[made.item], week]
    plain = demand.channel_rates.sum(axis=1)[made.item] * course
    # Behind an SKU's last week nothing is expected: then the forecast stands as it is.
    return np.asarray(np.divide(expected, plain, where=expected > 0, out=np.ones_like(expected)))


def _has_own_promotion(ctx: GeneratorContext, made: Published) -> Bools:
    """Whether the SKU's own promotions shape what is ordered in the week: stores buy before them and pause after."""
    promos, members = ctx.tables["promotions"], ctx.lookup.children("promotion_skus", "promo_id", "promotions")
    sku = index(ctx.tables["promotion_skus"], "sku_id")[members.rows]
    first = ctx.calendar.week(ints(promos, "start_date")) - ORDERED_AROUND_WEEKS
    end = ctx.calendar.week(ints(promos, "end_date")) + ints(promos, "hangover_weeks") + ORDERED_AROUND_WEEKS + 1
    shaped = np.zeros((len(ints(ctx.tables["skus"], "id")), int(made.week.max(initial=0)) + 1), dtype=np.bool_)
    for promo, begins in enumerate(np.maximum(first, 0)):
        shaped[sku[members.start[promo] : members.start[promo + 1]], begins : max(end[promo], 0)] = True
    return np.asarray(shaped[ctx.plan.items.sku[made.item], made.week])


def _intelligence(ctx: GeneratorContext, made: Published, plain: np.ndarray) -> Floats:
    """Factor of what sales has heard, for a few of the forecasts that nothing else has changed."""
    keys = ctx.plan.items.keys()[made.item]
    chosen = plain & (ctx.streams.uniform("consensus_adjustments.chosen", keys, made.week) < INTELLIGENCE_SHARE)
    low, high = INTELLIGENCE_RANGE
    size = low + (high - low) * ctx.streams.uniform("consensus_adjustments.size", keys, made.week)
    up = ctx.streams.uniform("consensus_adjustments.direction", keys, made.week) < 0.5
    return np.where(chosen, np.where(up, 1 + size, 1 - size), 1.0)
