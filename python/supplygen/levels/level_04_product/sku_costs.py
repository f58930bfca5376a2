"""Standard costs of SKUs."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.amounts import BASIS_POINTS, sum_by
from supplygen.arrays.apportion import split_rows
from supplygen.arrays.columns import Columns
from supplygen.arrays.reading import index, ints
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.plan.packing import Packing
from supplygen.plan.results.standard_freight import standard_freight
from supplygen.policy.products import (
    CONVERSION_SHARES,
    PROCESS_LOSS_PERCENT,
    PRODUCT_COST_SHARE,
)
from supplygen.world import World

COST_UNITS_PER_CENT = 100

KILOGRAM = 1_000
"""Grams."""


def _formula_cost(world: World) -> Ints:
    """Raw materials of a kilogram of each formula at standard prices, 0.0001 USD."""
    lines, usual = world.tables["formula_ingredients"], ints(world.tables["ingredients"], "standard_cost")
    value = ints(lines, "percent") * usual[index(lines, "ingredient_id")]
    return sum_by(index(lines, "formula_id"), value, len(world.column("formulas", "id"))) // BASIS_POINTS


def _packaging_cost(world: World) -> Ints:
    """Packaging of a case of each SKU at standard prices, planned scrap included, 0.0001 USD."""
    packing, sku = Packing.of(world), np.arange(len(world.column("skus", "id")))
    usual = ints(world.tables["ingredients"], "standard_cost")
    owner, line = packing.of_sku(sku)
    item = packing.ingredient[line]
    grams = packing.pieces[line] * packing.piece_grams[item]
    value = sum_by(owner, grams * usual[item] * (BASIS_POINTS + packing.scrap[line]), len(sku))
    return round_half_up(value, KILOGRAM * BASIS_POINTS)


def product_costs(world: World) -> Columns:
    """Standard cost of a case without freight: recipe and bill of packaging, conversion in shares of the rest."""
    sku = world.column("skus", "id")
    share = world.streams.integers("sku_costs.landed_cost", sku, *PRODUCT_COST_SHARE)
    pack = world.column("skus", "packaging_id") - 1
    retail = world.column("skus", "list_price") * world.column("packaging_types", "units_per_case")[pack]
    product = retail * COST_UNITS_PER_CENT * share // BASIS_POINTS
    grams = world.column("packaging_types", "case_net_kg")[pack]
    per_kg = _formula_cost(world)[world.column("skus", "formula_id") - 1]
    material = per_kg * grams * (100 + PROCESS_LOSS_PERCENT) // (100 * KILOGRAM)
    packaging = _packaging_cost(world)
    weights = np.tile(np.array(list(CONVERSION_SHARES.values()), dtype=np.int64), (len(sku), 1))
    parts = dict(zip(CONVERSION_SHARES, split_rows(product - material - packaging, weights).T, strict=True))
    return {"material_cost": material, **parts, "packaging_cost": packaging}


def sku_costs(ctx: GeneratorContext) -> Columns:
    """Standard cost of a case: of the product, and of its freight as planned."""
    product = product_costs(ctx)
    freight = np.rint(standard_freight(ctx, ctx.plan) * COST_UNITS_PER_CENT).astype(np.int64)
    landed = sum((ints(product, name) for name in product), freight)
    return {"sku_id": ctx.column("skus", "id"), **product, "freight_cost": freight, "landed_cost": landed}
