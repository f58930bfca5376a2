"""Level 8, demand: sales at the till, orders of the stores, and forecasts."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql

from supplygen.schema.base import (
    category,
    code,
    day,
    fact_id,
    flag,
    integer,
    level_table,
    money,
    parent,
    rate,
    rule,
    share,
    smallint,
)

LEVEL = 8

pos_sales = level_table(
    LEVEL,
    "pos_sales",
    "Sales at the till by store, SKU and week; a row exists where something sold",
    fact_id(),
    parent("retail_location_id", "retail_locations", "Store", index=False),
    parent("sku_id", "skus", "SKU"),
    day("sale_date", "Monday of the week"),
    smallint("sale_week", "ISO week of sale_date, 1 to 53"),
    integer("quantity_eaches", "Eaches sold", minimum=1),
    money("revenue", "Eaches times shelf price: list price at the account's level less the promotion's discount, USD"),
    flag("is_promotional", "Whether a promotion ran in the store for the SKU"),
    parent("promo_id", "promotions", "Promotion that ran; null without one", nullable=True, index=False),
    Index(None, "retail_location_id", "sku_id"),
    Index(None, "sale_date", postgresql_using="brin"),
    Index(None, "promo_id", postgresql_where=sql("promo_id IS NOT NULL")),
    rule("promotional_has_promo", "is_promotional = (promo_id IS NOT NULL)"),
)

orders = level_table(
    LEVEL,
    "orders",
    "Orders of the stores to their distribution center",
    fact_id(),
    code("order_number", "Business key, ORD-..."),
    parent("retail_account_id", "retail_accounts", "Account of the store"),
    parent("retail_location_id", "retail_locations", "Store that orders"),
    parent("channel_id", "channels", "Channel of the account"),
    parent("dc_id", "distribution_centers", "Distribution center that serves the order"),
    day("order_date", "Day of the order", index=True),
    day("requested_delivery_date", "Day that the store asked for"),
    day("promised_delivery_date", "Day that the company promised"),
    day("actual_delivery_date", "Day of delivery; null if not delivered", nullable=True),
    category(
        "status",
        ("open", "allocated", "shipped", "delivered", "cancelled"),
        "State at the as-of date, from dates and quantities",
    ),
    category("order_type", ("standard", "promotional"), "Whether the order covers a promotion"),
    parent("promo_id", "promotions", "Promotion that the order covers; null for standard orders", nullable=True),
    integer("total_cases", "Sum of the lines' ordered cases", minimum=0),
    money("total_amount", "Sum of the lines' amounts, USD", minimum=0),
    category(
        "cut_reason",
        ("capacity", "recall", "stock"),
        "Why cases were cut: the center could not pick them, a recall, no stock; null if none were",
        nullable=True,
    ),
    day("allocation_date", "Day on which it was allocated; null while it is open", nullable=True),
    rule("promotional_has_promo", "(order_type = 'promotional') = (promo_id IS NOT NULL)"),
    rule("requested_after_order", "order_date <= requested_delivery_date"),
    rule("delivered_after_order", "order_date <= actual_delivery_date"),
    rule("open_until_allocated", "(status = 'open') = (allocation_date IS NULL)"),
    rule("allocated_after_order", "order_date <= allocation_date"),
)

demand_forecasts = level_table(
    LEVEL,
    "demand_forecasts",
    "Forecasts of a distribution center's demand by SKU and week, made anew 12, 4 and 1 weeks ahead; on the last Monday"
    " of the horizon half a year ahead",
    fact_id(),
    parent("sku_id", "skus", "SKU", index=False),
    parent("dc_id", "distribution_centers", "Distribution center"),
    day("forecast_date", "Day on which the forecast was made"),
    day("week_start", "Monday of the week forecast", index=True),
    integer("forecast_quantity_cases", "Forecast demand, cases", minimum=0),
    category("forecast_type", ("statistical",), "How the forecast was made"),
    smallint("lag_weeks", "Weeks from forecast_date to week_start"),
    UniqueConstraint("sku_id", "dc_id", "week_start", "lag_weeks"),
    rule("made_before_week", "forecast_date < week_start"),
    rule("lag_is_that_of_dates", "week_start - forecast_date = 7 * lag_weeks"),
)

forecast_accuracy = level_table(
    LEVEL,
    "forecast_accuracy",
    "Forecasts made 4 weeks ahead, compared with what was ordered in the week",
    parent("forecast_id", "demand_forecasts", "Forecast", key=True),
    integer("actual_quantity_cases", "Cases ordered in the week", minimum=0),
    integer("absolute_error", "Absolute difference of forecast and actual, cases", minimum=0),
    rate("mape", "Absolute error over actual; null without actual demand", nullable=True, minimum=0),
    rate("bias", "Forecast less actual, over actual; null without actual demand", nullable=True),
)

consensus_adjustments = level_table(
    LEVEL,
    "consensus_adjustments",
    "What planners changed in a statistical forecast before it was published",
    fact_id(),
    parent("forecast_id", "demand_forecasts", "Forecast as published", index=False),
    day("adjustment_date", "Day of the planners' meeting", index=True),
    integer("statistical_quantity_cases", "What the statistics said, cases", minimum=0),
    integer("adjustment_cases", "What the planners added or took away, cases"),
    integer("consensus_quantity_cases", "What was published, cases", minimum=0),
    category(
        "reason_code",
        ("promotion", "post_promotion", "cannibalization", "new_product", "market_intelligence"),
        "Why: a promotion, the dip after one or beside a substitute's, optimism for a new SKU, or what sales heard",
    ),
    category(
        "adjusted_by",
        ("key_account_manager", "demand_planner", "brand_manager", "sales_director"),
        "Role of who asked for the change",
    ),
    UniqueConstraint("forecast_id"),
    rule("adjustment_changes", "adjustment_cases <> 0"),
    rule("consensus_is_sum", "consensus_quantity_cases = statistical_quantity_cases + adjustment_cases"),
)

demand_allocation = level_table(
    LEVEL,
    "demand_allocation",
    "Forecasts divided among channels, in parts that sum to them: the first of a month, of A and B SKUs",
    parent("forecast_id", "demand_forecasts", "Forecast", key=True),
    parent("channel_id", "channels", "Channel", key=True, index=True),
    share("planned_share", "Share of the channel in the mean demand for the SKU at the center, 0 to 1"),
    integer("allocated_quantity_cases", "Part of the forecast, cases", minimum=0),
)
