"""Purchase conditions: who may deliver a raw material on a day, at what price, in what lots and how fast."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from supplygen.arrays.reading import index, ints, texts
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import RUN_IN_WEEKS, Calendar
from supplygen.policy.procurement import PREFERRED_SHARE, SEASONAL_BUYING
from supplygen.streams import Streams
from supplygen.world import World

EPOCH = date(1970, 1, 1)

SUPPLIER_SPAN = 100_000
"""More suppliers than there are: separates the suppliers of different ingredients in a pair's number."""

DAY_SPAN = 1_000_000
"""More days than any contract lasts: separates the contracts of different suppliers on one axis."""


class Contracts:
    """The approved rows of `supplier_ingredients`, searchable by supplier, ingredient and day."""

    def __init__(self, world: World) -> None:
        """Read and sort the contracts."""
        rows = world.tables["supplier_ingredients"]
        approved = np.flatnonzero(np.asarray(rows["is_approved"]))
        supplier, ingredient = index(rows, "supplier_id")[approved], index(rows, "ingredient_id")[approved]
        begin = ints(rows, "contract_start_date")[approved]
        order = np.lexsort((begin, supplier, ingredient))
        kept = approved[order]
        self.price = ints(rows, "unit_cost")[kept]
        self.lead_days = ints(rows, "lead_time_days")[kept]
        self._minimum, self._multiple = ints(rows, "min_order_qty")[kept], ints(rows, "order_multiple")[kept]
        self._pair, first = np.unique(ingredient[order] * SUPPLIER_SPAN + supplier[order], return_inverse=True)
        self._key = first * DAY_SPAN + begin[order]
        self._preferred = np.asarray(rows["is_preferred"])[kept]
        self._ingredients = len(ints(world.tables["ingredients"], "id"))
        self._weights = self._supplier_weights(first)
        self.lead_weeks = self._per_ingredient(ingredient[order], -(-self.lead_days // 7)) + 1
        self._least = self._per_ingredient(ingredient[order], self._minimum)
        self._seasons = dict(SEASONAL_BUYING)
        self._codes = texts(world.tables["ingredients"], "ingredient_code")

    def _per_ingredient(self, ingredient: Ints, values: Ints) -> Ints:
        """Largest value of each ingredient's contracts."""
        largest = np.zeros(self._ingredients, dtype=np.int64)
        np.maximum.at(largest, ingredient, values)
        return np.maximum(largest, 1)

    def _supplier_weights(self, pair_of_row: Ints) -> Floats:
        """Cumulative shares of an ingredient's suppliers, pair by pair: the preferred one first in weight."""
        ingredient = self._pair // SUPPLIER_SPAN
        preferred = np.zeros(len(self._pair), dtype=bool)
        np.logical_or.at(preferred, pair_of_row, self._preferred)
        count = np.bincount(ingredient, minlength=self._ingredients)[ingredient]
        with_preferred = np.bincount(ingredient, preferred, minlength=self._ingredients)[ingredient] > 0
        others = np.where(with_preferred, (1 - PREFERRED_SHARE) / np.maximum(count - 1, 1), 1 / count)
        share = np.where(preferred, np.where(count > 1, PREFERRED_SHARE, 1.0), others)
        upto = np.cumsum(share)
        start = np.searchsorted(ingredient, ingredient)
        return np.asarray(upto - (upto[start] - share[start]))

    def least_quantity(self, ingredient: Ints) -> Ints:
        """Grams below which a material is not ordered."""
        return self._least[ingredient]

    def lot_size(self, contract: Ints, grams: Ints) -> Ints:
        """Quantity raised to the contract's minimum and to a whole multiple."""
        multiple = self._multiple[contract]
        return -(-np.maximum(grams, self._minimum[contract]) // multiple) * multiple

    def choose(self, streams: Streams, ingredient: Ints, entity: Ints, week: int) -> Ints:
        """Choose among the suppliers of each call-off's ingredient; returns the number of the pair."""
        drawn = streams.uniform("purchase_orders.supplier", entity, week + RUN_IN_WEEKS)
        owner = self._pair // SUPPLIER_SPAN
        pair = np.searchsorted(
            owner + np.minimum(self._weights, 1.0) * (1 - 1e-9), ingredient + drawn * (1 - 1e-6), side="left"
        )
        return np.asarray(np.minimum(pair, np.searchsorted(owner, ingredient, side="right") - 1))

    def supplier(self, pair: Ints) -> Ints:
        """Supplier of each (ingredient, supplier) pair."""
        return np.asarray(self._pair[pair] % SUPPLIER_SPAN)

    def valid_on(self, pair: Ints, day: Ints) -> Ints:
        """Contract of each (ingredient, supplier) pair that is valid on a day."""
        return np.asarray(np.searchsorted(self._key, pair * DAY_SPAN + day, side="right") - 1)

    def buys_in(self, day: int) -> np.ndarray:
        """Whether each ingredient is bought in the month of a day."""
        return np.array([self._in_season(code, day) for code in self._codes])

    def _in_season(self, code: str, day: int) -> bool:
        first, last = self._seasons.get(code, (1, 12))
        # The whole ordering week must lie inside the season.
        dates = (EPOCH + timedelta(days=day), EPOCH + timedelta(days=day + 6))
        return all(first <= d.month <= last for d in dates)

    def weeks_to_next_order(self, calendar: Calendar, week: int) -> Ints:
        """Weeks until each ingredient can be ordered again, at least 1."""
        return np.array([self._gap(code, calendar, week) for code in self._codes], dtype=np.int64)

    def _gap(self, code: str, calendar: Calendar, week: int) -> int:
        if code not in self._seasons:
            return 1
        return next((gap for gap in range(1, 54) if self._in_season(code, calendar.monday(week + gap))), 54)
