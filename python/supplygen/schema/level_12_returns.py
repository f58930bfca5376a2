"""Level 12, returns: permission, journey and lines of what stores send back; what customers pay and keep back."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index

from supplygen.schema.base import (
    bigint,
    category,
    code,
    day,
    fact_id,
    integer,
    level_table,
    line_number,
    money,
    parent,
    rule,
    smallint,
)

LEVEL = 12

rma_authorizations = level_table(
    LEVEL,
    "rma_authorizations",
    "Return merchandise authorizations",
    fact_id(),
    code("rma_number", "Business key, RMA-..."),
    parent("retail_account_id", "retail_accounts", "Account that asks"),
    category(
        "reason_code",
        ("damaged", "expired", "quality", "overstock", "recall", "wrong_item"),
        "Why the goods come back",
    ),
    day("request_date", "Day of the request", index=True),
    day("approval_date", "Day of approval; null if not approved", nullable=True),
    category("status", ("requested", "approved", "closed"), "State at the as-of date; closed when received"),
    rule("approved_after_request", "request_date <= approval_date"),
)

returns = level_table(
    LEVEL,
    "returns",
    "Returns of delivered orders",
    fact_id(),
    code("return_number", "Business key, RET-..."),
    parent("rma_id", "rma_authorizations", "Authorization"),
    parent("order_id", "orders", "Order that delivered the goods"),
    parent("retail_location_id", "retail_locations", "Store that returns"),
    parent("dc_id", "distribution_centers", "Distribution center that served the order and takes the goods back"),
    day("return_date", "Day on which the goods leave the store", index=True),
    day("received_date", "Day of arrival; null if not arrived", nullable=True),
    category("status", ("in_transit", "received"), "State at the as-of date"),
    integer("total_cases", "Sum of the lines, cases", minimum=0),
    rule("received_has_date", "(status = 'received') = (received_date IS NOT NULL)"),
    rule("received_after_return", "return_date <= received_date"),
)

return_lines = level_table(
    LEVEL,
    "return_lines",
    "Lines of returns; each is cases of a batch that the order line delivered",
    parent("return_id", "returns", "Return", key=True),
    line_number(),
    bigint("order_id", "Order of the return"),
    smallint("order_line_number", "Line of that order"),
    parent("sku_id", "skus", "SKU of the order line"),
    parent("batch_id", "batches", "Batch that was delivered"),
    integer("quantity_cases", "Cases returned", minimum=1),
    category("condition", ("resalable", "damaged", "expired", "defective"), "State of the goods"),
    ForeignKeyConstraint(["order_id", "order_line_number"], ["order_lines.order_id", "order_lines.line_number"]),
    Index(None, "order_id", "order_line_number"),
)

customer_payments = level_table(
    LEVEL,
    "customer_payments",
    "Payments of customers: of an invoice, less what they deduct, and of deductions that were refused",
    bigint("order_id", "Order of the invoice", key=True),
    smallint("payment_number", "Payment of the invoice, from 1", key=True, minimum=1),
    day("payment_date", "Day of the payment", index=True),
    money("amount", "Amount, USD", minimum=0),
    category("purpose", ("invoice", "deduction"), "What is paid for: the invoice, or a deduction that was refused"),
    ForeignKeyConstraint(["order_id"], ["customer_invoices.order_id"]),
)

customer_deductions = level_table(
    LEVEL,
    "customer_deductions",
    "What customers keep back of invoices; some have no claim to it (supplygen.injection names them)",
    bigint("order_id", "Order of the invoice", key=True),
    line_number("Deduction from the invoice, from 1"),
    category(
        "reason_code",
        ("otif_penalty", "promotion_allowance"),
        "What is claimed: that the order came late or short, or that a promotion was advertised",
    ),
    day("deduction_date", "Day of the payment that it was deducted from", index=True),
    money("amount", "Amount, USD", minimum=0),
    category(
        "status",
        ("open", "accepted", "refused", "repaid"),
        "State at the as-of date: not decided, written off, asked back, or paid after all",
    ),
    day("decision_date", "Day of the decision; null while it is open", nullable=True),
    ForeignKeyConstraint(["order_id"], ["customer_invoices.order_id"]),
    rule("decided_unless_open", "(status = 'open') = (decision_date IS NULL)"),
    rule("decided_after_deduction", "deduction_date <= decision_date"),
)
