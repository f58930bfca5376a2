"""Demand: what stores are going to order, what planners think of it, and what they would buy in a plain week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.lookup import Keyed
from supplygen.arrays.types import Floats
from supplygen.plan.course import HEMISPHERES, launch_weeks
from supplygen.plan.forecast import Items, Outlook, forecast, with_cover, with_optimism
from supplygen.plan.swings import Swings
from supplygen.policy.prices import TYPICAL_LAG_WEEKS
from supplygen.simulator_spec import BasePrices, OutboundSpec
from supplygen.world import World

CHUNK = 1 << 20
"""(Store, SKU) pairs that are added up at once: the largest worlds have hundreds of millions."""


@dataclass(frozen=True, eq=False)
class Demand:
    """Cases by item; weeks are those of the demand axis."""

    items: Items
    """Every (center, SKU) that some store lists."""
    expected: Floats
    """True expected demand by item and week, whatever the swings."""
    channel_rates: Floats
    """Mean cases a week without the course of the weeks and promotions, by item and channel."""
    course: Floats
    """Demand over that of a mean week without promotions, by hemisphere, SKU and week, base prices included."""
    sober_forecasts: Floats
    """What forecasts would be without optimism about new SKUs, by item and week."""
    forecasts: Floats
    """Forecast cases by item and week, whatever the swings."""
    swings: Swings
    outlook: Outlook
    """Forecasts with the swings that are known when somebody asks."""

    @classmethod
    def of(cls, world: World, spec: OutboundSpec, simulator: _core.Simulator, swings: Swings) -> Demand:
        """Ask the simulator, before its first week."""
        items = Items(*simulator.items())
        sober = forecast(world.streams, items, simulator.expected_orders())
        forecasts = with_optimism(world.scenario.optimism, launch_weeks(world)[items.sku], sober)
        return cls(
            items=items,
            expected=simulator.expected(),
            channel_rates=channel_rates(spec, items),
            course=_courses(spec),
            sober_forecasts=sober,
            forecasts=forecasts,
            swings=swings,
            outlook=Outlook(items, with_cover(forecasts), swings),
        )


def _courses(spec: OutboundSpec) -> Floats:
    """What is known of the weeks, by hemisphere, SKU and week."""
    seasons = spec.season.factors.reshape(HEMISPHERES, -1, spec.season.weeks)
    return np.asarray(seasons * _typical_response(spec.base_prices))


def _typical_response(prices: BasePrices) -> Floats:
    """What base prices do to demand by SKU and week, where tills follow after the typical time."""
    first = prices.lead_weeks - TYPICAL_LAG_WEEKS
    weeks = prices.weeks - prices.lead_weeks
    return prices.response.reshape(-1, prices.weeks)[:, first : first + weeks]


def channel_rates(spec: OutboundSpec, items: Items) -> Floats:
    """Mean cases a week by item and channel, from the stores' assortments: no season, no promotions."""
    center, channel = (of.astype(np.int64) for of in (spec.stores.dc, spec.stores.channel))
    units, pairs = spec.skus.units_per_case, len(spec.pairs.sku)
    layout = KeyLayout("dc", sku=len(units))
    item_of = Keyed(layout.key(dc=items.dc, sku=items.sku))
    rates = np.zeros((len(items), len(spec.channels.margin_bp)))
    for first in range(0, pairs, CHUNK):
        part = slice(first, min(first + CHUNK, pairs))
        sku = spec.pairs.sku[part].astype(np.int64)
        store = np.searchsorted(spec.pairs.start, np.arange(part.start, part.stop), side="right") - 1
        item = item_of.rows(layout.key(dc=center[store], sku=sku))
        np.add.at(rates, (item, channel[store]), spec.pairs.rate[part].astype(np.float64) / units[sku])
    return rates
