"""Standard costs of SKUs."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.apportion import split_rows
from supplygen.arrays.columns import Columns
from supplygen.arrays.reading import ints
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.facts.reader import records, scaled
from supplygen.plan.results.standard_freight import standard_freight
from supplygen.policy.products import (
    CONVERSION_SHARES,
    MAX_MATERIAL_SHARE,
    PROCESS_LOSS_PERCENT,
    PRODUCT_COST_SHARE,
)
from supplygen.world import World

COST_UNITS_PER_CENT = 100


def _formula_cost(world: World) -> Ints:
    """Raw materials of a kilogram of each formula at usual prices, 0.0001 USD."""
    usual = scaled(records("ingredients"), "unit_cost", 4)
    lines = (
        world.column("formula_ingredients", "percent") * usual[world.column("formula_ingredients", "ingredient_id") - 1]
    )
    total = np.zeros(len(world.column("formulas", "id")), dtype=np.int64)
    np.add.at(total, world.column("formula_ingredients", "formula_id") - 1, lines)
    return total // 10_000


def product_costs(world: World) -> Columns:
    """Standard cost of a case without freight: materials by formula, conversion in fixed shares of the rest."""
    sku = world.column("skus", "id")
    share = world.streams.integers("sku_costs.landed_cost", sku, *PRODUCT_COST_SHARE)
    pack = world.column("skus", "packaging_id") - 1
    retail = world.column("skus", "list_price") * world.column("packaging_types", "units_per_case")[pack]
    product = retail * COST_UNITS_PER_CENT * share // 10_000
    grams = world.column("packaging_types", "case_net_kg")[pack]
    per_kg = _formula_cost(world)[world.column("skus", "formula_id") - 1]
    material = per_kg * grams * (100 + PROCESS_LOSS_PERCENT) // (100 * 1_000)
    material = np.minimum(material, product * MAX_MATERIAL_SHARE // 10_000)
    weights = np.tile(np.array(list(CONVERSION_SHARES.values()), dtype=np.int64), (len(sku), 1))
    parts = split_rows(product - material, weights)
    return {"material_cost": material, **{name: parts[:, at] for at, name in enumerate(CONVERSION_SHARES)}}


def sku_costs(ctx: GeneratorContext) -> Columns:
    """Standard cost of a case: of the product, and of its freight as planned."""
    product = product_costs(ctx)
    freight = np.rint(standard_freight(ctx, ctx.plan) * COST_UNITS_PER_CENT).astype(np.int64)
    landed = sum((ints(product, name) for name in product), freight)
    return {"sku_id": ctx.column("skus", "id"), **product, "freight_cost": freight, "landed_cost": landed}
