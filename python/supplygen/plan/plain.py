"""Demand of a plain week: what stores buy on average without season and promotions, by channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from supplygen.arrays.reading import Floats
from supplygen.plan.forecast import Items

CHUNK = 1 << 20
"""(Store, SKU) pairs that are added up at once: the largest worlds have hundreds of millions."""


def channel_rates(world: Mapping[str, Any], items: Items) -> Floats:
    """Mean cases a week by item and channel, from the stores' assortments as `outbound_world` describes them."""
    center, channel = (world[name].astype(np.int64) for name in ("store_dc", "store_channel"))
    skus, pairs = len(world["units_per_case"]), len(world["pair_sku"])
    keys = items.dc * skus + items.sku
    order = np.argsort(keys)
    rates = np.zeros((len(items), len(world["channel_margin_bp"])))
    for first in range(0, pairs, CHUNK):
        part = slice(first, min(first + CHUNK, pairs))
        sku = world["pair_sku"][part].astype(np.int64)
        store = np.searchsorted(world["pair_start"], np.arange(part.start, part.stop), side="right") - 1
        item = order[np.searchsorted(keys, center[store] * skus + sku, sorter=order)]
        np.add.at(
            rates, (item, channel[store]), world["pair_rate"][part].astype(np.float64) / world["units_per_case"][sku]
        )
    return rates
