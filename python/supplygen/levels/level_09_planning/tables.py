"""Level 9, planning: order lines, the batches reserved for them, their picking waves, and the plants' plans."""

from __future__ import annotations

import numpy as np

from supplygen._core import CODES
from supplygen.arrays.category import Category
from supplygen.arrays.columns import Coded, Columns, Template
from supplygen.arrays.reading import index, ints
from supplygen.context import GeneratorContext
from supplygen.levels.level_09_planning.plan_exceptions import plan_exceptions
from supplygen.levels.level_09_planning.supply_plans import supply_plans
from supplygen.levels.raw import Raw
from supplygen.levels.source import Source

LINE_STATUS = Category.of("order_lines", "status")


def order_lines(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Lines of a slice's orders; what cannot be served is cut."""
    ordered, shipped, cut = (raw[name].astype(np.int64) for name in ("ordered", "shipped", "cut"))
    states = {"shipped": shipped == ordered, "partially_shipped": shipped > 0, "cut": cut == ordered}
    pack = index(ctx.tables["skus"], "packaging_id")[raw["sku"].astype(np.int64) - 1]
    return {
        "order_id": raw["order"],
        "line_number": raw["number"],
        "sku_id": raw["sku"],
        "quantity_cases": raw["ordered"],
        "allocated_cases": raw["allocated"],
        "shipped_cases": raw["shipped"],
        "cut_cases": raw["cut"],
        "quantity_eaches": ordered * ints(ctx.tables["packaging_types"], "units_per_case")[pack],
        "unit_price": raw["price_cents"].astype(np.int64) * 100,
        "discount_percent": raw["discount_bp"],
        "line_amount": raw["amount_cents"],
        "status": LINE_STATUS.choose(states, otherwise="open"),
    }


def order_allocations(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Reservations of a slice."""
    return {
        "id": raw["id"],
        "order_id": raw["order"],
        "order_line_number": raw["line"],
        "dc_id": raw["dc"],
        "batch_id": ctx.plan.batch_id[raw["batch"].astype(np.int64)],
        "allocated_cases": raw["cases"],
        "allocation_date": raw["day"],
        "status": Coded(raw["status"].astype(np.int32), CODES["order_allocations.status"]),
    }


def pick_waves(_: GeneratorContext, raw: Raw) -> Columns:
    """Waves of a slice; a wave leaves on the day on which it is picked, unless it is on hold."""
    return {
        "id": raw["id"],
        "wave_number": Template("WAVE-", 8, raw["id"].astype(np.int64)),
        "dc_id": raw["dc"],
        "wave_date": raw["day"],
        "total_orders": raw["orders"],
        "total_lines": raw["lines"],
        "total_cases": raw["cases"],
        "status": Category.of("pick_waves", "status").repeated("completed", len(raw["id"])),
        "hold_hours": raw["hold_hours"],
    }


def pick_wave_orders(_: GeneratorContext, raw: Raw) -> Columns:
    """Orders of a slice's waves."""
    return {"wave_id": raw["wave"], "order_id": raw["order"], "pick_sequence": raw["sequence"]}


SOURCES = (
    Source("order_lines", slice=order_lines, reads=("packaging_types", "skus")),
    Source("order_allocations", slice=order_allocations),
    Source("pick_waves", slice=pick_waves),
    Source("pick_wave_orders", slice=pick_wave_orders),
    Source("supply_plans", whole=supply_plans),
    Source("plan_exceptions", whole=plan_exceptions, reads=("plants", "production_lines")),
)
