"""Prices and standard costs of SKUs."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.apportion import split_rows
from supplygen.arrays.columns import Columns
from supplygen.arrays.types import Ints
from supplygen.facts.reader import integers, records, scaled
from supplygen.policy.products import (
    CONVERSION_SHARES,
    LIST_PRICE_SPREAD,
    MAX_MATERIAL_SHARE,
    PROCESS_LOSS_PERCENT,
    STANDARD_COST_SHARE,
    TRADE_MARGIN_PERCENT,
)
from supplygen.world import World

COST_UNITS_PER_CENT = 100


def list_prices(
    world: World,
    sku: Ints,
    product: Ints,
    variant: Ints,
    pack: Ints,
    division: Ints,
) -> Ints:
    """Retail price of an each in cents, ending in 9: grows with the content to the power of 3/4 and with the tier."""
    products = records("products")
    content = integers(records("packaging"), "content_ml")[pack].astype(np.float64)
    # Square roots round alike everywhere, a general power does not.
    volume = np.sqrt(content) * np.sqrt(np.sqrt(content))
    tier = np.array([[row["tier_percent"] for row in owner["variants"]] for owner in products])[product, variant]
    level = integers(records("divisions"), "price_percent")[division]
    spread = world.streams.integers("skus.list_price", sku, *LIST_PRICE_SPREAD)
    factor = scaled(products, "price_factor", 1)[product]
    cents = volume * factor * tier * level * spread / (10 * 100 * 100 * 10_000)
    tens: Ints = np.maximum(1, np.floor(cents / 10 + 0.5).astype(np.int64))
    return tens * 10 - 1


def case_prices(list_price: Ints, units: Ints) -> Ints:
    """Wholesale price of a case in cents: list price less the trade margin, rounded half up."""
    return (list_price * units * (100 - TRADE_MARGIN_PERCENT) + 50) // 100


def _formula_cost(world: World) -> Ints:
    """Raw materials of a kilogram of each formula at usual prices, 0.0001 USD."""
    usual = scaled(records("ingredients"), "unit_cost", 4)
    lines = (
        world.column("formula_ingredients", "percent") * usual[world.column("formula_ingredients", "ingredient_id") - 1]
    )
    total = np.zeros(len(world.column("formulas", "id")), dtype=np.int64)
    np.add.at(total, world.column("formula_ingredients", "formula_id") - 1, lines)
    return total // 10_000


def sku_costs(world: World) -> Columns:
    """Standard cost of a case: materials by formula, the rest in fixed shares of what the margin leaves."""
    sku = world.column("skus", "id")
    share = world.streams.integers("sku_costs.landed_cost", sku, *STANDARD_COST_SHARE)
    pack = world.column("skus", "packaging_id") - 1
    retail = world.column("skus", "list_price") * world.column("packaging_types", "units_per_case")[pack]
    landed = retail * COST_UNITS_PER_CENT * share // 10_000
    grams = world.column("packaging_types", "case_net_kg")[pack]
    per_kg = _formula_cost(world)[world.column("skus", "formula_id") - 1]
    material = per_kg * grams * (100 + PROCESS_LOSS_PERCENT) // (100 * 1_000)
    material = np.minimum(material, landed * MAX_MATERIAL_SHARE // 10_000)
    weights = np.tile(np.array(list(CONVERSION_SHARES.values()), dtype=np.int64), (len(sku), 1))
    parts = split_rows(landed - material, weights)
    return {
        "sku_id": sku,
        "material_cost": material,
        **{name: parts[:, at] for at, name in enumerate(CONVERSION_SHARES)},
        "landed_cost": landed,
    }
