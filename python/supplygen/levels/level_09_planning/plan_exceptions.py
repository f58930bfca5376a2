"""Plan exceptions: where the plan does not hold, found by comparing it with the lines' hours and with what happened.

Every overloaded line is listed; of the other kinds the worst `EXCEPTIONS_PER_WEEK` of each week.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.arrays.reading import index
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.spread import number_within
from supplygen.arrays.types import Floats, Ints
from supplygen.context import GeneratorContext
from supplygen.plan.plan import Plan
from supplygen.plan.results.capacity import HOUR_PARTS, planned_week
from supplygen.policy.monitoring import (
    EXCEPTIONS_PER_WEEK,
    LATE_BATCH_FROM,
    OVERLOAD_FROM,
    REJECTED_BATCH_FROM,
    SHORTAGE_FROM,
)

TYPES = Category.of("plan_exceptions", "exception_type")
LINE_OVERLOAD, MATERIAL_SHORTAGE, LINE_BUSY, DC_SHORTAGE, BATCH_REJECTED = TYPES.codes(
    "line_overload", "material_shortage", "line_busy", "dc_shortage", "batch_rejected"
)

UNIT_OF_TYPE = {
    "line_overload": "hours",
    "material_shortage": "days",
    "line_busy": "days",
    "dc_shortage": "cases",
    "batch_rejected": "cases",
}
"""Unit of the gap by type."""

SEVERITIES = Category.of("plan_exceptions", "severity")

PARTS = 100
"""Gaps are kept to two decimals."""

REFERENCES = ("plant_id", "dc_id", "sku_id", "capacity_plan_id", "work_order_id", "batch_id", "ingredient_id")


@dataclass(frozen=True, slots=True)
class ExceptionRows:
    """Exceptions of one kind; references that do not apply are left out."""

    type: Ints
    week: Ints
    detected: Ints
    severity: NDArray[np.int32]
    gap: Ints
    """In hundredths of the type's unit."""
    cases: Ints
    references: dict[str, Ints] = field(default_factory=dict)


def plan_exceptions(ctx: GeneratorContext) -> Columns:
    """All exceptions by the day on which they show."""
    found = [_overloads(ctx), _late_batches(ctx.plan), _shortages(ctx), _rejections(ctx.plan)]
    columns = {
        name: np.concatenate([getattr(part, name) for part in found])
        for name in ("type", "week", "detected", "severity", "gap", "cases")
    }
    for name in REFERENCES:
        columns[name] = np.concatenate([part.references.get(name, np.full(len(part.type), NULL)) for part in found])
    order = np.lexsort((columns["type"], columns["detected"]))
    columns = {name: values[order] for name, values in columns.items()}
    kind = TYPES.coded(columns["type"])
    return {
        "id": dense_ids(len(order)),
        "exception_type": kind,
        "severity": SEVERITIES.coded(columns["severity"]),
        "week_start": ctx.calendar.monday(columns["week"]),
        "detected_date": columns["detected"],
        **{name: columns[name] for name in REFERENCES},
        "gap_value": columns["gap"],
        "gap_unit": Category.of("plan_exceptions", "gap_unit").following(kind, UNIT_OF_TYPE),
        "affected_cases": columns["cases"],
    }


def _overloads(ctx: GeneratorContext) -> ExceptionRows:
    """Lines with more planned than available hours; planned, and so known, at the end of the week before."""
    load = ctx.results.capacity
    row = np.flatnonzero(load.planned > load.available)
    over, available, week = (load.planned - load.available)[row], load.available[row], load.week[row]
    return ExceptionRows(
        type=np.full(len(row), LINE_OVERLOAD),
        week=week,
        detected=ctx.calendar.monday(week) - 1,
        severity=_severity(over / available, OVERLOAD_FROM),
        gap=round_half_up(over, HOUR_PARTS // PARTS),
        cases=load.cases[row],
        references={
            "plant_id": index(ctx.tables["production_lines"], "plant_id")[load.line[row]] + 1,
            "capacity_plan_id": row + 1,
        },
    )


def _late_batches(plan: Plan) -> ExceptionRows:
    """Batches that did not begin on the planned day, by what held them up for longer: a material or the line."""
    rows, as_of = plan.batches.rows, plan.calendar.as_of
    planned, week = rows["planned_start"], planned_week(plan)
    days = np.minimum(rows["start"], as_of) - planned
    late = np.flatnonzero(days > 0)
    late = _worst(late, week[late], days[late], rows["planned_cases"][late])
    waited = np.minimum(rows["material_day"][late], as_of) - planned[late]
    for_material = 2 * waited >= days[late]
    sku = rows["sku"][late]
    return ExceptionRows(
        type=np.where(for_material, MATERIAL_SHORTAGE, LINE_BUSY),
        week=week[late],
        detected=planned[late] + 1,
        severity=_severity(days[late], LATE_BATCH_FROM),
        gap=days[late] * PARTS,
        cases=rows["planned_cases"][late],
        references={
            "plant_id": plan.policy.plant[sku] + 1,
            "sku_id": sku + 1,
            "work_order_id": plan.work_order_id[late],
            "ingredient_id": np.where(for_material, rows["last_material"][late] + 1, NULL),
        },
    )


def _shortages(ctx: GeneratorContext) -> ExceptionRows:
    """Cuts of a center and SKU in the orders of a week, known at its end."""
    plan = ctx.plan
    rows = plan.shortages.rows
    item, cut = rows["item"], rows["cut"]
    return ExceptionRows(
        type=np.full(len(rows), DC_SHORTAGE),
        week=rows["week"],
        detected=ctx.calendar.monday(rows["week"] + 1) - 1,
        severity=_severity(cut, SHORTAGE_FROM),
        gap=cut * PARTS,
        cases=cut,
        references={"dc_id": plan.items.dc[item] + 1, "sku_id": plan.items.sku[item] + 1},
    )


def _rejections(plan: Plan) -> ExceptionRows:
    """Batches that quality control has rejected, on the day of the decision."""
    rows = plan.batches.rows
    failed = np.flatnonzero((rows["rejected"] > 0) & (rows["decision_day"] <= plan.calendar.as_of))
    week = plan.calendar.week(rows["decision_day"])
    failed = _worst(failed, week[failed], rows["cases"][failed])
    sku, cases = rows["sku"][failed], rows["cases"][failed]
    return ExceptionRows(
        type=np.full(len(failed), BATCH_REJECTED),
        week=week[failed],
        detected=rows["decision_day"][failed],
        severity=_severity(cases, REJECTED_BATCH_FROM),
        gap=cases * PARTS,
        cases=cases,
        references={
            "plant_id": plan.policy.plant[sku] + 1,
            "sku_id": sku + 1,
            "batch_id": plan.batch_id[failed],
        },
    )


def _severity(size: Ints | Floats, begins: Mapping[str, float]) -> NDArray[np.int32]:
    return SEVERITIES.graded(size, begins, below="low").codes


def _worst(rows: Ints, week: Ints, *badness: Ints) -> Ints:
    """Choose the worst rows of each week, by the first measure, then the next."""
    order = np.lexsort((*(-measure for measure in reversed(badness)), week))
    return np.sort(rows[order[number_within(week[order]) < EXCEPTIONS_PER_WEEK]])
