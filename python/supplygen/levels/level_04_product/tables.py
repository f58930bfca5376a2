"""Level 4, product: what is sold, what it costs, how it is promoted and replenished."""

from __future__ import annotations

from supplygen.levels.level_04_product.customer_conditions import customer_conditions
from supplygen.levels.level_04_product.price_lists import price_lists, sku_prices
from supplygen.levels.level_04_product.promotions import promotion_accounts, promotion_skus, promotions
from supplygen.levels.level_04_product.replenishment_params import replenishment_params
from supplygen.levels.level_04_product.sku_costs import sku_costs
from supplygen.levels.level_04_product.sku_substitutes import sku_substitutes
from supplygen.levels.level_04_product.skus import skus
from supplygen.levels.source import Source

SOURCES = (
    Source("skus", world=skus, reads=("plants",)),
    Source("price_lists", world=price_lists, reads=("divisions", "products")),
    Source("sku_prices", world=sku_prices, reads=("packaging_types", "skus", "price_lists")),
    Source("customer_conditions", world=customer_conditions, reads=("retail_accounts",)),
    Source(
        "sku_costs",
        whole=sku_costs,
        reads=(
            "ingredients",
            "products",
            "packaging_types",
            "formulas",
            "formula_ingredients",
            "packaging_components",
            "skus",
        ),
    ),
    Source("sku_substitutes", world=sku_substitutes, reads=("packaging_types", "skus")),
    Source("promotions", world=promotions),
    Source("promotion_skus", world=promotion_skus, reads=("divisions", "retail_accounts", "skus", "promotions")),
    Source("promotion_accounts", world=promotion_accounts, reads=("retail_accounts", "promotions")),
    Source("replenishment_params", whole=replenishment_params),
)
