"""Risk events: those of the scenario, and what the data shows besides.

That is the latest purchase orders, the largest rejected batches and the largest cuts.
"""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

import numpy as np

from supplygen.arrays.amounts import max_by
from supplygen.arrays.category import is_value
from supplygen.arrays.columns import NULL, Columns
from supplygen.arrays.reading import column_texts, index, ints
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK, WEEKS_A_YEAR
from supplygen.context import GeneratorContext
from supplygen.levels.level_14_monitoring.observations import measure
from supplygen.levels.level_14_monitoring.risk_event import RiskEvent
from supplygen.levels.level_14_monitoring.scenario_risks import planted_risks
from supplygen.policy.monitoring import CRITICAL_PART, HIGH_PART, RISKS_PER_YEAR

FIRST_NUMBER = 101
"""Numbers below are those of planted events."""


def risk_events(ctx: GeneratorContext) -> Columns:
    """All events by first day; those that were found are numbered by kind."""
    found = [*planted_risks(ctx), *_late_orders(ctx), *_rejected_batches(ctx), *_short_weeks(ctx)]
    events = sorted(found, key=attrgetter("start", "prefix", "record_id"))
    return {
        "id": np.arange(1, len(events) + 1),
        "event_code": _codes(events),
        "event_type": [event.event_type for event in events],
        "severity": [event.severity for event in events],
        "table_name": [event.table_name for event in events],
        "record_id": _integers(events, "record_id"),
        "start_date": _integers(events, "start"),
        "end_date": _integers(events, "end"),
        "description": [event.description for event in events],
        "impact_cases": _integers(events, "impact_cases"),
    }


def _codes(events: list[RiskEvent]) -> list[str]:
    number: Counter[str] = Counter()
    codes = []
    for event in events:
        if event.code is not None:
            codes.append(event.code)
            continue
        codes.append(f"RSK-{event.prefix}-{FIRST_NUMBER + number[event.prefix]:03d}")
        number[event.prefix] += 1
    return codes


def _integers(events: list[RiskEvent], name: str) -> Ints:
    return np.array([getattr(event, name) for event in events], dtype=np.int64)


def _worst(ctx: GeneratorContext, rows: Ints, badness: Ints, owner: Ints) -> tuple[list[int], list[str]]:
    """Choose the rows with the highest badness, one per owner, worst first, and their severities."""
    ranked = rows[np.lexsort((rows, -badness))]
    first = np.sort(np.unique(owner[ranked], return_index=True)[1])
    count = max(RISKS_PER_YEAR * ctx.settings.weeks // WEEKS_A_YEAR, 1)
    chosen = ranked[first][:count].tolist()
    return chosen, [_severity(rank, len(chosen)) for rank in range(len(chosen))]


def _severity(rank: int, count: int) -> str:
    if rank * CRITICAL_PART < count:
        return "critical"
    return "high" if rank * HIGH_PART < count else "medium"


def _late_orders(ctx: GeneratorContext) -> list[RiskEvent]:
    """The latest delivery of each of the worst suppliers; a delivery that is still open may be later."""
    orders, receipts = ctx.tables["purchase_orders"], ctx.tables["goods_receipts"]
    due, is_open = ints(orders, "expected_delivery_date"), is_value(orders, "status", "open")
    arrival = max_by(index(receipts, "po_id"), ints(receipts, "receipt_date"), len(due))
    arrival = np.where(is_open, ctx.as_of_day, arrival)
    late = np.flatnonzero((due >= ctx.start_day) & (arrival > due))
    supplier = index(orders, "supplier_id")
    chosen, severities = _worst(ctx, late, (arrival - due)[late], supplier)
    numbers, suppliers = column_texts(orders["po_number"]), ctx.texts("suppliers", "supplier_code")
    return [
        RiskEvent(
            "SUP", "supplier", severity, "purchase_orders", row + 1, int(due[row]) + 1,
            NULL if is_open[row] else int(arrival[row]),
            f"{suppliers[supplier[row]]} delivers {numbers[row]} {arrival[row] - due[row]} days late",
            _waiting_cases(ctx, row, int(due[row]), int(arrival[row])),
        )
        for row, severity in zip(chosen, severities, strict=True)
    ]  # fmt: skip


def _waiting_cases(ctx: GeneratorContext, order: int, due: int, arrival: int) -> int:
    """Cases planned at the order's plant, from its materials, for the days on which they should have been there."""
    lines, rows, policy = ctx.plan.materials.lines, ctx.plan.batches.rows, ctx.plan.policy
    held = ctx.results.documents.orders.document == order + 1
    recipe = ctx.tables["formula_ingredients"]
    needed = np.isin(index(recipe, "ingredient_id"), lines["ingredient"][held])
    formulas = index(recipe, "formula_id")[needed]
    sku, planned = rows["sku"], rows["planned_start"]
    waits = (planned > due) & (planned <= arrival) & (policy.plant[sku] == lines["plant"][held][0])
    return int(rows["planned_cases"][waits & np.isin(policy.formula[sku], formulas)].sum())


def _rejected_batches(ctx: GeneratorContext) -> list[RiskEvent]:
    """The largest batches that failed quality control."""
    rows = ctx.tables["batches"]
    day, cases = ints(rows, "production_date"), ints(rows, "output_cases")
    decision = ctx.plan.batches.rows["decision_day"][ctx.plan.produced]
    rejected = np.flatnonzero(is_value(rows, "qc_status", "rejected") & (day >= ctx.start_day) & (cases > 0))
    chosen, severities = _worst(ctx, rejected, cases[rejected], ints(rows, "id"))
    numbers = column_texts(rows["batch_number"])
    return [
        RiskEvent(
            "BIO", "biological", severity, "batches", row + 1, int(day[row]), int(decision[row]),
            f"{numbers[row]} fails quality control and is destroyed", int(cases[row]),
        )
        for row, severity in zip(chosen, severities, strict=True)
    ]  # fmt: skip


def _short_weeks(ctx: GeneratorContext) -> list[RiskEvent]:
    """The week of the largest cuts of each of the worst distribution centers."""
    ordered, allocated = (measure(ctx, name).sum(axis=1).ravel() for name in ("ordered_cases", "allocated_cases"))
    weeks, cut = ctx.settings.weeks, ordered - allocated
    short = np.flatnonzero(cut > 0)
    chosen, severities = _worst(ctx, short, cut[short], np.arange(len(cut)) // weeks)
    codes = ctx.texts("distribution_centers", "dc_code")
    return [
        RiskEvent(
            "LOG", "logistics", severity, "distribution_centers", row // weeks + 1, ctx.calendar.monday(row % weeks),
            ctx.calendar.monday(row % weeks) + DAYS_A_WEEK - 1,
            f"{codes[row // weeks]} cuts {cut[row]} of {ordered[row]} ordered cases in a week", int(cut[row]),
        )
        for row, severity in zip(chosen, severities, strict=True)
    ]  # fmt: skip
