"""Prices without promotions: which list holds when, how demand answers to it, and what accounts get off it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen import simulator_spec
from supplygen.arrays.apportion import running_number
from supplygen.arrays.reading import index, ints, texts
from supplygen.arrays.types import Floats, Ints
from supplygen.plan.course import MEAN_YEAR_WEEKS
from supplygen.policy.prices import INFLATION, PRICE_ELASTICITY, PRICE_LAG_WEEKS
from supplygen.streams import exp, ln
from supplygen.world import World

NEVER = int(np.iinfo(np.int32).max)
"""First day of a list that an SKU does not have."""


@dataclass(frozen=True, slots=True, eq=False)
class ListPrices:
    """List prices by SKU and list, in the order of time; an SKU with fewer lists repeats its last price."""

    first_day: Ints
    each_cents: Ints

    @classmethod
    def of(cls, world: World) -> ListPrices:
        """Read the price lists."""
        lists, prices = world.tables["price_lists"], world.tables["sku_prices"]
        sku, begin = index(prices, "sku_id"), ints(lists, "valid_from")[index(prices, "price_list_id")]
        order = np.lexsort((begin, sku))
        sku, begin, cents = sku[order], begin[order], ints(prices, "list_price")[order]
        at = running_number(sku) - 1
        shape = (len(ints(world.tables["skus"], "id")), int(at.max(initial=0)) + 1)
        first_day, each = np.full(shape, NEVER), np.zeros(shape, dtype=np.int64)
        first_day[sku, at], each[sku, at] = begin, cents
        # Prices only rise.
        return cls(first_day, np.maximum.accumulate(each, axis=1))

    def on(self, sku: Ints, day: Ints) -> Ints:
        """List price of an each on a day, cents; the first one before its time too. Indices of SKUs."""
        begun = (self.first_day[sku] <= day[:, None]).sum(axis=1)
        return np.asarray(self.each_cents[sku, np.maximum(begun, 1) - 1])

    def told(self, world: World, units: Ints) -> simulator_spec.BasePrices:
        """What the simulator is told; `units` are the eaches in a case of each SKU."""
        lead = PRICE_LAG_WEEKS[1]
        return simulator_spec.BasePrices(
            lists=self.first_day.shape[1],
            first_day=self.first_day.astype(np.int32).ravel(),
            case_cents=(self.each_cents * units[:, None]).ravel(),
            lead_weeks=lead,
            weeks=lead + world.calendar.season_weeks,
            response=self.response(world, -lead).ravel(),
        )

    def response(self, world: World, first_week: int) -> Floats:
        """Factor on demand by SKU and week, where tills follow at once, from a week on.

        Buyers judge a price by all others, which rise steadily. The factor is 1 on average over the horizon, for whose
        mean centers and lines are sized.
        """
        weeks = np.arange(first_week, world.calendar.season_weeks)
        skus = np.arange(len(self.first_day))
        days = world.calendar.monday(weeks)
        price = np.stack([self.on(skus, np.full(len(skus), day)) for day in days.tolist()], axis=1)
        nominal = ln((price / self.each_cents[:, :1]).ravel()).reshape(price.shape)
        dearer = nominal - float(ln(np.array([1 + INFLATION]))[0]) / MEAN_YEAR_WEEKS * weeks[None, :]
        answer = exp(-(_elasticity(world)[:, None] * dearer).ravel()).reshape(price.shape)
        inside = (weeks >= 0) & (weeks < world.calendar.weeks)
        return np.asarray(answer / answer[:, inside].mean(axis=1, keepdims=True))


def conditions(world: World) -> simulator_spec.Conditions:
    """What accounts get off list prices."""
    rows, accounts = world.tables["customer_conditions"], world.tables["retail_accounts"]
    days, period = np.unique(ints(rows, "valid_from"), return_inverse=True)
    products = len(ints(world.tables["products"], "id"))
    off = np.zeros((len(days), len(ints(accounts, "id")), products), dtype=np.int64)
    off[period, index(rows, "retail_account_id"), index(rows, "product_id")] = ints(rows, "discount_percent")
    return simulator_spec.Conditions(days.astype(np.int32), products, off.ravel())


def _elasticity(world: World) -> Floats:
    """Elasticity of each SKU, by its family."""
    families = texts(world.tables["products"], "product_family")
    return np.array([PRICE_ELASTICITY[one] for one in families])[index(world.tables["skus"], "product_id")]
