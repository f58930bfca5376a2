"""Level 5, procurement: orders to suppliers, their receipts, and orders to the plants."""

from __future__ import annotations

from supplygen.schema.base import (
    category,
    code,
    day,
    fact_id,
    integer,
    level_table,
    moment,
    money,
    parent,
    rule,
)

LEVEL = 5

purchase_orders = level_table(
    LEVEL,
    "purchase_orders",
    "Orders of raw materials, one supplier and one plant each",
    fact_id(),
    code("po_number", "Business key, PO-..."),
    parent("supplier_id", "suppliers", "Supplier"),
    parent("plant_id", "plants", "Plant that receives the material"),
    day("order_date", "Day of the order", index=True),
    day("expected_delivery_date", "Order date plus contractual lead time"),
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
    rule("planned_dates_in_order", "planned_start_date <= planned_end_date"),
    rule("actual_times_in_order", "actual_start <= actual_end"),
)
