"""Level 4, product: what is sold, what it costs, how it is promoted and replenished."""

from __future__ import annotations

from supplygen.levels.level_04_product.prices import sku_costs
from supplygen.levels.level_04_product.promotions import promotion_accounts, promotion_skus, promotions
from supplygen.levels.level_04_product.replenishment import replenishment_params
from supplygen.levels.level_04_product.skus import skus
from supplygen.levels.level_04_product.substitutes import sku_substitutes

LEVEL = 4

TABLES = (
    ("skus", skus),
    ("sku_costs", sku_costs),
    ("sku_substitutes", sku_substitutes),
    ("promotions", promotions),
    ("promotion_skus", promotion_skus),
    ("promotion_accounts", promotion_accounts),
)
FROM_PLAN = (("replenishment_params", replenishment_params),)
"""The table that shows the plan's own policy: it arises after the simulate pass."""
