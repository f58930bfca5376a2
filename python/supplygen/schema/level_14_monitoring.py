"""Level 14, monitoring: key figures, shelf availability, the audit trail and risks."""

from __future__ import annotations

from sqlalchemy import Index

from supplygen.schema.base import (
    PRODUCT_SCHEMA,
    bigint,
    category,
    code,
    day,
    decimal,
    document,
    fact_id,
    flag,
    integer,
    level_table,
    master_id,
    moment,
    parent,
    polymorphic,
    rule,
    text,
)

LEVEL = 14

SCOPES = {
    "division": "divisions.id",
    "channel": "channels.id",
    "dc": "distribution_centers.id",
}

kpi_actuals = level_table(
    LEVEL,
    "kpi_actuals",
    "Measured key figures, equal to the SQL aggregate of the base tables",
    fact_id("Surrogate key, dense from 1"),
    parent("kpi_id", "kpi_thresholds", "Key figure"),
    day("measurement_date", "Last day of the measured period", index=True),
    category("scope_type", ("company", *SCOPES), "What the figure is measured over"),
    polymorphic(
        "scope_id", "scope_type", SCOPES, "Id of the division, channel or distribution center; null for company"
    ),
    decimal("actual_value", 14, 4, "Value, in the figure's unit"),
    category("status", ("green", "amber", "red"), "Color, from the thresholds and the direction"),
    rule("company_has_no_scope_id", "(scope_type = 'company') = (scope_id IS NULL)"),
)

osa_metrics = level_table(
    LEVEL,
    "osa_metrics",
    "On-shelf availability: audits of a store's shelf for a SKU",
    fact_id(),
    parent("retail_location_id", "retail_locations", "Store", index=False),
    parent("sku_id", "skus", "SKU"),
    day("measurement_date", "Day of the audit"),
    flag("is_in_stock", "Whether the shelf held anything"),
    integer("shelf_quantity", "Eaches on the shelf", minimum=0),
    integer("shelf_capacity", "Eaches that the shelf holds", minimum=1),
    category(
        "out_of_stock_reason",
        ("dc_shortage", "promotion", "demand_peak", "phantom_inventory"),
        "Why the shelf was empty: order cut, promotion, demand, or wrong records; null when in stock",
        nullable=True,
    ),
    Index(None, "retail_location_id", "sku_id"),
    Index(None, "measurement_date", postgresql_using="brin"),
    rule("reason_when_out", "is_in_stock = (out_of_stock_reason IS NULL)"),
    rule("in_stock_has_quantity", "is_in_stock = (shelf_quantity > 0)"),
)

audit_logs = level_table(
    LEVEL,
    "audit_logs",
    "Changes of business records",
    fact_id(),
    text("table_name", "Table of the record"),
    polymorphic("record_id", "table_name", None, "Id of the record in that table"),
    category("action", ("insert", "update"), "Kind of change"),
    moment("changed_at", "Time of the change", index=True),
    text("changed_by", "User or process"),
    document("old_values", "Changed columns before; null for an insert", nullable=True),
    document("new_values", "Changed columns after"),
    Index(None, "table_name", "record_id"),
    rule("insert_has_no_old_values", "(action = 'insert') = (old_values IS NULL)"),
)

risk_events = level_table(
    LEVEL,
    "risk_events",
    "Disruptions, with the record that they strike",
    master_id(),
    code("event_code", "Business key, such as RSK-BIO-001"),
    category("event_type", ("biological", "logistics", "supplier", "cyber", "environmental"), "Kind of event"),
    category("severity", ("medium", "high", "critical"), "Severity"),
    text("table_name", "Table of the record that is struck first; null when none", nullable=True),
    polymorphic("record_id", "table_name", None, "Id of that record"),
    day("start_date", "First day", index=True),
    day("end_date", "Last day; null while it lasts", nullable=True),
    text("description", "What happened"),
    bigint("impact_cases", "Cases of finished goods that were affected", minimum=0),
    rule("record_whole", "num_nonnulls(table_name, record_id) IN (0, 2)"),
    rule("dates_in_order", "start_date <= end_date"),
)

injection = level_table(
    LEVEL,
    "injection",
    "Truth about the planted events: every row that one of them has touched, with the quantity that it changed",
    text("event_code", "Event of the scenario, such as RSK-LOG-002", key=True),
    text("table_name", "Table of the row", key=True),
    text("row_key", "Its id, or parent,line where it is a line", key=True),
    text("effect", "Quantity that was changed", key=True),
    decimal(
        "baseline_value", 18, 4, "What it would be without the event; null where the row would not be", nullable=True
    ),
    decimal("injected_value", 18, 4, "What it is; null where the effect is no number", nullable=True),
    schema=PRODUCT_SCHEMA,
)
