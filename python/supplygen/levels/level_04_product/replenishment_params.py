"""Stock policy of each distribution center for each SKU that its stores list, as the plan applies it."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns
from supplygen.context import GeneratorContext
from supplygen.plan.production import demand_deviation


def replenishment_params(ctx: GeneratorContext) -> Columns:
    """One row per center and SKU; safety stock covers the review period and the lead time, demand as forecast."""
    items, policy = ctx.plan.items, ctx.plan.policy
    review, z = policy.review_weeks[items.sku], policy.safety_z[items.sku]
    lead = ctx.plan.lead_weeks
    average = ctx.plan.demand.forecasts[:, : ctx.settings.weeks].mean(axis=1)
    safety = z * demand_deviation(average, review + lead)
    return {
        "dc_id": items.dc + 1,
        "sku_id": items.sku + 1,
        "review_period_weeks": review,
        "lead_time_weeks": lead,
        "service_z": np.rint(z * 100).astype(np.int64),
        "safety_stock_cases": np.ceil(safety).astype(np.int64),
        "average_weekly_cases": np.rint(average * 1000).astype(np.int64),
    }
