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
from supplygen.policy.procurement import NEARNESS_DAYS, PREFERRED_SHARE, RELIED_ON_SHARE, SEASONAL_BUYING
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

    def __init__(self, terms: Terms, codes: Sequence[str], transit_days: Ints) -> None:
        """Sort the contracts; `codes` are the business keys of all ingredients.

        `transit_days` are those from each supplier (row) to each plant (column).
        """
        order = np.lexsort((terms.begin, terms.supplier, terms.ingredient))
        self.price, self._lead_days = terms.price[order], terms.lead_days[order]
        self._minimum, self._multiple = terms.minimum[order], terms.multiple[order]
        self._transit_days = transit_days
        ingredient = terms.ingredient[order]
        pair = PAIR.key(ingredient=ingredient, supplier=terms.supplier[order])
        self._pair, first, pair_of_row = np.unique(pair, return_index=True, return_inverse=True)
        self._owner = PAIR.part(self._pair, "ingredient")
        self._start = START.key(pair=pair_of_row, day=terms.begin[order])
        self._codes = codes
        self.shares = self._shares(self._preference(pair_of_row, terms.preferred[order]))
        """Part of a plant's (row) call-offs of an ingredient that each of its pairs (column) gets."""
        self.first_price = self.price[first]
        """Price of each pair's first contract."""
        self._upto = self._cumulative()
        self.lead_weeks = self._relied_on_weeks(first)
        """Weeks that suppliers take by (plant, ingredient), and one to spare."""
        self._least = self._per_ingredient(ingredient, self._minimum)

    @classmethod
    def of(cls, world: World) -> Contracts:
        """Read the contracts of a world."""
        ways, plants = world.tables["supplier_lanes"], len(ints(world.tables["plants"], "id"))
        transit_days = ints(ways, "transit_days").reshape(-1, plants)
        return cls(Terms.of(world), texts(world.tables["ingredients"], "ingredient_code"), transit_days)

    def _per_ingredient(self, ingredient: Ints, values: Ints) -> Ints:
        """Largest value of each ingredient's contracts."""
        largest = np.zeros(len(self._codes), dtype=np.int64)
        np.maximum.at(largest, ingredient, values)
        return np.maximum(largest, 1)

    def _preference(self, pair_of_row: Ints, preferred_row: NDArray[np.bool_]) -> Floats:
        """Share of each pair among its ingredient's, if all are equally near: the preferred one has the largest."""
        preferred = np.zeros(len(self._pair), dtype=bool)
        np.logical_or.at(preferred, pair_of_row, preferred_row)
        count = np.bincount(self._owner, minlength=len(self._codes))[self._owner]
        with_preferred = np.bincount(self._owner, preferred, minlength=len(self._codes))[self._owner] > 0
        others = np.where(with_preferred, (1 - PREFERRED_SHARE) / np.maximum(count - 1, 1), 1 / count)
        return np.where(preferred, np.where(count > 1, PREFERRED_SHARE, 1.0), others)

    def _shares(self, preference: Floats) -> Floats:
        """Shares at each plant: near suppliers get more than far ones."""
        days = NEARNESS_DAYS + self._transit_days[self.pair_supplier].T
        weight = preference / (days * days * days)
        total = np.stack([np.bincount(self._owner, row, len(self._codes)) for row in weight])
        return np.asarray(weight / total[:, self._owner])

    def _cumulative(self) -> Floats:
        """Shares added up within each ingredient, on one axis for all plants and ingredients."""
        upto = np.cumsum(self.shares, axis=1)
        start = np.searchsorted(self._owner, self._owner)
        within = np.minimum(upto - (upto - self.shares)[:, start], 1.0)
        place = np.arange(len(self.shares))[:, None] * len(self._codes) + self._owner
        return np.asarray(place + within * (1 - 1e-9)).ravel()

    def _relied_on_weeks(self, first: Ints) -> Ints:
        """Weeks that the slowest supplier takes on whom a plant relies, by (plant, ingredient), and one to spare."""
        days = self._lead_days[first] + self._transit_days[self.pair_supplier].T
        weeks = np.where(self.shares >= RELIED_ON_SHARE, -(-days // DAYS_A_WEEK), 0)
        most = np.zeros((len(self._codes), len(weeks)), dtype=np.int64)
        np.maximum.at(most, self._owner, weeks.T)
        return np.asarray(np.maximum(most.T, 1) + 1).ravel()

    def least_quantity(self, ingredient: Ints) -> Ints:
        """Grams below which a material is not ordered."""
        return self._least[ingredient]

    def lot_size(self, contract: Ints, grams: Ints) -> Ints:
        """Quantity raised to the contract's minimum and to a whole multiple."""
        multiple = self._multiple[contract]
        return -(-np.maximum(grams, self._minimum[contract]) // multiple) * multiple

    def choose(self, streams: Streams, plant: Ints, ingredient: Ints, entity: Ints, week: int) -> Ints:
        """Choose among the suppliers of each call-off's ingredient; returns the number of the pair."""
        drawn = streams.uniform("purchase_orders.supplier", entity, week + RUN_IN_WEEKS)
        place = plant * len(self._codes) + ingredient
        found = np.searchsorted(self._upto, place + drawn * (1 - 1e-6), side="left") - plant * len(self._owner)
        return np.asarray(np.minimum(found, np.searchsorted(self._owner, ingredient, side="right") - 1))

    @property
    def pair_supplier(self) -> Ints:
        """Supplier of every pair."""
        return PAIR.part(self._pair, "supplier")

    @property
    def pair_ingredient(self) -> Ints:
        """Ingredient of every pair, ascending."""
        return self._owner

    @property
    def main_supplier(self) -> Ints:
        """Supplier with the largest share by (plant, ingredient)."""
        last = np.searchsorted(self._owner, np.arange(len(self._codes)), side="right") - 1
        order = np.stack([np.lexsort((row, self._owner)) for row in self.shares])
        return np.asarray(self.pair_supplier[order[:, last]].ravel())

    def days(self, contract: Ints, supplier: Ints, plant: Ints) -> Ints:
        """Days from order to receipt: the supplier's own, and those under way."""
        return np.asarray(self._lead_days[contract] + self._transit_days[supplier, plant])

    def supplier(self, pair: Ints) -> Ints:
        """Supplier of each (ingredient, supplier) pair."""
        return self.pair_supplier[pair]

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
