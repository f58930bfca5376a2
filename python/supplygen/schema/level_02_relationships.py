"""Level 2, relationships: what products are made of and who delivers it."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from supplygen.schema.base import (
    category,
    code,
    day,
    decimal,
    flag,
    level_table,
    mass_kg,
    master_id,
    parent,
    percent,
    rate,
    rule,
    smallint,
    text,
)

LEVEL = 2

formulas = level_table(
    LEVEL,
    "formulas",
    "Recipes of a product's variants; older versions are obsolete",
    master_id(),
    code("formula_code", "Business key: product, variant and version"),
    text("name", "Name of the recipe"),
    parent("product_id", "products", "Brand line", index=False),
    text("variant", "Variant of the product, such as Original"),
    smallint("version", "Version of the recipe, from 1", minimum=1),
    category("status", ("approved", "draft", "obsolete"), "Only approved versions are produced"),
    mass_kg("batch_size_kg", "Nominal input of a batch, kg"),
    percent("nominal_yield_percent", "Expected output mass over input mass, percent"),
    decimal("density_g_per_ml", 6, 4, "Density of the finished product, g/ml"),
    UniqueConstraint("product_id", "variant", "version"),
)

formula_ingredients = level_table(
    LEVEL,
    "formula_ingredients",
    "Recipe lines; the percents of a formula sum to exactly 100.00",
    parent("formula_id", "formulas", "Formula", key=True),
    smallint("sequence", "Line of the recipe in order of addition, from 1", key=True),
    parent("ingredient_id", "ingredients", "Raw material"),
    decimal("percent", 5, 2, "Share of the input mass, percent"),
    UniqueConstraint("formula_id", "ingredient_id"),
    rule("percent_range", "percent > 0 AND percent <= 100"),
)

supplier_ingredients = level_table(
    LEVEL,
    "supplier_ingredients",
    "Purchase conditions of a supplier for a raw material, one row per contract period",
    master_id(),
    parent("supplier_id", "suppliers", "Supplier", index=False),
    parent("ingredient_id", "ingredients", "Raw material"),
    rate("unit_cost", "Contract price, USD per kg", minimum=0),
    mass_kg("min_order_qty", "Smallest order, kg", minimum=0),
    mass_kg("order_multiple", "Orders are whole multiples of this, kg"),
    smallint("lead_time_days", "Days from order to receipt", minimum=0),
    flag("is_approved", "Whether orders may be placed"),
    flag("is_preferred", "Whether this supplier is the first choice for the material"),
    day("contract_start_date", "First order date of the contract period"),
    day("contract_end_date", "Last order date of the contract period"),
    UniqueConstraint("supplier_id", "ingredient_id", "contract_start_date", name="uq_supplier_ingredients_contract"),
    rule("contract_dates_in_order", "contract_start_date <= contract_end_date"),
    rule("order_multiple_positive", "order_multiple > 0"),
)
