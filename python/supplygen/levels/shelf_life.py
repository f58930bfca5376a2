"""Last days of shelf life of raw materials; those of finished goods are in the plan."""

from __future__ import annotations

import numpy as np

from supplygen.context import GeneratorContext
from supplygen.plan.plan import Plan
from supplygen.plan.reading import Ints, ints


def lot_expiry(ctx: GeneratorContext, lot: Ints) -> Ints:
    """Last day of shelf life of raw lots, by row of the plan's lots: counted from receipt."""
    plan: Plan = ctx.plan
    lots, lines = plan.materials.lots, plan.materials.lines
    shelf_life = ints(ctx.tables["ingredients"], "shelf_life_days")[lines["ingredient"][lots["line"][lot]]]
    return np.asarray(lots["receipt_day"][lot] + shelf_life)
