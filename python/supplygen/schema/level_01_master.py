"""Level 1, master: plants, their lines, suppliers, and the carriers' contracts."""

from __future__ import annotations

from supplygen.schema.base import (
    category,
    code,
    day,
    decimal,
    integer,
    latitude,
    level_table,
    longitude,
    master_id,
    parent,
    rate,
    rule,
    share,
    smallint,
    text,
)
from supplygen.schema.level_00_reference import PRODUCT_FAMILIES

LEVEL = 1

plants = level_table(
    LEVEL,
    "plants",
    "Factories",
    master_id(),
    code("plant_code", "Business key, such as PLT-NAM-TN"),
    text("name", "Name of the plant"),
    parent("division_id", "divisions", "Division that owns the plant"),
    text("city", "City"),
    text("country", "Country, ISO 3166-1 alpha-2"),
    latitude(),
    longitude(),
    text("timezone", "IANA time zone"),
    integer("size_index", "Relative size; planned volume is split in proportion", minimum=1),
    smallint("hours_per_day", "Operating hours a day", minimum=1),
    smallint("days_per_week", "Operating days a week", minimum=1),
)

production_lines = level_table(
    LEVEL,
    "production_lines",
    "Production lines of the plants",
    master_id(),
    code("line_code", "Business key: plant and line"),
    parent("plant_id", "plants", "Plant that the line stands in"),
    category("line_type", ("mixing", "filling", "packaging", "labeling", "quality"), "Step of the process"),
    category("product_family", (*PRODUCT_FAMILIES, "all"), "Family that the line can run; all for shared lines"),
    integer("rate_kg_per_hour", "Rated throughput, kg an hour", minimum=1),
    share("oee_target", "Target overall equipment effectiveness, 0 to 1"),
)

suppliers = level_table(
    LEVEL,
    "suppliers",
    "Suppliers of raw materials and packaging",
    master_id(),
    code("supplier_code", "Business key, such as SUP-PALM-MY-001"),
    text("name", "Name of the company"),
    smallint("tier", "Tier: 1 strategic, 2 preferred, 3 transactional"),
    text("city", "City"),
    text("country", "Country, ISO 3166-1 alpha-2"),
    latitude(),
    longitude(),
    share("on_time_rate", "Long-run share of receipts on time, 0 to 1"),
    share("quality_rate", "Long-run share of received mass accepted, 0 to 1"),
    smallint("payment_terms_days", "Payment terms, days after receipt", minimum=0),
    category("status", ("awarded", "qualified"), "Awarded: has an approved contract; qualified: has only quoted"),
    text("currency_code", "Currency in which the supplier quotes, that of its country, ISO 4217"),
    rule("tier_range", "tier BETWEEN 1 AND 3"),
)

exchange_rates = level_table(
    LEVEL,
    "exchange_rates",
    "What a US dollar costs, by currency and month, from the run-in to the as-of date",
    parent("currency_id", "currencies", "Currency", key=True),
    day("rate_month", "First day of the month", key=True),
    decimal("local_per_usd", 14, 6, "Mean rate of the month, units of the currency for one US dollar"),
    rule("rate_is_positive", "local_per_usd > 0"),
    rule("month_begins", "extract(day FROM rate_month) = 1"),
)

carrier_contracts = level_table(
    LEVEL,
    "carrier_contracts",
    "Transport contracts; a carrier's contracts cover the horizon",
    master_id(),
    code("contract_code", "Business key of the contract"),
    parent("carrier_id", "carriers", "Carrier"),
    day("start_date", "First day of validity"),
    day("end_date", "Last day of validity"),
    share("committed_on_time_rate", "On-time share that the carrier commits to, 0 to 1"),
    integer("committed_shipments_per_year", "Volume that the company commits to, shipments a year", minimum=0),
    rate("rate_per_km", "Agreed rate of a full load, USD per km", minimum=0),
    smallint("on_time_tolerance_hours", "Hours that it may add to a shipment's delay and be on time", minimum=0),
    rule("dates_in_order", "start_date <= end_date"),
)
