"""Supply plans: what each plant holds, plans to make and to send away of each SKU, week by week."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.amounts import sum_by
from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.arrays.spread import spread
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK, RUN_IN_WEEKS
from supplygen.context import GeneratorContext
from supplygen.plan.lanes import NOWHERE
from supplygen.plan.plan import Plan
from supplygen.plan.results.batch_outcome import RECALLED, Outcome
from supplygen.plan.results.capacity import planned_week


def supply_plans(ctx: GeneratorContext) -> Columns:
    """Plans from the run-in to the week after the as-of date, where a SKU has stock or something is planned.

    Each week is planned anew from the stock that is there: closing stock is that of the plan, the next week opens with
    what was really made, sent and destroyed.
    """
    plan = ctx.plan
    planned, made, sent, destroyed = _planned(plan), _made(plan), _sent(plan), _destroyed(plan, ctx.results.outcome)
    moved = made - sent - destroyed
    opening = np.cumsum(moved, axis=1) - moved
    week, sku = np.nonzero(((opening | planned | made | sent | destroyed) != 0).T)
    opening, planned, made, sent, destroyed = (
        amount[sku, week] for amount in (opening, planned, made, sent, destroyed)
    )
    past = week < plan.calendar.weeks + RUN_IN_WEEKS
    return {
        "id": dense_ids(len(week)),
        "plant_id": plan.policy.plant[sku] + 1,
        "sku_id": sku + 1,
        "week_start": ctx.calendar.monday(week - RUN_IN_WEEKS),
        "opening_stock_cases": opening,
        "planned_production_cases": planned,
        "planned_shipment_cases": sent,
        "closing_stock_cases": opening + planned - sent,
        "actual_production_cases": np.where(past, made, NULL),
        "destroyed_cases": np.where(past, destroyed, NULL),
    }


def _by_week(plan: Plan, sku: Ints, week: Ints, cases: Ints) -> Ints:
    """Cases by SKU and week from the run-in to the week after the as-of date; what lies later is left out."""
    weeks, skus = plan.calendar.weeks + RUN_IN_WEEKS + 1, len(plan.policy.plant)
    column = week + RUN_IN_WEEKS
    inside = column < weeks
    return sum_by((sku * weeks + column)[inside], cases[inside], skus * weeks).reshape(skus, weeks)


def _planned(plan: Plan) -> Ints:
    """Cases of the batches that are due in a week: planned for it, or for an earlier one and not begun before it."""
    rows = plan.batches.rows
    last = np.minimum(plan.calendar.week(rows["start"]), plan.calendar.weeks)
    batch, week = spread(planned_week(plan), last + 1)
    return _by_week(plan, rows["sku"][batch], week, rows["planned_cases"][batch])


def _made(plan: Plan) -> Ints:
    rows, made = plan.batches.rows, plan.produced
    return _by_week(plan, rows["sku"][made], plan.calendar.week(rows["start"][made]), rows["cases"][made])


def _sent(plan: Plan) -> Ints:
    """Cases on the trucks of a week; in the week after the as-of date, what the last week has released."""
    trucks, lines, rows = plan.deployment.trucks, plan.deployment.lines, plan.batches.rows
    from_plant = np.flatnonzero((plan.lanes.plant[trucks["lane"]] != NOWHERE)[lines["truck"]])
    week = plan.calendar.week(trucks["ship_day"][lines["truck"][from_plant]])
    monday = plan.calendar.monday(plan.calendar.weeks)
    fresh = plan.batches.decided_before(monday, monday - DAYS_A_WEEK)
    fresh = fresh[rows["rejected"][fresh] == 0]
    return _by_week(
        plan,
        np.concatenate([plan.items.sku[lines["item"][from_plant]], rows["sku"][fresh]]),
        np.concatenate([week, np.full(len(fresh), plan.calendar.weeks)]),
        np.concatenate([lines["cases"][from_plant], rows["cases"][fresh]]),
    )


def _destroyed(plan: Plan, made: Outcome) -> Ints:
    """Cases of rejected batches in the week of the decision; what was left of recalled ones in that of the recall."""
    rows = plan.batches.rows
    recalled = made.state == RECALLED
    day = np.where(recalled, plan.batches.contamination.discovery_day, rows["decision_day"][plan.produced])
    lost = np.flatnonzero(made.scrapped)
    return _by_week(plan, rows["sku"][plan.produced[lost]], plan.calendar.week(day[lost]), made.scrapped[lost])
