"""Materials, packaging among them: what the plants order, receive and use."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.growing_table import GrowingTable
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.spread import cumulative_within, spread
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK, RUN_IN_WEEKS, Calendar
from supplygen.plan.contracts import Contracts
from supplygen.plan.deliveries import CallOffs, Deliveries
from supplygen.plan.filling import NEVER
from supplygen.plan.needs import Needs
from supplygen.plan.order_cycle import OrderCycle
from supplygen.plan.working_days import WorkingDays
from supplygen.policy.procurement import (
    CALL_OFFS_PER_ORDER,
    HAZMAT_DAYS,
    MATERIAL_SAFETY_WEEKS,
    OPENING_LEAD_DAYS,
    ORDER_DAYS,
)
from supplygen.streams import Streams
from supplygen.world import World

NOTHING_SORTED = -(1 << 40)
"""A day before all receipts."""

MASS_SPAN = 1 << 50
"""More grams than any plant uses of a raw material in any horizon at any scale (the largest world: 5e13 in five years):
separates the materials' curves on one axis."""

CALL_OFF = KeyLayout("plant", ingredient=1 << 16, number=1 << 8)
"""A week's call-off of a raw material; of ids, which stay the same when other raw materials appear."""


class Materials:
    """Purchase orders, receipts and the stock position of every (plant, ingredient)."""

    def __init__(
        self,
        streams: Streams,
        calendar: Calendar,
        needs: Needs,
        contracts: Contracts,
        deliveries: Deliveries,
        days: WorkingDays,
        hazardous: NDArray[np.bool_],
    ) -> None:
        """Start with empty stores; goods come on `days`; `hazardous` are the dangerous goods among the ingredients."""
        self._days, self._cycle = days, OrderCycle.of(contracts, needs.grams.sum(axis=1))
        self._streams, self._calendar, self._needs, self._deliveries = streams, calendar, needs, deliveries
        self.contracts = contracts
        self._hazardous = hazardous
        self._used_at_all = needs.grams.any(axis=1)
        count = needs.grams.shape[0]
        self.position = np.zeros(count, dtype=np.int64)
        """Grams in stock and on order less what planned batches will use, by (plant, ingredient)."""
        self.used = np.zeros(count, dtype=np.int64)
        """Grams that batches have taken, by (plant, ingredient)."""
        self.lines = GrowingTable(
            "plant", "ingredient", "supplier", "order_day", "call", "grams", "price", "expected_day"
        )
        """Call-offs."""
        self.lots = GrowingTable("line", "place", "undisturbed_day", "unheld_day", "receipt_day", "ordered", "grams",
            "accepted", "expiry_day", "scrapped")  # fmt: skip
        """What arrives for them, at the latest on `receipt_day`; for the other days see `deliveries.Arrival`."""
        self._sorted, self._sorted_until = np.empty(0, dtype=np.int64), NOTHING_SORTED
        self._used_up = np.zeros(count, dtype=np.int64)
        """Grams of the lots of which nothing is left, by (plant, ingredient); they are no longer among `_sorted`."""

    @classmethod
    def of(cls, world: World, needs: Needs, days: WorkingDays) -> Materials:
        """Read the suppliers and contracts of a world; `days` are the plants' working days."""
        hazardous = np.array([kind is not None for kind in world.texts("ingredients", "hazmat_class")])
        parts = needs, Contracts.of(world), Deliveries.of(world, days), days, hazardous
        return cls(world.streams, world.calendar, *parts)

    def place(self, plant: Ints, ingredient: Ints) -> Ints:
        """Number of a (plant, ingredient)."""
        return plant * len(self._hazardous) + ingredient

    def commit(self, plant: Ints, ingredient: Ints, grams: Ints) -> None:
        """Lower the position by what planned batches will use."""
        np.subtract.at(self.position, self.place(plant, ingredient), grams)

    def consume(self, plant: Ints, ingredient: Ints, grams: Ints) -> None:
        """Advance the curves of use by what started batches take."""
        np.add.at(self.used, self.place(plant, ingredient), grams)

    def ready_day(self, plant: Ints, ingredient: Ints, grams: Ints, week: int) -> Ints:
        """First day on which each use is covered, if uses are served in the given order; `NEVER` if not this week.

        The k-th gram used of a material comes from the lot whose interval of the supply curve contains k, and can be
        used from the day after that lot's receipt.
        """
        lots, _, last = self.lots_used(plant, ingredient, grams, week)
        if not len(lots):
            return np.full(len(plant), NEVER)
        inside = np.minimum(last, len(lots) - 1)
        covered = (last < len(lots)) & (self.lots["place"][lots[inside]] == self.place(plant, ingredient))
        return np.where(covered, self.lots["receipt_day"][lots[inside]] + 1, NEVER)

    def lots_used(self, plant: Ints, ingredient: Ints, grams: Ints, week: int) -> tuple[Ints, Ints, Ints]:
        """Lots that uses take when served in the given order; to be asked before `consume`.

        Returns the lots that are not used up, in the order of use, and the positions of each use's first and last lot
        among them.
        """
        place = self.place(plant, ingredient)
        order = np.argsort(place, kind="stable")
        upto = np.empty(len(place), dtype=np.int64)
        upto[order] = cumulative_within(place[order], grams[order])
        lots = self._received_before(self._calendar.monday(week + 1))
        lot_place = self.lots["place"][lots]
        supply = lot_place * MASS_SPAN + self._used_up[lot_place] + cumulative_within(lot_place, self.usable(lots))
        end = place * MASS_SPAN + self.used[place] + upto
        return lots, np.searchsorted(supply, end - grams + 1), np.searchsorted(supply, end)

    def usable(self, lots: Ints) -> Ints:
        """What is or was there of lots to be used, grams."""
        return np.asarray(self.lots["accepted"][lots] - self.lots["scrapped"][lots])

    def expire(self, week: int) -> None:
        """Write off what is left of lots whose shelf life ends in a week: no batch is begun with it any more."""
        monday = self._calendar.monday(week)
        lots = self._received_before(monday)
        place, usable = self.lots["place"][lots], self.usable(lots)
        left = np.clip(self._used_up[place] + cumulative_within(place, usable) - self.used[place], 0, usable)
        ends = (self.lots["expiry_day"][lots] < monday + DAYS_A_WEEK) & (left > 0)
        self.lots["scrapped"][lots[ends]] += left[ends]
        np.subtract.at(self.position, place[ends], left[ends])
        gone = ends | (left == 0)
        np.add.at(self._used_up, place[gone], np.where(ends, usable - left, usable)[gone])
        self._sorted = lots[~gone]

    def _received_before(self, day: int) -> Ints:
        """Lots received before a day and not used up, in the order of use: first in, first out within each place."""
        receipt, place = self.lots["receipt_day"], self.lots["place"]
        arrived = np.flatnonzero((receipt >= self._sorted_until) & (receipt < day))
        lots = np.concatenate([self._sorted, arrived[np.argsort(receipt[arrived], kind="stable")]])
        # Nearly in order already: the stable sort merges the new lots into the old ones.
        self._sorted, self._sorted_until = lots[np.argsort(place[lots], kind="stable")], day
        return self._sorted

    def order(self, week: int) -> None:
        """Place a week's purchase orders: raise positions to the use expected until the next order's goods arrive."""
        wanted = self._wanted(week)
        place = np.flatnonzero(wanted > 0)
        least = self.contracts.least_quantity(place % len(self._hazardous))
        parts = np.clip(wanted[place] // least, 1, CALL_OFFS_PER_ORDER)
        owner, number = spread(np.zeros_like(parts), parts)
        called = self._called(week, place[owner], number, wanted[place][owner] // parts[owner])
        np.add.at(self.position, called.place, called.grams)
        for lots in self._deliveries.of_week(week, called):
            self.lots.add(len(lots["line"]), **lots)

    def _called(self, week: int, place: Ints, number: Ints, wanted: Ints) -> CallOffs:
        """Call off at least the grams wanted; `number` counts a week's call-offs of a place."""
        plant, ingredient = place // len(self._hazardous), place % len(self._hazardous)
        entity = CALL_OFF.key(plant=plant + 1, ingredient=ingredient + 1, number=number)
        pair = self.contracts.choose(self._streams, plant, ingredient, entity, week)
        supplier = self.contracts.supplier(pair)
        # One order in a week from each supplier for each plant, and one for dangerous goods, which travel apart.
        turn = plant + supplier + week + HAZMAT_DAYS * self._hazardous[ingredient]
        day = self._calendar.monday(week) + turn % ORDER_DAYS
        contract = self.contracts.valid_on(pair, day)
        grams = self.contracts.lot_size(contract, wanted)
        expected = self._days.on_or_after(plant, day + self._lead_days(week, contract, supplier, plant))
        line = self.lines.add(
            len(place),
            plant=plant,
            ingredient=ingredient,
            supplier=supplier,
            order_day=day,
            grams=grams,
            call=number,
            price=self.contracts.price[contract],
            expected_day=expected,
        )
        return CallOffs(line, place, plant, ingredient, supplier, day, expected, grams, entity)

    def _lead_days(self, week: int, contract: Ints, supplier: Ints, plant: Ints) -> Ints:
        """Days until goods come; the first orders are for goods that suppliers keep ready for a standing customer."""
        days = self.contracts.days(contract, supplier, plant)
        return np.minimum(days, OPENING_LEAD_DAYS) if week == -RUN_IN_WEEKS else days

    def _wanted(self, week: int) -> Ints:
        """Grams to order of each (plant, ingredient), before lot sizes; nothing outside a material's buying season.

        Orders wait for their week, unless what is there and on order would be used up before new goods can come.
        """
        ingredient = np.arange(len(self.position)) % len(self._hazardous)
        lead, season = self.contracts.lead_weeks, self.contracts.weeks_to_next_order(self._calendar, week)[ingredient]
        gap = np.maximum(self._cycle.weeks_to_next(week), season)
        level = self._needs.window(week, lead + gap + MATERIAL_SAFETY_WEEKS)
        due = self._cycle.is_due(week) | (self.position < self._needs.window(week, lead))
        open_now = self.contracts.buys_in(self._calendar.monday(week))[ingredient]
        return np.where(due & open_now & self._used_at_all, np.maximum(level - self.position, 0), 0)

    def inspect(self, week: int) -> None:
        """Correct the positions by what did not come, came too much or was rejected in a week."""
        day = self.lots["receipt_day"]
        monday = self._calendar.monday(week)
        lots = np.flatnonzero((day >= monday) & (day < monday + DAYS_A_WEEK))
        np.add.at(self.position, self.lots["place"][lots], self.lots["accepted"][lots] - self.lots["ordered"][lots])
