"""Raw materials: what the plants need, order, receive and use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.growing import Growing
from supplygen.arrays.reading import ints, natural
from supplygen.arrays.spread import cumulative_within, spread
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import DAYS_A_WEEK, RUN_IN_WEEKS, Calendar
from supplygen.plan.contracts import Contracts
from supplygen.plan.supply_events import SupplyEvents
from supplygen.policy.procurement import (
    CALL_OFFS_PER_WEEK,
    HAZMAT_DAYS,
    LATE_RECEIPT_MEAN_DAYS,
    LATE_RECEIPT_SHAPE,
    LOT_REJECT_SHARE,
    MATERIAL_SAFETY_WEEKS,
    ORDER_DAYS,
    OVER_DELIVERY,
    OVER_DELIVERY_SHARE,
    SECOND_RECEIPT_DAYS,
    SHORT_DELIVERY,
    SHORT_DELIVERY_SHARE,
    SPLIT_PART,
    SPLIT_RECEIPT_SHARE,
)
from supplygen.world import World

SUPPLIER_SPAN, DAY_SPAN = 10_000, 100_000
"""Room for suppliers and days in an order's stream key."""

NOTHING_SORTED = -(1 << 40)
"""A day before all receipts."""

MASS_SPAN = 1 << 50
"""More grams than any plant uses of a raw material in any horizon at any scale (the largest world: 5e13 in five years):
separates the materials' curves on one axis."""

INGREDIENT_SPAN, CALL_SPAN = 1 << 16, 1 << 8
"""Room for raw materials, and for a week's call-offs of one of them, in a call-off's stream key."""

NEVER = np.iinfo(np.int64).max
"""Day on which a need without supply is ready."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Forecast use of raw materials by (plant, ingredient) and week, grams; column 0 is the first run-in week."""

    grams: Floats
    first_week: int

    def window(self, week: int, weeks: Ints) -> Ints:
        """Use in `weeks` weeks by (plant, ingredient), from the week after next: the next one's batches are planned."""
        total = np.concatenate([np.zeros((len(self.grams), 1)), np.cumsum(self.grams, axis=1)], axis=1)
        begin = week + 2 - self.first_week
        last = self.grams.shape[1]
        end = np.clip(begin + weeks, 0, last)
        return np.asarray(np.rint(total[np.arange(len(weeks)), end] - total[:, min(begin, last)]).astype(np.int64))


