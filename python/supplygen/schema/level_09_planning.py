"""Level 9, planning: what each order line asked for, got and lost, how it was picked, and where the plan fails."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint

from supplygen.schema.base import (
    bigint,
    category,
    code,
    day,
    decimal,
    exactly_one,
    fact_id,
    integer,
    level_table,
    line_number,
    money,
    parent,
    rate,
    rule,
    smallint,
)

LEVEL = 9

order_lines = level_table(
    LEVEL,
    "order_lines",
    "Lines of orders: quantity_cases = shipped_cases + cut_cases + cases still open",
    parent("order_id", "orders", "Order", key=True),
    line_number(),
    parent("sku_id", "skus", "SKU"),
    integer("quantity_cases", "Ordered cases", minimum=1),
    integer("allocated_cases", "Cases reserved from batches"),
    integer("shipped_cases", "Cases shipped"),
    integer("cut_cases", "Cases that will not be served: not in stock, not pickable in time, or recalled"),
    integer("quantity_eaches", "Ordered eaches: cases times units per case"),
    rate("unit_price", "Wholesale price, USD per case"),
    decimal("discount_percent", 5, 2, "Discount, percent of the price"),
    money("line_amount", "Ordered cases times price less discount, USD"),
    category("status", ("open", "shipped", "partially_shipped", "cut"), "State at the as-of date, from the quantities"),
    rule("allocated_cases_range", "allocated_cases BETWEEN 0 AND quantity_cases"),
    rule("shipped_cases_range", "shipped_cases BETWEEN 0 AND allocated_cases"),
    rule("cut_cases_range", "cut_cases BETWEEN 0 AND quantity_cases - shipped_cases"),
)

order_allocations = level_table(
    LEVEL,
    "order_allocations",
    "Cases of a batch reserved for an order line, first expired first out",
    fact_id(),
    bigint("order_id", "Order"),
    smallint("order_line_number", "Line of the order"),
    parent("dc_id", "distribution_centers", "Distribution center of the order", index=False),
    parent("batch_id", "batches", "Batch"),
    integer("allocated_cases", "Reserved cases", minimum=1),
    day("allocation_date", "Day of the reservation"),
    category("status", ("allocated", "shipped", "held"), "State at the as-of date; held: kept back by a recall"),
    ForeignKeyConstraint(["order_id", "order_line_number"], ["order_lines.order_id", "order_lines.line_number"]),
    Index(None, "order_id", "order_line_number"),
    Index(None, "allocation_date", postgresql_using="brin"),
)

pick_waves = level_table(
    LEVEL,
    "pick_waves",
    "Picking waves of the distribution centers",
    fact_id(),
    code("wave_number", "Business key, WAVE-..."),
    parent("dc_id", "distribution_centers", "Distribution center"),
    day("wave_date", "Day of picking", index=True),
    integer("total_orders", "Orders in the wave", minimum=0),
    integer("total_lines", "Order lines picked", minimum=0),
    integer("total_cases", "Cases picked", minimum=0),
    category("status", ("released", "completed"), "State at the as-of date"),
    smallint("hold_hours", "Hours for which the wave was on hold before it could leave", minimum=0),
)

pick_wave_orders = level_table(
    LEVEL,
    "pick_wave_orders",
    "Orders of a wave",
    parent("wave_id", "pick_waves", "Wave", key=True),
    parent("order_id", "orders", "Order", key=True, index=True),
    integer("pick_sequence", "Position in the wave, from 1", minimum=1),
)

supply_plans = level_table(
    LEVEL,
    "supply_plans",
    "Plan of a plant's stock of a SKU for a week, made from the stock that is there when the week begins",
    fact_id(),
    parent("plant_id", "plants", "Plant"),
    parent("sku_id", "skus", "SKU", index=False),
    day("week_start", "Monday of the week", index=True),
    integer("opening_stock_cases", "Stock at the plant when the week begins, cases", minimum=0),
    integer(
        "planned_production_cases",
        "Work orders due in the week, those of earlier weeks that wait included, cases",
        minimum=0,
    ),
    integer("planned_shipment_cases", "Cases to be sent to distribution centers in the week", minimum=0),
    integer("closing_stock_cases", "Planned stock when the week ends, cases", minimum=0),
    integer("actual_production_cases", "Cases made in the week; null after the as-of date", nullable=True, minimum=0),
    integer(
        "destroyed_cases",
        "Cases of batches rejected in the week; null after the as-of date",
        nullable=True,
        minimum=0,
    ),
    UniqueConstraint("sku_id", "plant_id", "week_start"),
    rule(
        "closing_stock_follows",
        "closing_stock_cases = opening_stock_cases + planned_production_cases - planned_shipment_cases",
    ),
)

plan_exceptions = level_table(
    LEVEL,
    "plan_exceptions",
    "Where the plan does not hold: all overloaded lines, and of the rest the worst of each week",
    fact_id(),
    category(
        "exception_type",
        ("line_overload", "material_shortage", "line_busy", "dc_shortage", "batch_rejected"),
        "Line beyond its hours, batch late for a material or for its line, orders cut, batch rejected",
    ),
    category("severity", ("low", "medium", "high", "critical"), "How bad, by the size of the gap"),
    day("week_start", "Monday of the week that the exception is about", index=True),
    day("detected_date", "Day on which the exception shows", index=True),
    parent("plant_id", "plants", "Plant; null for a distribution center", nullable=True),
    parent("dc_id", "distribution_centers", "Distribution center; null for a plant", nullable=True),
    parent("sku_id", "skus", "SKU; null for a line", nullable=True),
    parent("capacity_plan_id", "capacity_plans", "Overloaded line and week", nullable=True),
    parent("work_order_id", "work_orders", "Late work order", nullable=True),
    parent("batch_id", "batches", "Rejected batch", nullable=True),
    parent("ingredient_id", "ingredients", "Material that came last, for material_shortage", nullable=True),
    decimal("gap_value", 14, 2, "Size of the gap: hours too many, days late, or cases missing", minimum=0),
    category("gap_unit", ("hours", "days", "cases"), "Unit of the gap"),
    integer("affected_cases", "Cases that the exception is about", minimum=0),
    exactly_one("one_place", "plant_id", "dc_id"),
    rule("line_has_capacity_plan", "(exception_type = 'line_overload') = (capacity_plan_id IS NOT NULL)"),
    rule(
        "late_batch_has_work_order",
        "(exception_type IN ('material_shortage', 'line_busy')) = (work_order_id IS NOT NULL)",
    ),
    rule("shortage_has_dc", "(exception_type = 'dc_shortage') = (dc_id IS NOT NULL)"),
    rule("rejection_has_batch", "(exception_type = 'batch_rejected') = (batch_id IS NOT NULL)"),
    rule("material_is_named", "(exception_type = 'material_shortage') = (ingredient_id IS NOT NULL)"),
    rule("sku_unless_line", "(exception_type = 'line_overload') = (sku_id IS NULL)"),
)
