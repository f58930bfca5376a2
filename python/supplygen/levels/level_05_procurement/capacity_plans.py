"""Capacity plans: what the plans of each week ask of each production line."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
from supplygen.arrays.rounding import round_half_up
from supplygen.context import GeneratorContext
from supplygen.plan.results.capacity import HOUR_PARTS


def capacity_plans(ctx: GeneratorContext) -> Columns:
    """Plans of all lines, from the run-in to the week after the as-of date."""
    load = ctx.results.capacity
    return {
        "id": dense_ids(len(load.line)),
        "production_line_id": load.line + 1,
        "week_start": ctx.calendar.monday(load.week),
        "available_hours": load.available,
        "planned_batches": load.batches,
        "planned_cases": load.cases,
        "planned_kg": load.grams,
        "changeover_hours": load.changeover,
        "run_hours": load.run,
        "planned_hours": load.planned,
        "utilisation": round_half_up(load.planned * HOUR_PARTS, np.maximum(load.available, 1)),
        "is_overloaded": load.planned > load.available,
    }
