"""Production planning: which SKU is made when, in which batches, and for which distribution centers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.growing_table import GrowingTable
from supplygen.arrays.reading import index, ints, natural, texts
from supplygen.arrays.spread import share_out, spread
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.plan.forecast import Items, Outlook
from supplygen.plan.swings import missed_swing
from supplygen.policy.demand import SKU_SWING_SIGMA
from supplygen.policy.production import FIRST_REVIEW_SLACK_WEEKS, LAUNCH_LEAD_WEEKS, MIN_BATCH_CASES
from supplygen.policy.stock import (
    DEMAND_CV,
    OPENING_COVER_WEEKS,
    ORDER_LUMP_CASES,
    PLANT_LEAD_WEEKS,
    REVIEW_WEEKS,
    SAFETY_Z,
)
from supplygen.world import World


@dataclass(frozen=True, slots=True)
class SkuPolicy:
    """What planning knows of each SKU."""

    review_weeks: Ints
    safety_z: Floats
    first_review: Ints
    turn: Ints
    """Weeks from its first review to the one from which on it is reviewed every `review_weeks`, less than these."""
    net_grams: Ints
    batch_grams: Ints
    plant: Ints
    formula: Ints
    shelf_life_days: Ints

    @classmethod
    def of(cls, world: World, way_weeks: Ints) -> SkuPolicy:
        """Read the policy from the master data; `way_weeks` is how long an SKU's goods are under way at most, weeks."""
        skus = world.tables["skus"]
        classes = texts(skus, "abc_class")
        formula = index(skus, "formula_id")
        launch_week = world.calendar.week(ints(skus, "launch_date"))
        review_weeks = np.array([REVIEW_WEEKS[c] for c in classes], dtype=np.int64)
        # What has a long way to go is made first, so that it is there when the horizon opens.
        spare = np.maximum(RUN_IN_WEEKS - PLANT_LEAD_WEEKS - way_weeks - FIRST_REVIEW_SLACK_WEEKS, 0)
        first_review = world.streams.integers("work_orders.first_review", ints(skus, "id"), 0, spare) - RUN_IN_WEEKS
        return cls(
            review_weeks=review_weeks,
            safety_z=np.array([SAFETY_Z[c] for c in classes]),
            first_review=np.maximum(first_review, launch_week - LAUNCH_LEAD_WEEKS),
            # The reviews of a company that has lived before fall into all weeks alike.
            turn=world.streams.integers("work_orders.review_turn", ints(skus, "id"), 0, review_weeks - 1),
            net_grams=net_case_grams(world),
            batch_grams=ints(world.tables["formulas"], "batch_size_kg")[formula],
            plant=index(skus, "primary_plant_id"),
            formula=formula,
            shelf_life_days=ints(skus, "shelf_life_days"),
        )

    def under_review(self, week: int) -> Ints:
        """SKUs that are reviewed in a week."""
        since = week - self.first_review
        return np.flatnonzero((since == 0) | (since > 0) & ((since - self.turn) % self.review_weeks == 0))

    def weeks_to_next_review(self, week: int) -> Ints:
        """Weeks from a week, not before the first review, to each SKU's next review."""
        return np.asarray(self.review_weeks - (week - self.first_review - self.turn) % self.review_weeks)


def net_case_grams(world: World) -> Ints:
    """Mass of the product in a case of each SKU, grams: content times density of its formula."""
    skus, packs = world.tables["skus"], world.tables["packaging_types"]
    pack = index(skus, "packaging_id")
    density = natural("formulas", world.tables["formulas"], "density_g_per_ml")[index(skus, "formula_id")]
    milliliters = ints(packs, "content_ml")[pack] * ints(packs, "units_per_case")[pack]
    return np.rint(milliliters * density).astype(np.int64)


def demand_deviation(mean: Floats, weeks: Ints) -> Floats:
    """Standard deviation of a center's orders over some weeks, by their weekly mean, cases.

    A week's own variance grows with the square of the mean, and with the mean where orders are few; swings last.
    """
    swings = SKU_SWING_SIGMA * missed_swing(weeks) * mean
    return np.asarray(np.sqrt(weeks * mean * (DEMAND_CV**2 * mean + ORDER_LUMP_CASES) + swings * swings))


