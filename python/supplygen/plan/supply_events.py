"""The scenario's events on the supply side: a supplier that is late more often, and one that holds its deliveries."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Floats, Ints
from supplygen.world import World


class SupplyEvents:
    """What befalls purchase orders and receipts; nothing where the scenario is without it."""

    def __init__(self, world: World) -> None:
        """Read the scenario."""
        self._start_day = world.start_day
        self._unreliable, self._held = world.scenario.supplier_reliability, world.scenario.source_cascade
        self._supplier = world.ids("suppliers", self._unreliable.supplier) - 1 if self._unreliable else -1
        self._ingredient = world.ids("ingredients", self._held.ingredient) - 1 if self._held else -1

    def on_time(self, supplier: Ints, order_day: Ints, usual: Floats) -> Floats:
        """Probability that an order comes on time: less than usual for those placed within the event's window."""
        event = self._unreliable
        if event is None:
            return usual
        hit = (supplier == self._supplier) & self._within(order_day, event.first_day, event.last_day)
        return np.where(hit, event.on_time_rate, usual)

    def receipt_day(self, ingredient: Ints, day: Ints) -> Ints:
        """Day of receipt of what would have come on a day: held goods come as much later as the hold lasts."""
        event = self._held
        if event is None:
            return day
        hit = (ingredient == self._ingredient) & self._within(day, event.first_day, event.last_day)
        return np.where(hit, day + event.days, day)

    def _within(self, day: Ints, first: int, last: int | None) -> np.ndarray:
        since = day - self._start_day
        return np.asarray((since >= first) & (since <= (first if last is None else last)))