class Materials:
    """Purchase orders, receipts and the stock position of every (plant, ingredient)."""

    def __init__(self, world: World, calendar: Calendar, needs: Needs) -> None:
        """Start with empty stores."""
        self._world, self._calendar, self._needs = world, calendar, needs
        self._ingredients = len(ints(world.tables["ingredients"], "id"))
        self.contracts = Contracts(world)
        self._events = SupplyEvents(world)
        self._hazardous = np.array(
            [kind is not None for kind in world.texts("ingredients", "hazmat_class")], dtype=np.int64
        )
        self._used_at_all = needs.grams.any(axis=1)
        count = needs.grams.shape[0]
        self.position = np.zeros(count, dtype=np.int64)
        self.used = np.zeros(count, dtype=np.int64)
        self.lines = Growing("plant", "ingredient", "supplier", "order_day", "call", "grams", "price", "expected_day")
        self.lots = Growing("line", "place", "calm_day", "free_day", "receipt_day", "ordered", "grams", "accepted",
            "expiry_day", "scrapped")  # fmt: skip
        self._sorted, self._sorted_until = np.empty(0, dtype=np.int64), NOTHING_SORTED
        self._shelf_life_days = ints(world.tables["ingredients"], "shelf_life_days")
        self._on_time = natural("suppliers", world.tables["suppliers"], "on_time_rate")
        self._quality = natural("suppliers", world.tables["suppliers"], "quality_rate")

    def place(self, plant: Ints, ingredient: Ints) -> Ints:
        """Number of a (plant, ingredient)."""
        return plant * self._ingredients + ingredient

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

        Returns all lots so far, in the order of use, and the positions of each use's first and last lot among them.
        """
        place = self.place(plant, ingredient)
        order = np.argsort(place, kind="stable")
        upto = np.empty(len(place), dtype=np.int64)
        upto[order] = cumulative_within(place[order], grams[order])
        lots = self._received_before(self._calendar.monday(week + 1))
        lot_place = self.lots["place"][lots]
        supply = lot_place * MASS_SPAN + cumulative_within(lot_place, self.usable(lots))
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
        left = np.clip(cumulative_within(place, usable) - self.used[place], 0, usable)
        ends = np.flatnonzero((self.lots["expiry_day"][lots] < monday + DAYS_A_WEEK) & (left > 0))
        self.lots["scrapped"][lots[ends]] += left[ends]
        np.subtract.at(self.position, place[ends], left[ends])

    def _received_before(self, day: int) -> Ints:
        """Lots received before a day, in the order of use: first in, first out within each place."""
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
        ingredient = place % self._ingredients
        least = self.contracts.least_quantity(ingredient)
        parts = np.clip(wanted[place] // least, 1, CALL_OFFS_PER_WEEK)
        owner, number = spread(np.zeros_like(parts), parts)
        share = wanted[place][owner] // parts[owner]
        # Made of ids, which stay the same when other raw materials appear.
        plant = place[owner] // self._ingredients
        entity = ((plant + 1) * INGREDIENT_SPAN + ingredient[owner] + 1) * CALL_SPAN + number
        pair = self.contracts.choose(self._world.streams, ingredient[owner], entity, week)
        supplier = self.contracts.supplier(pair)
        # One order a week from each supplier for each plant, and one for dangerous goods, which travel apart.
        turn = plant + supplier + week + HAZMAT_DAYS * self._hazardous[ingredient[owner]]
        day = self._calendar.monday(week) + turn % ORDER_DAYS
        contract = self.contracts.valid_on(pair, day)
        grams = self.contracts.lot_size(contract, share)
        lines = self.lines.add(
            len(owner),
            plant=plant,
            ingredient=ingredient[owner],
            supplier=supplier,
            order_day=day,
            grams=grams,
            call=number,
            price=self.contracts.price[contract],
            expected_day=day + self.contracts.lead_days[contract],
        )
        np.add.at(self.position, place[owner], grams)
        self._receive(lines, place[owner], supplier, entity, week)

    def _wanted(self, week: int) -> Ints:
        """Grams to order of each (plant, ingredient), before lot sizes; nothing outside a material's buying season."""
        ingredient = np.arange(len(self.position)) % self._ingredients
        gap = self.contracts.weeks_to_next_order(self._calendar, week)[ingredient]
        weeks = self.contracts.lead_weeks[ingredient] + gap + MATERIAL_SAFETY_WEEKS
        level = self._needs.window(week, weeks)
        open_now = self.contracts.buys_in(self._calendar.monday(week))[ingredient]
        return np.where(open_now & self._used_at_all, np.maximum(level - self.position, 0), 0)

    def _receive(self, lines: Ints, place: Ints, supplier: Ints, entity: Ints, week: int) -> None:
        """Decide when ordered goods arrive and what inspection accepts; part of the lines arrive in two lots.

        All lines of a purchase order (plant, supplier, day) are late together.
        """
        plant, day = self.lines["plant"][lines], self.lines["order_day"][lines]
        order_key = (plant * SUPPLIER_SPAN + supplier) * DAY_SPAN + day
        luck, usual = self._world.streams.uniform("goods_receipts.late", order_key), self._on_time[supplier]
        late = luck >= self._events.on_time(supplier, day, usual)
        spell = self._world.streams.gamma("goods_receipts.delay", order_key, LATE_RECEIPT_SHAPE)
        delay = 1 + np.floor(LATE_RECEIPT_MEAN_DAYS / LATE_RECEIPT_SHAPE * spell)
        expected, ingredient = self.lines["expected_day"][lines], self.lines["ingredient"][lines]
        calm = expected + np.where(luck >= usual, delay, 0).astype(np.int64)
        free = expected + np.where(late, delay, 0).astype(np.int64)
        days = np.stack([calm, free, self._events.receipt_day(ingredient, free)])
        ordered = self.lines["grams"][lines]
        delivered = self._delivered(ordered, order_key, entity, week)
        drawn = self._world.streams.uniform("goods_receipt_lines.split", entity, week + RUN_IN_WEEKS)
        split = (drawn < SPLIT_RECEIPT_SHARE) & (ordered > 1)
        mass = np.stack([ordered, delivered])
        second = np.where(split, mass // SPLIT_PART, 0)
        self._add_lots(lines, place, days, mass - second, supplier, entity, week, "first")
        later = days + self._world.streams.integers("goods_receipts.second", order_key, *SECOND_RECEIPT_DAYS)
        # The second receipt of a line whose first came before the hold is held too.
        later[2] = np.maximum(later[2], self._events.receipt_day(ingredient, later[1]))
        rest = (later[:, split], second[:, split], supplier[split], entity[split])
        self._add_lots(lines[split], place[split], *rest, week, "second")

    def _delivered(self, ordered: Ints, order_key: Ints, entity: Ints, week: int) -> Ints:
        """Grams that suppliers send: now and then too little of a whole order, or a little too much of a line."""
        period = week + RUN_IN_WEEKS
        low, high = SHORT_DELIVERY
        is_short = self._world.streams.uniform("goods_receipts.is_short", order_key) < SHORT_DELIVERY_SHARE
        missing = low + (high - low) * self._world.streams.uniform("goods_receipts.short", order_key)
        is_over = (
            self._world.streams.uniform("goods_receipt_lines.is_over", entity, period) < OVER_DELIVERY_SHARE
        ) & ~is_short
        extra = OVER_DELIVERY * self._world.streams.uniform("goods_receipt_lines.over", entity, period)
        share = np.where(is_short, -missing, np.where(is_over, extra, 0.0))
        return np.asarray(ordered + np.floor(ordered * share).astype(np.int64))

    def _add_lots(
        self, lines: Ints, place: Ints, days: Ints, mass: Ints, supplier: Ints, entity: Ints, week: int, turn: str
    ) -> None:
        """Add lots; `mass` is what was ordered and came, `days` are of receipt without events, unheld, in the end."""
        ordered, grams = mass
        low, high = LOT_REJECT_SHARE
        failed = (
            self._world.streams.uniform(f"goods_receipt_lines.inspection.{turn}", entity, week + RUN_IN_WEEKS)
            >= self._quality[supplier]
        )
        share = low + (high - low) * self._world.streams.uniform(
            f"goods_receipt_lines.rejected.{turn}", entity, week + RUN_IN_WEEKS
        )
        accepted = grams - np.where(failed, np.floor(grams * share), 0).astype(np.int64)
        # Suppliers make goods in the week of the order.
        made = self._calendar.monday(week)
        self.lots.add(
            len(lines),
            line=lines,
            place=place,
            calm_day=days[0],
            free_day=days[1],
            receipt_day=days[2],
            ordered=ordered,
            grams=grams,
            accepted=accepted,
            expiry_day=made + self._shelf_life_days[self.lines["ingredient"][lines]],
            scrapped=0,
        )

    def inspect(self, week: int) -> None:
        """Put the positions right by what did not come, came too much or was rejected in a week."""
        day = self.lots["receipt_day"]
        monday = self._calendar.monday(week)
        lots = np.flatnonzero((day >= monday) & (day < monday + 7))
        np.add.at(self.position, self.lots["place"][lots], self.lots["accepted"][lots] - self.lots["ordered"][lots])
