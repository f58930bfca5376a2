"""The scenario's risks as rows of `risk_events`: when they begin, the record that they name, the cases concerned."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from supplygen.arrays.columns import NULL
from supplygen.arrays.reading import index, ints
from supplygen.arrays.types import Bools
from supplygen.calendar import DAYS_A_WEEK
from supplygen.context import GeneratorContext
from supplygen.levels.level_14_monitoring.observations import measure
from supplygen.levels.level_14_monitoring.risk_event import RiskEvent
from supplygen.scenario import CarbonCost, DcOutage, Event, PortStrike, SorbitolContamination, SupplierReliability

Struck = tuple[str, str | None, int, int]
"""Event type, table and id of the record that is struck first, and cases concerned."""


def planted_risks(ctx: GeneratorContext) -> list[RiskEvent]:
    """Rows of the risks that begin inside the horizon."""
    return [_row(ctx, event) for event in ctx.scenario.events if type(event) in STRUCK]


def _row(ctx: GeneratorContext, event: Event) -> RiskEvent:
    event_type, table, record, cases = STRUCK[type(event)](ctx, event)
    first, last = _window(ctx, event)
    return RiskEvent(
        prefix=event.code.split("-")[1],
        event_type=event_type,
        severity=event.severity,
        table_name=table,
        record_id=record,
        start=first,
        end=NULL if event.last_day is None or last > ctx.as_of_day else last,
        description=event.description,
        impact_cases=cases,
        code=event.code,
    )


def _window(ctx: GeneratorContext, event: Event) -> tuple[int, int]:
    """First and last day; what lasts is known until the as-of date."""
    last = ctx.as_of_day if event.last_day is None else ctx.start_day + event.last_day
    return ctx.start_day + event.first_day, last


def _contamination(ctx: GeneratorContext, event: SorbitolContamination) -> Struck:
    """Cases of the contaminated batches."""
    rows, made = ctx.plan.batches.rows, ctx.plan.produced
    cases = rows["cases"][made][rows["contaminated"][made] > 0].sum()
    return "biological", "ingredients", ctx.ids("ingredients", event.ingredient), int(cases)


def _unreliable(ctx: GeneratorContext, event: SupplierReliability) -> Struck:
    """Cases planned from any of the supplier's raw materials in the window."""
    supplier = ctx.ids("suppliers", event.supplier)
    sold = ctx.tables["supplier_ingredients"]
    ingredients = ints(sold, "ingredient_id")[ints(sold, "supplier_id") == supplier]
    first, last = _window(ctx, event)
    recipe, rows, policy = ctx.tables["formula_ingredients"], ctx.plan.batches.rows, ctx.plan.policy
    formulas = index(recipe, "formula_id")[np.isin(ints(recipe, "ingredient_id"), ingredients)]
    inside = (rows["planned_start"] >= first) & (rows["planned_start"] <= last)
    cases = rows["planned_cases"][inside & np.isin(policy.formula[rows["sku"]], formulas)].sum()
    return "supplier", "suppliers", supplier, int(cases)


def _strike(ctx: GeneratorContext, event: PortStrike) -> Struck:
    """Cases on the plants' trucks that were under way through the port."""
    port = ctx.ids("ports", event.port)
    segments, lanes, trucks = ctx.tables["route_segments"], ctx.plan.lanes, ctx.plan.deployment.trucks
    through = (ints(segments, "origin_port_id") == port) | (ints(segments, "destination_port_id") == port)
    struck: Bools = ((lanes.segments >= 0) & through[lanes.segments]).any(axis=1)
    first, last = _window(ctx, event)
    under_way = (trucks["ship_day"] <= last) & (trucks["arrival_day"] >= first)
    return "logistics", "ports", port, int(trucks["cases"][under_way & struck[trucks["lane"]]].sum())


def _outage(ctx: GeneratorContext, event: DcOutage) -> Struck:
    """Cases ordered from the center in the weeks that the window touches."""
    dc = ctx.ids("distribution_centers", event.dc)
    first, last = ((day - ctx.start_day) // DAYS_A_WEEK for day in _window(ctx, event))
    cases = measure(ctx, "ordered_cases")[dc - 1, :, first : last + 1].sum()
    return "cyber", "distribution_centers", dc, int(cases)


def _carbon(ctx: GeneratorContext, event: CarbonCost) -> Struck:
    """All cases allocated since; no record is struck."""
    cases = measure(ctx, "allocated_cases")[:, :, event.start_week :].sum()
    return "environmental", None, NULL, int(cases)


STRUCK: dict[type[Event], Callable[..., Struck]] = {
    SorbitolContamination: _contamination,
    PortStrike: _strike,
    SupplierReliability: _unreliable,
    DcOutage: _outage,
    CarbonCost: _carbon,
}
"""What each risk strikes."""
