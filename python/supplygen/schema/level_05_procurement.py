"""Level 5, procurement: orders to suppliers, their receipts, and orders to the plants."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from supplygen.schema.base import (
    category,
    code,
    day,
    fact_id,
    flag,
    integer,
    level_table,
    mass_kg,
    master_id,
    moment,
    money,
    parent,
    rate,
    rule,
)

LEVEL = 5

purchase_orders = level_table(
    LEVEL,
    "purchase_orders",
    "Orders of materials, one supplier and one plant each",
    fact_id(),
    code("po_number", "Business key, PO-..."),
    parent("supplier_id", "suppliers", "Supplier"),
    parent("plant_id", "plants", "Plant that receives the material"),
    day("order_date", "Day of the order", index=True),
    day("expected_delivery_date", "Order date plus lead time and transit, and on to the next working day of the plant"),
    category("status", ("open", "partially_received", "received"), "State at the as-of date, from the receipts"),
    money("total_amount", "Sum of the lines, USD", minimum=0),
    rule("dates_in_order", "order_date <= expected_delivery_date"),
)

goods_receipts = level_table(
    LEVEL,
    "goods_receipts",
    "Deliveries from suppliers; a row exists for what has arrived",
    fact_id(),
    code("gr_number", "Business key, GR-..."),
    parent("po_id", "purchase_orders", "Purchase order that the delivery belongs to"),
    day("receipt_date", "Day of arrival", index=True),
)

work_orders = level_table(
    LEVEL,
    "work_orders",
    "Orders to a plant to make one batch of a SKU",
    fact_id(),
    code("wo_number", "Business key, WO-..."),
    parent("formula_id", "formulas", "Recipe, that of the SKU"),
    parent("sku_id", "skus", "SKU to be made"),
    parent("plant_id", "plants", "Plant"),
    parent("production_line_id", "production_lines", "Filling line of that plant"),
    integer("planned_cases", "Planned output, cases", minimum=1),
    day("planned_start_date", "Planned first day", index=True),
    day("planned_end_date", "Planned last day"),
    moment("actual_start", "Start of production; null if not started", nullable=True),
    moment("actual_end", "End of production; null if not finished", nullable=True),
    category("status", ("planned", "released", "completed"), "State at the as-of date, from the times"),
    integer("operating_minutes", "Operating time of the line from start to end, minutes", nullable=True, minimum=1),
    integer("downtime_minutes", "Part of it that the line stood: changeover, breakdowns", nullable=True, minimum=0),
    rule("planned_dates_in_order", "planned_start_date <= planned_end_date"),
    rule("actual_times_in_order", "actual_start <= actual_end"),
    rule("stands_while_operating", "downtime_minutes < operating_minutes"),
)

capacity_plans = level_table(
    LEVEL,
    "capacity_plans",
    "Load of production lines by week, as planned: the batches of the week against the operating hours",
    master_id("Surrogate key, dense from 1, ascending with time"),
    parent("production_line_id", "production_lines", "Production line", index=False),
    day("week_start", "Monday of the week", index=True),
    rate("available_hours", "Operating hours of the week", minimum=0),
    integer("planned_batches", "Batches planned for the week", minimum=0),
    integer("planned_cases", "Planned output of these batches, cases", minimum=0),
    mass_kg("planned_kg", "Mass that they put through the line, kg", minimum=0),
    rate("changeover_hours", "Hours of changeovers, one for each batch of a filling line", minimum=0),
    rate("run_hours", "Planned mass over the line's rate, hours", minimum=0),
    rate("planned_hours", "Changeovers and run, hours", minimum=0),
    rate("utilisation", "Planned over available hours", minimum=0),
    flag("is_overloaded", "Whether more hours are planned than available; plan_exceptions says so too"),
    UniqueConstraint("production_line_id", "week_start"),
    rule("planned_hours_is_sum", "planned_hours = changeover_hours + run_hours"),
    rule("overloaded_by_hours", "is_overloaded = (planned_hours > available_hours)"),
)
