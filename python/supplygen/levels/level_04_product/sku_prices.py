"""Prices of SKUs."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Ints
from supplygen.facts.reader import integers, records, scaled
from supplygen.policy.products import LIST_PRICE_SPREAD, TRADE_MARGIN_PERCENT
from supplygen.world import World


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
