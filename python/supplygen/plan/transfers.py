"""Goods sent out of turn: from the center next door, or by air, where a center runs out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen._core import TransferOrders
from supplygen.arrays.reading import ints
from supplygen.arrays.spread import cumulative_within
from supplygen.arrays.types import Bools, Ints
from supplygen.calendar import DAYS_A_WEEK, Calendar
from supplygen.facts.pallets import pallets
from supplygen.plan.forecast import Items, Outlook
from supplygen.plan.freight import Freight
from supplygen.plan.lanes import NOWHERE, Lanes
from supplygen.plan.outbound import case_grams, sku_case_parts
from supplygen.plan.working_days import WorkingDays
from supplygen.policy.stock import (
    FLIGHT_COVER,
    FLIGHT_MAX_CASES,
    FLIGHT_WORTH,
    TRANSFER_COVER,
    TRANSFER_KEEP_WEEKS,
    TRANSFER_MIN_CASES,
    TRANSFER_WEEKS,
)
from supplygen.simulator_spec import Outage
from supplygen.world import World


class Transfers:
    """Decides each Monday which cases leave for other centers."""

    def __init__(
        self,
        calendar: Calendar,
        items: Items,
        lanes: Lanes,
        outlook: Outlook,
        loading: WorkingDays,
        outage: Outage | None,
    ) -> None:
        """Pair each item with the same SKU at the center next to its own; `loading` are the centers' working days."""
        self._calendar, self._items, self._outlook = calendar, items, outlook
        self._loading, self._outage = loading, outage
        self.lane = lanes.transfer(items.dc)
        place = np.full((int(items.dc.max()) + 1, int(items.sku.max()) + 1), NOWHERE)
        place[items.dc, items.sku] = np.arange(len(items))
        giver = np.where(self.lane == NOWHERE, NOWHERE, place[lanes.origin_dc[self.lane], items.sku])
        receiver = np.flatnonzero(giver != NOWHERE)
        # By giver, since what one of several receivers takes is not there for the next.
        self._receiver = receiver[np.argsort(giver[receiver], kind="stable")]
        self._giver = giver[self._receiver]

    def decide(self, week: int, stock: Ints, coming: Ints) -> TransferOrders:
        """Cover the next `TRANSFER_WEEKS` weeks of items that are down to a part of that.

        `stock` is what can be allocated, `coming` what arrives within these weeks, both by item. The giver keeps
        `TRANSFER_KEEP_WEEKS` weeks of its own forecast.
        """
        needed, kept = (
            self._outlook.window(week, week, np.full(len(stock), weeks))
            for weeks in (TRANSFER_WEEKS, TRANSFER_KEEP_WEEKS)
        )
        there = (stock + coming)[self._receiver]
        wanted = np.maximum(np.ceil(needed[self._receiver] - there), 0).astype(np.int64)
        wanted[there >= TRANSFER_COVER * needed[self._receiver]] = 0
        wanted[self._is_down(week)[self._items.dc[self._giver]]] = 0
        spare = np.maximum(np.floor(stock - kept)[self._giver], 0).astype(np.int64)
        cases = np.clip(spare - (cumulative_within(self._giver, wanted) - wanted), 0, wanted)
        chosen = np.flatnonzero(cases >= TRANSFER_MIN_CASES)
        return TransferOrders(giver=self._giver[chosen], receiver=self._receiver[chosen], cases=cases[chosen])

    def _is_down(self, week: int) -> np.ndarray:
        """Which centers cannot load in a week: not at all, or not on every day for which it is planned."""
        centers = np.arange(int(self._items.dc.max()) + 1)
        down: Bools = self._loading.in_week(centers, self._calendar.monday(week)) == 0
        if self._outage is not None:
            monday = self._calendar.monday(week)
            down[self._outage.dc] |= self._outage.first_day < monday + DAYS_A_WEEK and monday < self._outage.end_day
        return down


@dataclass(frozen=True, eq=False, slots=True)
class Loads:
    """What a load of each item weighs and is worth."""

    freight: Freight
    case_grams: Ints
    case_parts: Ints
    case_cents: Ints

    @classmethod
    def of(cls, world: World, freight: Freight, sku: Ints) -> Loads:
        """Read mass, room and wholesale price of the items' cases."""
        price = ints(world.tables["skus"], "case_price")
        return cls(freight, case_grams(world)[sku], sku_case_parts(world)[sku], price[sku])

    def pays(self, lane: Ints, day: int, item: Ints, cases: Ints) -> Bools:
        """Whether freight on a lane is no more than `FLIGHT_WORTH` of what the cases are worth."""
        days, room = np.full(len(item), day), pallets(cases * self.case_parts[item])
        freight = self.freight.cents(lane, days, cases * self.case_grams[item], room)
        return np.asarray(freight <= FLIGHT_WORTH * (cases * self.case_cents[item]))


class Flights:
    """Decides which released cases fly where ships take too long."""

    def __init__(
        self, calendar: Calendar, lanes: Lanes, usual: Ints, flight: Ints, outlook: Outlook, loads: Loads
    ) -> None:
        """`usual` is the lane that each item's goods take otherwise, `flight` the one by air, if there is any."""
        self._calendar, self._usual, self._flight = calendar, usual, flight
        self._outlook, self._loads = outlook, loads
        self._weeks = lanes.transit_weeks()[usual]

    def lanes(self, week: int, item: Ints, cases: Ints, stock: Ints, coming: Ints) -> Ints:
        """Lane of each load: by air if its center has less than it needs until a ship is there, and if it pays.

        `stock` and `coming` are what can be allocated, and what is under way, by item.
        """
        needed = self._outlook.window(week, week, self._weeks + 1)
        urgent = (stock + coming < FLIGHT_COVER * needed) & (self._flight != NOWHERE)
        chosen = self._usual[item]
        able = np.flatnonzero(urgent[item] & (cases <= FLIGHT_MAX_CASES) & (week >= 0))
        flight = self._flight[item[able]]
        pays = self._loads.pays(flight, self._calendar.monday(week), item[able], cases[able])
        chosen[able[pays]] = flight[pays]
        return chosen
