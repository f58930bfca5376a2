"""Demand of a plain week: what stores buy on average without season and promotions, by channel."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.lookup import Keyed
from supplygen.arrays.types import Floats
from supplygen.plan.forecast import Items
from supplygen.simulator_spec import OutboundSpec

CHUNK = 1 << 20
"""(Store, SKU) pairs that are added up at once: the largest worlds have hundreds of millions."""


def channel_rates(spec: OutboundSpec, items: Items) -> Floats:
    """Mean cases a week by item and channel, from the stores' assortments."""
    center, channel = (of.astype(np.int64) for of in (spec.stores.dc, spec.stores.channel))
    units, pairs = spec.skus.units_per_case, len(spec.pairs.sku)
    items_by_key = Keyed(items.dc * len(units) + items.sku)
    rates = np.zeros((len(items), len(spec.channels.margin_bp)))
    for first in range(0, pairs, CHUNK):
        part = slice(first, min(first + CHUNK, pairs))
        sku = spec.pairs.sku[part].astype(np.int64)
        store = np.searchsorted(spec.pairs.start, np.arange(part.start, part.stop), side="right") - 1
        item = items_by_key.rows(center[store] * len(units) + sku)
        np.add.at(rates, (item, channel[store]), spec.pairs.rate[part].astype(np.float64) / units[sku])
    return rates
