"""Level 11, lines: what is inside a shipment."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index

from supplygen.schema.base import bigint, integer, level_table, mass_kg, parent, rule, smallint

LEVEL = 11

shipment_lines = level_table(
    LEVEL,
    "shipment_lines",
    "Cases of a batch in a shipment, for an order line or for stock",
    parent("shipment_id", "shipments", "Shipment", key=True),
    integer("line_number", "Line within the shipment, from 1", key=True),
    bigint("order_id", "Order; null for deployment to a distribution center", nullable=True),
    smallint("order_line_number", "Line of that order; null for deployment", nullable=True),
    parent("sku_id", "skus", "SKU of the batch", index=False),
    parent("batch_id", "batches", "Batch"),
    integer("quantity_cases", "Cases", minimum=1),
    mass_kg("weight_kg", "Gross mass: cases times the mass of a case, kg"),
    ForeignKeyConstraint(["order_id", "order_line_number"], ["order_lines.order_id", "order_lines.line_number"]),
    Index(None, "order_id", "order_line_number"),
    rule("order_line_whole", "num_nonnulls(order_id, order_line_number) IN (0, 2)"),
)
