"""Level 11, lines: what is inside a shipment, what its carrier bills, and what customers are billed."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index

from supplygen.schema.base import (
    bigint,
    category,
    code,
    day,
    integer,
    level_table,
    mass_kg,
    money,
    parent,
    rule,
    smallint,
)

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

freight_bills = level_table(
    LEVEL,
    "freight_bills",
    "Bills of the carriers, one for each shipment; some charge too much (supplygen.injection names them)",
    parent("shipment_id", "shipments", "Shipment", key=True),
    code("bill_number", "Business key, FB-..."),
    parent("carrier_id", "carriers", "Carrier that bills, that of the shipment"),
    day("bill_date", "Day of the bill: carriers bill when they pick up", index=True),
    money("linehaul_amount", "By distance and mass of all moves, USD", minimum=0),
    money("fuel_amount", "Fuel surcharge, USD", minimum=0),
    money("handling_amount", "Handling of all moves, USD", minimum=0),
    money("stop_off_amount", "Stops of a run after the first, USD", minimum=0),
    money("billed_amount", "Sum of the bill, USD", minimum=0),
    rule("billed_is_sum", "billed_amount = linehaul_amount + fuel_amount + handling_amount + stop_off_amount"),
)

customer_invoices = level_table(
    LEVEL,
    "customer_invoices",
    "Invoices to customers, one for each delivered order: its shipped cases at the prices of its lines less discounts",
    parent("order_id", "orders", "Order", key=True),
    code("invoice_number", "Business key, INV-..."),
    parent("retail_account_id", "retail_accounts", "Account that is billed, that of the order"),
    day("invoice_date", "Day of the invoice, that of the order's delivery", index=True),
    day("due_date", "Invoice date plus the payment terms of the channel"),
    money("amount", "What is billed, USD", minimum=0),
    category(
        "status",
        ("open", "partly_paid", "paid"),
        "State at the as-of date; partly paid while a deduction from it is open or refused",
    ),
    rule("due_after_invoice", "invoice_date <= due_date"),
)
