"""Level 13, disposition: what became of returned goods, what was credited for them, and goods that were lost."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index

from supplygen.schema.base import (
    bigint,
    category,
    code,
    day,
    exactly_one,
    fact_id,
    integer,
    level_table,
    moment,
    money,
    parent,
    rule,
    smallint,
)

LEVEL = 13

disposition_logs = level_table(
    LEVEL,
    "disposition_logs",
    "Decisions on received return lines; the decisions of a line sum to it",
    fact_id(),
    bigint("return_id", "Return"),
    smallint("return_line_number", "Line of the return"),
    category(
        "disposition",
        ("restock", "scrap", "donate", "rework", "liquidate", "quarantine"),
        "Decision; restocked cases are inbound stock of the return's distribution center",
    ),
    integer("quantity_cases", "Cases", minimum=1),
    moment("processed_at", "Time of the decision", index=True),
    ForeignKeyConstraint(["return_id", "return_line_number"], ["return_lines.return_id", "return_lines.line_number"]),
    Index(None, "return_id", "return_line_number"),
)

credit_notes = level_table(
    LEVEL,
    "credit_notes",
    "Credits to customers, one for each return that has arrived: its cases at the prices at which they were billed",
    parent("return_id", "returns", "Return", key=True),
    code("credit_number", "Business key, CN-..."),
    bigint("order_id", "Order of the return, whose invoice is credited"),
    parent("retail_account_id", "retail_accounts", "Account of the order"),
    day("credit_date", "Day of the credit, that of the return's arrival", index=True),
    money("amount", "Amount, USD", minimum=0),
    day(
        "settlement_date",
        "Day on which it was paid out, the payment terms of the channel later; null if not yet",
        nullable=True,
    ),
    ForeignKeyConstraint(["order_id"], ["customer_invoices.order_id"]),
    Index(None, "order_id"),
    rule("settled_after_credit", "credit_date <= settlement_date"),
)

inventory_adjustments = level_table(
    LEVEL,
    "inventory_adjustments",
    "Corrections of recorded stock: losses in the distribution centers and, of eaches, in the stores",
    fact_id(),
    day("adjustment_date", "Day of the correction", index=True),
    day("occurred_date", "Day from which the stock was really missing"),
    parent("dc_id", "distribution_centers", "Distribution center, for stock at one", nullable=True),
    parent("retail_location_id", "retail_locations", "Store, for stock at one", nullable=True),
    parent("sku_id", "skus", "SKU"),
    parent("batch_id", "batches", "Batch, for stock at a distribution center", nullable=True),
    integer("quantity_cases", "Cases, negative for a loss; null for stores, which count eaches", nullable=True),
    integer("quantity_eaches", "Eaches, negative for a loss"),
    category("reason_code", ("shrink", "expired", "phantom_inventory"), "Why the records were wrong"),
    exactly_one("one_place", "dc_id", "retail_location_id"),
    rule("batch_at_dc", "(dc_id IS NULL) = (batch_id IS NULL) AND (dc_id IS NULL) = (quantity_cases IS NULL)"),
    rule("occurred_before", "occurred_date <= adjustment_date"),
)
