"""Level 12, returns: permission, journey and lines of what stores send back."""

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
