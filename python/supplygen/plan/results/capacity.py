"""What the plans of each week ask of each production line, against its operating hours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.amounts import sum_by
from supplygen.arrays.reading import index, ints, texts
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK, HOUR_MINUTES, RUN_IN_WEEKS
from supplygen.plan.plan import Plan
from supplygen.policy.production import CHANGEOVER_MINUTES
from supplygen.world import World

HOUR_PARTS = 10_000
"""Hours are kept to four decimals."""

KG_PARTS = HOUR_PARTS // 1_000
"""A gram at a kilogram an hour takes so many ten-thousandths of an hour."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """One value per week and line, week after week, hours in ten-thousandths."""

    line: Ints
    """Row in `production_lines`."""
    week: Ints
    """Week of the horizon; the run-in's are negative, the last one follows the as-of date."""
    available: Ints
    batches: Ints
    cases: Ints
    grams: Ints
    changeover: Ints
    run: Ints

    @property
    def planned(self) -> Ints:
        """Hours that the week's batches take."""
        return self.changeover + self.run

    @classmethod
    def of(cls, world: World, plan: Plan) -> Capacity:
        """Load of all lines: a filling line has a changeover for each batch, shared lines run through all families."""
        lines, plants = world.tables["production_lines"], world.tables["plants"]
        plant, rate = index(lines, "plant_id"), ints(lines, "rate_kg_per_hour")
        filling = np.array([kind == "filling" for kind in texts(lines, "line_type")])
        weeks = max(plan.calendar.weeks, int(planned_week(plan).max(initial=0))) + RUN_IN_WEEKS + 1
        line, week = np.tile(np.arange(len(plant)), weeks), np.repeat(np.arange(weeks), len(plant))
        monday = plan.calendar.monday(week - RUN_IN_WEEKS)
        site, days = plant[line], plan.batches.lines.days
        open_days = days.before(site, monday + DAYS_A_WEEK) - days.before(site, monday)
        batches, cases, grams = (amount.ravel() for amount in _loads(plan, plant, filling, weeks))
        changeover = round_half_up(batches * (CHANGEOVER_MINUTES * HOUR_PARTS), HOUR_MINUTES)
        return cls(
            line=line,
            week=week - RUN_IN_WEEKS,
            available=open_days * ints(plants, "hours_per_day")[site] * HOUR_PARTS,
            batches=batches,
            cases=cases,
            grams=grams,
            changeover=np.where(filling[line], changeover, 0),
            run=round_half_up(grams * KG_PARTS, rate[line]),
        )


def planned_week(plan: Plan) -> Ints:
    """Week for which each batch was planned, by plan number."""
    return plan.calendar.week(plan.batches.rows["planned_start"])


def _loads(plan: Plan, plant: Ints, filling: np.ndarray, weeks: int) -> tuple[Ints, Ints, Ints]:
    """Batches, cases and grams by week and line: a shared line carries what all filling lines of its plant do."""
    rows, uses = plan.batches.rows, plan.batches.uses
    cell = (planned_week(plan) + RUN_IN_WEEKS) * len(plant) + plan.batches.lines.line_id[rows["sku"]] - 1
    bulk = np.where(plan.batches.packing.is_packaging(uses["ingredient"]), 0, uses["planned_grams"])
    grams = sum_by(uses["batch"], bulk, len(rows))
    same_plant = (plant[:, None] == plant[None, :]).astype(np.int64)
    carries = np.where(filling[None, :], np.eye(len(plant), dtype=np.int64), same_plant)
    amounts = (np.ones_like(grams), rows["planned_cases"], grams)
    first, second, third = (sum_by(cell, amount, weeks * len(plant)).reshape(weeks, -1) @ carries for amount in amounts)
    return first, second, third