class Planner:
    """Decides, at the end of each week, what the plants make next, and keeps each item's stock position.

    The position counts the cases that an item owns or has planned: it rises by a campaign's share when the campaign is
    decided, is corrected when a batch turns out larger, smaller or rejected, and falls by what stores are allocated.
    """

    def __init__(self, policy: SkuPolicy, items: Items, outlook: Outlook, lead_weeks: Ints) -> None:
        """`lead_weeks`: weeks from decision to availability by item."""
        self.policy = policy
        self.items = items
        self.position = np.zeros(len(items), dtype=np.int64)
        self.needs = GrowingTable("item", "cases")
        self._outlook = outlook
        self._lead_weeks = lead_weeks
        self._by_sku = np.argsort(items.sku, kind="stable")
        self._out_of_turn = np.zeros(len(policy.plant), dtype=bool)

    def lose(self, sku: Ints) -> None:
        """Have SKUs that lost a batch reviewed in the next decision, whenever their turn would be."""
        self._out_of_turn[sku] = True

    def decide(self, week: int) -> dict[str, Ints]:
        """Plan a week's campaigns, and return their batches.

        Their columns: SKU, number in the campaign and how many there are, planned cases, and the needs that they serve.
        """
        reviewed, self._out_of_turn = self._out_of_turn, np.zeros(len(self.policy.plant), dtype=bool)
        reviewed[self.policy.under_review(week)] = True
        chosen = self._by_sku[reviewed[self.items.sku[self._by_sku]]]
        need = self._need(chosen, week)
        chosen, need = chosen[need > 0], need[need > 0]
        rows = self.needs.add(len(chosen), item=chosen, cases=need)
        sku, first, count = np.unique(self.items.sku[chosen], return_index=True, return_counts=True)
        start = first + (rows[0] if len(rows) else 0)
        batches = self._divide(sku, np.add.reduceat(need, first) if len(first) else need, start, start + count)
        self.count(batches, batches["planned_cases"])
        return batches

    def count(self, batches: dict[str, Ints], cases: Ints) -> None:
        """Add cases of batches (negative: take away) to the positions of the items that they are for."""
        item, part = self.shares(batches["need_start"], batches["need_stop"], np.abs(cases))[1:]
        owner = spread(batches["need_start"], batches["need_stop"])[0]
        np.add.at(self.position, item, np.sign(cases)[owner] * part)

    def shares(self, need_start: Ints, need_stop: Ints, cases: Ints) -> tuple[Ints, Ints, Ints]:
        """Divide batches among their campaign's items in proportion to need: batch, item and cases of each part."""
        owner, need = spread(need_start, need_stop)
        return owner, self.needs["item"][need], share_out(owner, cases, self.needs["cases"][need])

    def _need(self, chosen: Ints, week: int) -> Ints:
        """Cases that lift each item's position to its order-up-to level until the next review's goods are there."""
        sku = self.items.sku[chosen]
        weeks = self.policy.weeks_to_next_review(week)[sku] + self._lead_weeks[chosen]
        ahead = self._outlook.window(week, week + 1, weeks, chosen)
        # In the run-in nobody orders yet, but safety stock is built for the weeks in which stores do.
        mean = self._outlook.window(week, max(week + 1, -OPENING_COVER_WEEKS), weeks, chosen) / weeks
        safety = self.policy.safety_z[sku] * demand_deviation(mean, weeks)
        return np.asarray(np.maximum(np.rint(ahead + safety).astype(np.int64) - self.position[chosen], 0))

    def _divide(self, sku: Ints, campaign: Ints, start: Ints, stop: Ints) -> dict[str, Ints]:
        """Cut campaigns into batches of at most the formula's batch size."""
        cases = np.maximum(campaign, MIN_BATCH_CASES)
        largest = np.maximum(self.policy.batch_grams[sku] // self.policy.net_grams[sku], MIN_BATCH_CASES)
        batches = -(-cases // largest)
        owner, number = spread(np.zeros_like(batches), batches)
        total, parts = cases[owner], batches[owner]
        return {
            "sku": sku[owner],
            "number": number,
            "campaign_batches": parts,
            "planned_cases": total * (number + 1) // parts - total * number // parts,
            "need_start": start[owner],
            "need_stop": stop[owner],
        }
