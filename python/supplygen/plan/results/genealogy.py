"""Genealogy: which raw lot went into which batch, first in, first out.

Accepted lots of a (plant, ingredient) in the order of receipt and its uses in the order of production are two
partitions of one axis, the cumulative mass; a draw is the overlap of a lot with a use.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.amounts import material_value, sum_by
from supplygen.arrays.spread import share_out, spread
from supplygen.arrays.types import Ints
from supplygen.plan.plan import Plan
from supplygen.plan.results.documents import Documents


@dataclass(frozen=True, slots=True)
class Genealogy:
    """All draws of raw material, by batch, line of the recipe and age of the lot."""

    batch: Ints
    """Position of the batch among those made; its id less 1."""
    use: Ints
    """Row of the plan's uses."""
    lot: Ints
    """Row of `Documents.arrived`."""
    grams: Ints
    """Mass drawn."""

    @classmethod
    def of(cls, plan: Plan, paper: Documents) -> Genealogy:
        """Match the uses of all batches made with the lots that had arrived."""
        materials, rows, uses = plan.materials, plan.batches.rows, plan.batches.uses
        batch, use = spread(rows["use_start"][plan.produced], rows["use_stop"][plan.produced])
        plant = plan.policy.plant[rows["sku"][plan.produced]][batch]
        place = materials.place(plant, uses["ingredient"][use])
        by_place = np.argsort(place, kind="stable")
        lots = _oldest_first(plan, paper.arrived)
        arrived = paper.arrived[lots]
        supply, demand, grams = _core.overlaps(
            materials.lots["place"][arrived],
            materials.usable(arrived),
            place[by_place],
            uses["grams"][use][by_place],
        )
        drawn_by = by_place[demand]
        order = np.argsort(drawn_by, kind="stable")
        drawn_by = drawn_by[order]
        return cls(batch[drawn_by], use[drawn_by], lots[supply[order]], grams[order])

    def drawn(self, lots: int) -> Ints:
        """Mass drawn from each of all `lots` arrived lots, grams."""
        return sum_by(self.lot, self.grams, lots)


def _oldest_first(plan: Plan, arrived: Ints) -> Ints:
    """Rows of `Documents.arrived` in the order of use within each (plant, ingredient)."""
    lots = plan.materials.lots
    return np.lexsort((arrived, lots["receipt_day"][arrived], lots["place"][arrived]))


def planned_grams(plan: Plan, draws: Genealogy) -> Ints:
    """Mass by the recipe of each draw, grams: a use's plan in proportion to what its draws really took."""
    use, owner = np.unique(draws.use, return_inverse=True)
    order = np.argsort(owner, kind="stable")
    parts = np.empty(len(owner), dtype=np.int64)
    parts[order] = share_out(owner[order], plan.batches.uses["planned_grams"][use], draws.grams[order])
    return parts


def material_values(plan: Plan, paper: Documents, draws: Genealogy) -> tuple[Ints, Ints]:
    """Value of the raw materials, and of the packaging, in each batch made, 1e-7 USD.

    Every draw is valued at the price of its lot's order line.
    """
    line = plan.materials.lots["line"][paper.arrived[draws.lot]]
    value = material_value(draws.grams, plan.materials.lines["price"][line])
    is_packaging = plan.batches.packing.is_packaging(plan.batches.uses["ingredient"][draws.use])
    bulk, packs = np.where(is_packaging, 0, value), np.where(is_packaging, value, 0)
    return sum_by(draws.batch, bulk, len(plan.produced)), sum_by(draws.batch, packs, len(plan.produced))
