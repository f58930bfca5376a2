"""Goods sent out of turn: from the center next door, or by air, where a center runs out."""

from __future__ import annotations

import numpy as np

from supplygen._core import TransferOrders
from supplygen.arrays.spread import cumulative_within
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK, Calendar
from supplygen.plan.forecast import Cumulative, Items
from supplygen.plan.lanes import NOWHERE, Lanes
from supplygen.policy.stock import (
    FLIGHT_COVER,
    FLIGHT_MAX_CASES,
    TRANSFER_COVER,
    TRANSFER_KEEP_WEEKS,
    TRANSFER_MIN_CASES,
    TRANSFER_WEEKS,
)
from supplygen.simulator_spec import Outage


class Transfers:
    """Decides each Monday which cases leave for other centers."""

    def __init__(
        self, calendar: Calendar, items: Items, lanes: Lanes, forecasts: Cumulative, outage: Outage | None
    ) -> None:
        """Pair each item with the same SKU at the center next to its own."""
        self._calendar, self._items, self._forecasts, self._outage = calendar, items, forecasts, outage
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
            self._forecasts.window(week, np.full(len(stock), weeks)) for weeks in (TRANSFER_WEEKS, TRANSFER_KEEP_WEEKS)
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
        """Which centers cannot load on every day of a week."""
        down = np.zeros(int(self._items.dc.max()) + 1, dtype=bool)
        if self._outage is not None:
            monday = self._calendar.monday(week)
            down[self._outage.dc] = self._outage.first_day < monday + DAYS_A_WEEK and monday < self._outage.end_day
        return down


class Flights:
    """Decides which released cases fly where ships take too long."""

    def __init__(self, lanes: Lanes, items: Items, plant: Ints, usual: Ints, forecasts: Cumulative) -> None:
        """`plant` is where each item is made, `usual` the lane that its goods take otherwise."""
        self._usual, self._forecasts = usual, forecasts
        self._weeks = lanes.transit_weeks()[usual]
        self._flight = lanes.flight(plant, items.dc)

    def lanes(self, week: int, item: Ints, cases: Ints, stock: Ints, coming: Ints) -> Ints:
        """Lane of each load: by air if it is small and its center has not half of what it needs until a ship is there.

        `stock` and `coming` are what can be allocated, and what is under way, by item.
        """
        needed = self._forecasts.window(week, self._weeks + 1)
        urgent = (stock + coming < FLIGHT_COVER * needed) & (self._flight != NOWHERE)
        flies = urgent[item] & (cases <= FLIGHT_MAX_CASES) & (week >= 0)
        return np.where(flies, self._flight[item], self._usual[item])
