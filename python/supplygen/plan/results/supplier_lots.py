"""Production lots of suppliers: what one of them makes of a raw material in one run, for all plants that order it.

A supplier's first run of a week fills the first call-off of every plant, the second one the second, and so on.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from supplygen.arrays.columns import Coded
from supplygen.arrays.reading import Ints, texts
from supplygen.calendar import DAYS_A_WEEK, RUN_IN_WEEKS, date_of
from supplygen.context import GeneratorContext
from supplygen.plan.plan import Plan

SUPPLIER_SPAN, INGREDIENT_SPAN, RUN_SPAN = 100_000, 10_000, 256
"""More suppliers, raw materials, and runs of a week than there are: separates them in a lot's key."""


def lot_numbers(ctx: GeneratorContext, lot: Ints) -> Coded:
    """Lot numbers of rows of the plan's lots, such as L-SORBFR001-SORB001-202412-1: supplier, material, week, run."""
    plan = ctx.plan
    of_line, first = _supplier_lots(plan)
    lines = plan.materials.lines
    suppliers = _short(texts(ctx.tables["suppliers"], "supplier_code"))
    ingredients = _short(texts(ctx.tables["ingredients"], "ingredient_code"))
    weeks = [date_of(int(day)).isocalendar() for day in lines["order_day"][first]]
    names = [
        f"L-{suppliers[supplier]}-{ingredients[ingredient]}-{week.year}{week.week:02d}-{run + 1}"
        for supplier, ingredient, run, week in zip(
            lines["supplier"][first], lines["ingredient"][first], lines["call"][first], weeks, strict=True
        )
    ]
    return Coded(of_line[plan.materials.lots["line"][lot]].astype(np.int32), names)


@lru_cache(maxsize=1)
def _supplier_lots(plan: Plan) -> tuple[Ints, Ints]:
    """Number of each call-off's lot, and the first call-off of each lot: goods are made in the week of their order."""
    lines = plan.materials.lines
    week = _week(plan) + RUN_IN_WEEKS
    key = ((week * SUPPLIER_SPAN + lines["supplier"]) * INGREDIENT_SPAN + lines["ingredient"]) * RUN_SPAN + lines[
        "call"
    ]
    _, first, lot = np.unique(key, return_index=True, return_inverse=True)
    return lot.astype(np.int64), first


def _week(plan: Plan) -> Ints:
    """Week of the horizon in which each call-off was ordered."""
    return np.asarray((plan.materials.lines["order_day"] - plan.calendar.start_day) // DAYS_A_WEEK)


def _short(codes: list[str]) -> list[str]:
    """Business keys without their kind and dashes: SUP-SORB-FR-001 is SORBFR001."""
    return ["".join(code.split("-")[1:]) for code in codes]
