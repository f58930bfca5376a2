"""Level 4, product: what is sold, what it costs, how it is promoted and replenished."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from supplygen.schema.base import (
    category,
    code,
    day,
    decimal,
    double,
    integer,
    level_table,
    master_id,
    money,
    parent,
    percent,
    rate,
    rule,
    smallint,
    text,
)

LEVEL = 4

skus = level_table(
    LEVEL,
    "skus",
    "Stock keeping units: product, variant and pack in one region",
    master_id(),
    code("sku_code", "Business key, SKU-..."),
    text("name", "Name on the label"),
    parent("product_id", "products", "Brand line"),
    text("variant", "Variant of the product, that of the formula"),
    parent("packaging_id", "packaging_types", "Pack; gives units per case and the mass of a case"),
    parent("formula_id", "formulas", "Recipe, a formula of the same product"),
    parent("division_id", "divisions", "Division in which the SKU is sold"),
    text("region", "Code of that division"),
    parent("primary_plant_id", "plants", "Plant that makes the SKU"),
    smallint("edition", "Tells apart SKUs of equal product, variant, pack and region, from 1", minimum=1),
    category("abc_class", ("A", "B", "C"), "Class by expected volume"),
    integer("popularity_rank", "Rank of expected sales within the division, 1 is the best seller", minimum=1),
    double("popularity_weight", "Relative expected sales of a store of average size, before season and promotions"),
    money("list_price", "Retail list price of one each when the horizon opens, USD", minimum=0),
    money("case_price", "Wholesale price of a case when the horizon opens, USD", minimum=0),
    smallint("shelf_life_days", "Shelf life from production, days", minimum=1),
    code("upc", "UPC-A or EAN-13 with a valid check digit"),
    day("launch_date", "First day of sale"),
    day("discontinue_date", "Last day of sale; null while listed", nullable=True),
    rule("dates_in_order", "launch_date <= discontinue_date"),
)

price_lists = level_table(
    LEVEL,
    "price_lists",
    "Prices of a brand line in a division, from one increase to the next",
    master_id("Surrogate key, dense from 1, ascending with valid_from"),
    code("price_list_code", "Business key, such as PL-NAM-PW-20240304"),
    parent("division_id", "divisions", "Division", index=False),
    parent("product_id", "products", "Brand line"),
    day("announced_date", "Day on which customers were told"),
    day("valid_from", "First day on which it holds for orders; a Monday, unless it held before the run-in"),
    day("valid_to", "Last day; null while no other list is announced", nullable=True),
    percent("increase_percent", "By how much prices rise over the list before, percent; 0 for the first one"),
    UniqueConstraint("division_id", "product_id", "valid_from"),
    rule("told_before", "announced_date < valid_from"),
    rule("dates_in_order", "valid_from <= valid_to"),
)

sku_prices = level_table(
    LEVEL,
    "sku_prices",
    "Prices of SKUs by price list; tills follow price_lag_weeks of their account later",
    parent("price_list_id", "price_lists", "Price list", key=True),
    parent("sku_id", "skus", "SKU", key=True, index=True),
    money("list_price", "Retail list price of one each, USD", minimum=0),
    money("case_price", "Wholesale price of a case before channel margins and conditions, USD", minimum=0),
)

customer_conditions = level_table(
    LEVEL,
    "customer_conditions",
    "What an account has negotiated off the price of a brand line: part of order_lines.unit_price",
    master_id("Surrogate key, dense from 1, ascending with valid_from"),
    parent("retail_account_id", "retail_accounts", "Account", index=False),
    parent("product_id", "products", "Brand line"),
    day("valid_from", "First day of validity"),
    day("valid_to", "Last day of validity"),
    percent("discount_percent", "Discount on the price of the account's channel, percent"),
    UniqueConstraint("retail_account_id", "product_id", "valid_from"),
    rule("dates_in_order", "valid_from <= valid_to"),
)

sku_costs = level_table(
    LEVEL,
    "sku_costs",
    "Standard cost of a case; the parts sum to landed_cost",
    parent("sku_id", "skus", "SKU", key=True),
    rate("material_cost", "Raw materials, USD per case", minimum=0),
    rate("labor_cost", "Labor, USD per case", minimum=0),
    rate("overhead_cost", "Plant overhead, USD per case", minimum=0),
    rate("packaging_cost", "Containers and cartons, USD per case", minimum=0),
    rate("freight_cost", "Transport to the customer, USD per case", minimum=0),
    rate("landed_cost", "Sum of the parts, USD per case", minimum=0),
    rule(
        "landed_cost_is_sum",
        "landed_cost = material_cost + labor_cost + overhead_cost + packaging_cost + freight_cost",
    ),
)

sku_substitutes = level_table(
    LEVEL,
    "sku_substitutes",
    "What is offered in place of a SKU: of the same brand line and division, and a better seller",
    parent("sku_id", "skus", "SKU", key=True),
    smallint("substitute_rank", "Order in which substitutes are offered, from 1", key=True),
    parent("substitute_sku_id", "skus", "SKU offered instead"),
    category(
        "substitution_kind",
        ("edition", "size", "variant"),
        "What differs: the edition; the pack; or the variant, and perhaps the pack",
    ),
    rate("quantity_ratio", "Eaches of the substitute with the content of one each of the SKU", minimum=0),
    UniqueConstraint("sku_id", "substitute_sku_id"),
    rule("not_itself", "sku_id <> substitute_sku_id"),
    rule("substitute_rank_minimum", "substitute_rank >= 1"),
)

promotions = level_table(
    LEVEL,
    "promotions",
    "Promotions: which weeks, how strong, at what price",
    master_id("Surrogate key, dense from 1, ascending with start_date"),
    code("promo_code", "Business key, such as PROMO-BF-2024"),
    text("name", "Name of the promotion"),
    category("promo_type", ("seasonal", "weekly_insert", "price_reduction", "bogo"), "Kind of promotion"),
    day("start_date", "First day, a Monday", index=True),
    day("end_date", "Last day, a Sunday"),
    decimal("lift", 6, 3, "Factor on demand while it runs", minimum=0),
    decimal("hangover", 6, 3, "Factor on demand in the weeks after it", minimum=0),
    smallint("hangover_weeks", "Number of weeks after it with lower demand", minimum=0),
    percent("discount_percent", "Price reduction, percent of list price"),
    money("budget", "Trade budget, USD; sum over promotion_accounts", minimum=0),
    rule("dates_in_order", "start_date <= end_date"),
)

promotion_skus = level_table(
    LEVEL,
    "promotion_skus",
    "SKUs that a promotion covers",
    parent("promo_id", "promotions", "Promotion", key=True),
    parent("sku_id", "skus", "SKU", key=True, index=True),
)

promotion_accounts = level_table(
    LEVEL,
    "promotion_accounts",
    "Accounts that take part in a promotion",
    parent("promo_id", "promotions", "Promotion", key=True),
    parent("retail_account_id", "retail_accounts", "Account", key=True, index=True),
    money("budget_amount", "The account's part of the promotion's budget, USD", minimum=0),
)

replenishment_params = level_table(
    LEVEL,
    "replenishment_params",
    "Stock policy of a distribution center for a SKU",
    parent("dc_id", "distribution_centers", "Distribution center", key=True),
    parent("sku_id", "skus", "SKU", key=True, index=True),
    smallint("review_period_weeks", "Weeks between replenishment reviews", minimum=1),
    smallint("lead_time_weeks", "Weeks from the review to arrival", minimum=0),
    decimal("service_z", 5, 2, "Safety factor: standard deviations of demand over the protected weeks", minimum=0),
    integer("safety_stock_cases", "Safety stock, cases", minimum=0),
    decimal("average_weekly_cases", 14, 3, "Expected demand a week, cases", minimum=0),
)
