"""Sourcing decisions: which suppliers are approved for a raw material, who is its first choice, and who only quoted.

Materials are awarded by preferential attachment: who has contracts gets more of them, the trade's own companies and
strategic suppliers first, and those near plants that have none yet: packaging has a supplier in each land with plants,
where one of its trade sits there. Every strategic supplier has at least one contract: that is what makes it strategic.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.columns import dense_ids
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.facts.materials import is_packaging, materials
from supplygen.facts.reader import records
from supplygen.levels.level_01_master.supplier_traits import (
    land_of,
    lands,
    named_suppliers,
    specialties,
    tiers,
)
from supplygen.policy.suppliers import (
    APPROVED_SUPPLIERS,
    NEW_REGION_WEIGHT,
    SECOND_SEAT_WEIGHT,
    SPECIALIST_WEIGHT,
    SUPPLIER_TIER_WEIGHTS,
)
from supplygen.world import World

STRATEGIC = 1
"""Tier of strategic suppliers."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Suppliers and the materials they quote for, by id."""

    supplier: Ints
    ingredient: Ints
    approved: Bools
    preferred: Bools

    @property
    def key(self) -> Ints:
        """Entity of a pair's draws: the same at every number of suppliers."""
        return self.supplier * 1_000 + self.ingredient


@dataclass(slots=True)
class _Awards:
    """Materials on their way to their suppliers; suppliers and materials by position from 0."""

    world: World
    trades: NDArray[np.str_] = field(init=False)
    tier: Ints = field(init=False)
    wanted: Ints = field(init=False)
    chosen: list[list[int]] = field(init=False)
    land: NDArray[np.str_] = field(init=False)
    plant_lands: list[str] = field(init=False)
    sells_packaging: Bools = field(init=False)

    def __post_init__(self) -> None:
        self.trades, self.tier = np.array(specialties(self.world)), tiers(self.world)
        self.land = np.array(lands(self.world))
        self.plant_lands = list(dict.fromkeys(land_of(row["country"]) for row in records("plants")))
        ingredients = materials()
        self.sells_packaging = np.isin(self.trades, [row["specialty"] for row in ingredients if is_packaging(row)])
        self.wanted = self.world.streams.integers(
            "supplier_ingredients.is_approved", dense_ids(len(ingredients)), *APPROVED_SUPPLIERS
        )
        self.chosen = [[] for _ in ingredients]
        codes = [row["code"] for row in ingredients]
        for supplier, row in enumerate(named_suppliers()):
            self.chosen[codes.index(row["ingredient"])] = [supplier]
            self.wanted[codes.index(row["ingredient"])] = 1

    @property
    def contracts(self) -> Ints:
        """Materials of each supplier."""
        return np.bincount([one for row in self.chosen for one in row], minlength=len(self.tier)).astype(np.int64)

    def seat_strategic(self) -> None:
        """Give each strategic supplier a material: of its trade, where there is room, else one of its kind."""
        trade_of = np.array([row["specialty"] for row in materials()])
        packs = np.array([is_packaging(row) for row in materials()])
        single = np.array([len(row) > 0 for row in self.chosen])
        for supplier in np.flatnonzero((self.tier == STRATEGIC) & (self.contracts == 0)).tolist():
            taken = np.array([len(row) for row in self.chosen])
            own = trade_of == self.trades[supplier]
            room = (taken < self.wanted) & (packs == self.sells_packaging[supplier])
            fitting = next(fit & ~single for fit in (own & room, room, own) if (fit & ~single).any())
            weights = np.where(taken > 0, SECOND_SEAT_WEIGHT, 1.0) * fitting
            pick = self.world.streams.choice("supplier_ingredients.seat", [supplier + 1], weights)
            self.chosen[int(pick[0])].append(supplier)

    def fill(self) -> None:
        """Give what is left by preferential attachment; strategic suppliers stay first in each material's list."""
        for ingredient, row in enumerate(materials()):
            if is_packaging(row):
                self._fill_regions(ingredient)
            for _ in range(int(self.wanted[ingredient]) - len(self.chosen[ingredient])):
                covered = self.land[self.chosen[ingredient]]
                nearer = np.isin(self.land, self.plant_lands) & ~np.isin(self.land, covered)
                self._give(ingredient, np.where(nearer, NEW_REGION_WEIGHT, 1.0))

    def _fill_regions(self, ingredient: int) -> None:
        """Give an item of packaging to a supplier in each land with plants, where there is one of its trade."""
        trade = materials()[ingredient]["specialty"]
        for land in self.plant_lands:
            there = (self.land == land) & (self.trades == trade)
            there[: len(named_suppliers())] = False
            if there.any() and land not in self.land[self.chosen[ingredient]]:
                self._give(ingredient, there.astype(np.float64))

    def _give(self, ingredient: int, weights: Floats) -> None:
        """Choose one more supplier of a material, whatever else speaks for it times its weight."""
        row = materials()[ingredient]
        taken = np.concatenate([np.arange(len(named_suppliers())), self.chosen[ingredient]]).astype(np.int64)
        others = np.setdiff1d(np.flatnonzero((weights > 0) & (self.sells_packaging == is_packaging(row))), taken)
        fit = np.where(self.trades[others] == row["specialty"], SPECIALIST_WEIGHT, 1.0)
        fit *= np.array(SUPPLIER_TIER_WEIGHTS)[self.tier[others] - 1] * (1 + self.contracts[others]) * weights[others]
        pick = self.world.streams.gumbel_top_k(
            "supplier_ingredients.supplier_id", [ingredient + 1], fit, 1, others + 1
        )[0]
        self.chosen[ingredient] += others[pick].tolist()


def pairs(world: World) -> Pairs:
    """All pairs by supplier; who gets no contract has at least quoted for one material of its trade."""
    awards = _Awards(world)
    awards.seat_strategic()
    awards.fill()
    listed = [
        (supplier + 1, ingredient, True, rank == 0)
        for ingredient, row in enumerate(awards.chosen, start=1)
        for rank, supplier in enumerate(row)
    ]
    idle = np.flatnonzero(awards.contracts == 0) + 1
    listed += [
        (supplier, quote, False, False)
        for supplier, quote in zip(idle.tolist(), _quotes(world, idle, awards.trades), strict=True)
    ]
    listed.sort()
    return Pairs(*(np.array(values) for values in zip(*listed, strict=True)))


def _quotes(world: World, idle: Ints, trades: NDArray[np.str_]) -> list[int]:
    """Material of its trade that each idle supplier has quoted for; single-source materials get no quotes."""
    single = [row["ingredient"] for row in named_suppliers()]
    ingredients = materials()
    quotes = np.zeros(len(idle), dtype=np.int64)
    for trade in dict.fromkeys(row["specialty"] for row in ingredients):
        mine = np.flatnonzero(trades[idle - 1] == trade)
        weights = [float(row["specialty"] == trade and row["code"] not in single) for row in ingredients]
        quotes[mine] = 1 + world.streams.choice("supplier_ingredients.quote", idle[mine], weights)
    return [int(quote) for quote in quotes]
