"""Purchase conditions: who may deliver a raw material on a day, at what price, in what lots and how fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.reading import index, ints, texts
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import DAYS_A_WEEK, RUN_IN_WEEKS, Calendar, date_of
from supplygen.policy.procurement import PREFERRED_SHARE, SEASONAL_BUYING
from supplygen.streams import Streams
from supplygen.world import World

PAIR = KeyLayout("ingredient", supplier=100_000)
"""A supplier of an ingredient."""

START = KeyLayout("pair", day=1_000_000)
"""The day on which a contract begins, on one axis for all pairs."""

LONGEST_GAP_WEEKS = 54
"""More weeks than any buying season is away."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Contracts, one value each; quantities in grams, prices in 0.0001 USD per kg."""

    supplier: Ints
    ingredient: Ints
    begin: Ints
    """First day."""
    price: Ints
    lead_days: Ints
    minimum: Ints
    multiple: Ints
    """Orders are whole multiples of this."""
    preferred: NDArray[np.bool_]

    @classmethod
    def of(cls, world: World) -> Terms:
        """Read the approved rows of `supplier_ingredients`."""
        rows = world.tables["supplier_ingredients"]
        kept = np.flatnonzero(np.asarray(rows["is_approved"]))
        return cls(
            supplier=index(rows, "supplier_id")[kept],
            ingredient=index(rows, "ingredient_id")[kept],
            begin=ints(rows, "contract_start_date")[kept],
            price=ints(rows, "unit_cost")[kept],
            lead_days=ints(rows, "lead_time_days")[kept],
            minimum=ints(rows, "min_order_qty")[kept],
            multiple=ints(rows, "order_multiple")[kept],
            preferred=np.asarray(rows["is_preferred"], dtype=np.bool_)[kept],
        )


class Contracts:
    """Contracts in an order in which they are found by supplier, ingredient and day."""

    def __init__(self, terms: Terms, codes: Sequence[str]) -> None:
        """Sort the contracts; `codes` are the business keys of all ingredients."""
        order = np.lexsort((terms.begin, terms.supplier, terms.ingredient))
        self.price, self.lead_days = terms.price[order], terms.lead_days[order]
        self._minimum, self._multiple = terms.minimum[order], terms.multiple[order]
        ingredient = terms.ingredient[order]
        pair = PAIR.key(ingredient=ingredient, supplier=terms.supplier[order])
        self._pair, pair_of_row = np.unique(pair, return_inverse=True)
        self._owner = PAIR.part(self._pair, "ingredient")
        self._start = START.key(pair=pair_of_row, day=terms.begin[order])
        self._codes = codes
        self._weights = self._supplier_weights(pair_of_row, terms.preferred[order])
        self.lead_weeks = self._per_ingredient(ingredient, -(-self.lead_days // DAYS_A_WEEK)) + 1
        self._least = self._per_ingredient(ingredient, self._minimum)

    @classmethod
    def of(cls, world: World) -> Contracts:
        """Read the contracts of a world."""
        return cls(Terms.of(world), texts(world.tables["ingredients"], "ingredient_code"))

    def _per_ingredient(self, ingredient: Ints, values: Ints) -> Ints:
        """Largest value of each ingredient's contracts."""
        largest = np.zeros(len(self._codes), dtype=np.int64)
        np.maximum.at(largest, ingredient, values)
        return np.maximum(largest, 1)

    def _supplier_weights(self, pair_of_row: Ints, preferred_row: NDArray[np.bool_]) -> Floats:
        """Cumulative shares of an ingredient's suppliers, pair by pair: the preferred one first in weight."""
        preferred = np.zeros(len(self._pair), dtype=bool)
        np.logical_or.at(preferred, pair_of_row, preferred_row)
        count = np.bincount(self._owner, minlength=len(self._codes))[self._owner]
        with_preferred = np.bincount(self._owner, preferred, minlength=len(self._codes))[self._owner] > 0
        others = np.where(with_preferred, (1 - PREFERRED_SHARE) / np.maximum(count - 1, 1), 1 / count)
        share = np.where(preferred, np.where(count > 1, PREFERRED_SHARE, 1.0), others)
        upto = np.cumsum(share)
        start = np.searchsorted(self._owner, self._owner)
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
        pair = np.searchsorted(
            self._owner + np.minimum(self._weights, 1.0) * (1 - 1e-9), ingredient + drawn * (1 - 1e-6), side="left"
        )
        return np.asarray(np.minimum(pair, np.searchsorted(self._owner, ingredient, side="right") - 1))

    def supplier(self, pair: Ints) -> Ints:
        """Supplier of each (ingredient, supplier) pair."""
        return PAIR.part(self._pair[pair], "supplier")

    def valid_on(self, pair: Ints, day: Ints) -> Ints:
        """Contract of each (ingredient, supplier) pair that is valid on a day."""
        return np.asarray(np.searchsorted(self._start, START.key(pair=pair, day=day), side="right") - 1)

    def buys_in(self, day: int) -> NDArray[np.bool_]:
        """Whether each ingredient is bought in the month of a day."""
        return np.array([_in_season(code, day) for code in self._codes])

    def weeks_to_next_order(self, calendar: Calendar, week: int) -> Ints:
        """Weeks until each ingredient can be ordered again, at least 1."""
        return np.array([_gap(code, calendar, week) for code in self._codes], dtype=np.int64)


def _in_season(code: str, day: int) -> bool:
    first, last = SEASONAL_BUYING.get(code, (1, 12))
    # The whole ordering week must lie inside the season.
    dates = (date_of(day), date_of(day + DAYS_A_WEEK - 1))
    return all(first <= d.month <= last for d in dates)


def _gap(code: str, calendar: Calendar, week: int) -> int:
    if code not in SEASONAL_BUYING:
        return 1
    gaps = (gap for gap in range(1, LONGEST_GAP_WEEKS) if _in_season(code, calendar.monday(week + gap)))
    return next(gaps, LONGEST_GAP_WEEKS)
