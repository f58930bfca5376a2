"""Deliveries: when ordered raw materials arrive, in how many lots, how much, and what inspection accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.reading import ints, natural
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import RUN_IN_WEEKS, Calendar
from supplygen.plan.packing import piece_masses
from supplygen.plan.supply_events import SupplyEvents
from supplygen.plan.working_days import WorkingDays
from supplygen.policy.procurement import (
    EARLY_RECEIPT_MEAN_DAYS,
    EARLY_RECEIPT_SHAPE,
    EARLY_RECEIPT_SHARE,
    LATE_RECEIPT_MEAN_DAYS,
    LATE_RECEIPT_SHAPE,
    LOT_REJECT_SHARE,
    OVER_DELIVERY,
    OVER_DELIVERY_SHARE,
    SECOND_RECEIPT_DAYS,
    SHORT_DELIVERY,
    SHORT_DELIVERY_SHARE,
    SPLIT_PART,
    SPLIT_RECEIPT_SHARE,
)
from supplygen.streams import Streams
from supplygen.world import World

ORDER = KeyLayout("plant", supplier=10_000, day=100_000)
"""A purchase order."""


@dataclass(frozen=True, slots=True)
class CallOffs:
    """Lines of purchase orders, one value each."""

    line: Ints
    """Row of the plan's lines."""
    place: Ints
    plant: Ints
    ingredient: Ints
    supplier: Ints
    order_day: Ints
    expected_day: Ints
    grams: Ints
    entity: Ints
    """Entity of the streams."""

    def __getitem__(self, chosen: NDArray[np.bool_]) -> CallOffs:
        return CallOffs(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @property
    def order(self) -> Ints:
        """Entity of the order that each is a line of."""
        return ORDER.key(plant=self.plant, supplier=self.supplier, day=self.order_day)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Days of receipt: as they are, and what they would be without events."""

    undisturbed: Ints
    """With suppliers as reliable as ever."""
    unheld: Ints
    """With nothing held."""
    received: Ints


Lots = dict[str, Ints]
"""Columns of new lots."""


class Deliveries:
    """What suppliers make of call-offs."""

    def __init__(
        self,
        streams: Streams,
        calendar: Calendar,
        events: SupplyEvents,
        days: WorkingDays,
        suppliers: tuple[Floats, Floats],
        shelf_life_days: Ints,
        piece_grams: Ints,
    ) -> None:
        """`days` are those on which plants take goods in.

        `suppliers`: share of orders that come on time and share of lots that pass, by supplier.
        `piece_grams` is the mass of a piece by ingredient, 0 for what comes by weight.
        """
        self._streams, self._calendar, self._events, self._days = streams, calendar, events, days
        self._on_time, self._quality = suppliers
        self._shelf_life_days = shelf_life_days
        self._unit = np.maximum(piece_grams, 1)

    @classmethod
    def of(cls, world: World, days: WorkingDays) -> Deliveries:
        """Read the suppliers of a world; `days` are the plants' working days."""
        rows = world.tables["suppliers"]
        rates = natural("suppliers", rows, "on_time_rate"), natural("suppliers", rows, "quality_rate")
        shelf_life_days = ints(world.tables["ingredients"], "shelf_life_days")
        parts = SupplyEvents.of(world), days, rates, shelf_life_days, piece_masses(world)
        return cls(world.streams, world.calendar, *parts)

    def of_week(self, week: int, called: CallOffs) -> Iterator[Lots]:
        """Lots of a week's call-offs: first those that every one brings, then the second ones of split lines."""
        arrival = self._arrival(week, called)
        ordered, delivered = called.grams, self._delivered(called, week)
        drawn = self._streams.uniform("goods_receipt_lines.split", called.entity, week + RUN_IN_WEEKS)
        split = (drawn < SPLIT_RECEIPT_SHARE) & (ordered > 1)
        rest, rest_delivered = (
            self._whole(called.ingredient, split * grams // SPLIT_PART) for grams in (ordered, delivered)
        )
        yield self._lots("first", week, called, arrival, ordered - rest, delivered - rest_delivered)
        later = self._second(called, arrival)
        later = Arrival(later.undisturbed[split], later.unheld[split], later.received[split])
        yield self._lots("second", week, called[split], later, rest[split], rest_delivered[split])

    def _arrival(self, week: int, called: CallOffs) -> Arrival:
        """Receipt of what comes at first: all lines of a purchase order (plant, supplier, day) come together.

        What is not late comes on the agreed day or some days before, but not in the week of the order.
        """
        order, usual = called.order, self._on_time[called.supplier]
        luck = self._streams.uniform("goods_receipts.late", order)
        late = self._spell("goods_receipts.delay", order, LATE_RECEIPT_MEAN_DAYS, LATE_RECEIPT_SHAPE)
        early = self._spell("goods_receipts.early", order, EARLY_RECEIPT_MEAN_DAYS, EARLY_RECEIPT_SHAPE)
        is_early = self._streams.uniform("goods_receipts.is_early", order) < EARLY_RECEIPT_SHARE
        agreed = called.expected_day
        punctual = np.maximum(agreed - is_early * early, self._calendar.monday(week + 1))
        on_time = self._events.on_time(called.supplier, called.order_day, usual)
        undisturbed, unheld = (
            self._taken_in(called, np.where(luck >= rate, agreed + late, punctual)) for rate in (usual, on_time)
        )
        return Arrival(undisturbed, unheld, self._taken_in(called, self._events.receipt_day(called.ingredient, unheld)))

    def _spell(self, purpose: str, order: Ints, mean_days: float, shape: float) -> Ints:
        """Whole days, at least one, gamma distributed."""
        days = mean_days / shape * self._streams.gamma(purpose, order, shape)
        return np.asarray((1 + np.floor(days)).astype(np.int64))

    def _taken_in(self, called: CallOffs, day: Ints) -> Ints:
        """Day on which plants take in what comes on a day: they rest on Sundays and holidays."""
        return self._days.on_or_after(called.plant, day)

    def _second(self, called: CallOffs, first: Arrival) -> Arrival:
        """Receipt of what comes later; it is held too where the first came before the hold."""
        gap = self._streams.integers("goods_receipts.second", called.order, *SECOND_RECEIPT_DAYS)
        undisturbed, unheld = (self._taken_in(called, day + gap) for day in (first.undisturbed, first.unheld))
        held = np.maximum(unheld + first.received - first.unheld, self._events.receipt_day(called.ingredient, unheld))
        return Arrival(undisturbed, unheld, self._taken_in(called, held))

    def _delivered(self, called: CallOffs, week: int) -> Ints:
        """Grams that suppliers send: now and then too little of a whole order, or a little too much of a line."""
        streams, order, entity, period = self._streams, called.order, called.entity, week + RUN_IN_WEEKS
        low, high = SHORT_DELIVERY
        is_short = streams.uniform("goods_receipts.is_short", order) < SHORT_DELIVERY_SHARE
        missing = low + (high - low) * streams.uniform("goods_receipts.short", order)
        is_over = streams.uniform("goods_receipt_lines.is_over", entity, period) < OVER_DELIVERY_SHARE
        extra = OVER_DELIVERY * streams.uniform("goods_receipt_lines.over", entity, period)
        share = np.where(is_short, -missing, np.where(is_over, extra, 0.0))
        return self._whole(called.ingredient, called.grams + np.floor(called.grams * share).astype(np.int64))

    def _whole(self, ingredient: Ints, grams: Ints) -> Ints:
        """Mass of the whole pieces in a mass; what comes by weight stays as it is."""
        unit = self._unit[ingredient]
        return np.asarray(grams // unit * unit)

    def _lots(self, turn: str, week: int, called: CallOffs, arrival: Arrival, ordered: Ints, grams: Ints) -> Lots:
        """Inspect what comes; `ordered` is what should have."""
        low, high = LOT_REJECT_SHARE
        period, entity = week + RUN_IN_WEEKS, called.entity
        luck = self._streams.uniform(f"goods_receipt_lines.inspection.{turn}", entity, period)
        share = low + (high - low) * self._streams.uniform(f"goods_receipt_lines.rejected.{turn}", entity, period)
        failed = luck >= self._quality[called.supplier]
        return {
            "line": called.line,
            "place": called.place,
            "undisturbed_day": arrival.undisturbed,
            "unheld_day": arrival.unheld,
            "receipt_day": arrival.received,
            "ordered": ordered,
            "grams": grams,
            "accepted": grams - self._whole(called.ingredient, (failed * np.floor(grams * share)).astype(np.int64)),
            # Suppliers make goods in the week of the order.
            "expiry_day": self._calendar.monday(week) + self._shelf_life_days[called.ingredient],
            "scrapped": np.zeros_like(grams),
        }
