"""Level 9, planning: what each order line asked for, got and lost, and how it was picked."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index

from supplygen.schema.base import (
    bigint,
    category,
    code,
    day,
    decimal,
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
    integer("cut_cases", "Cases that will not be served"),
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
    category("status", ("allocated", "shipped"), "State at the as-of date"),
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
)

pick_wave_orders = level_table(
    LEVEL,
    "pick_wave_orders",
    "Orders of a wave",
    parent("wave_id", "pick_waves", "Wave", key=True),
    parent("order_id", "orders", "Order", key=True, index=True),
    integer("pick_sequence", "Position in the wave, from 1", minimum=1),
)
