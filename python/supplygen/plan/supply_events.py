"""The scenario's events on the supply side: a supplier that is late more often, and one that holds its deliveries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.types import Floats, Ints
from supplygen.scenario import SourceCascade, SupplierReliability
from supplygen.world import World


@dataclass(frozen=True, slots=True)
class SupplyEvents:
    """What befalls purchase orders and receipts; nothing where the scenario is without it."""

    start_day: int
    unreliable: SupplierReliability | None = None
    supplier: int = -1
    """Who is late, index from 0."""
    held: SourceCascade | None = None
    ingredient: int = -1
    """What is held, index from 0."""

    @classmethod
    def of(cls, world: World) -> SupplyEvents:
        """Read the scenario."""
        unreliable, held = world.scenario.supplier_reliability, world.scenario.source_cascade
        supplier = world.ids("suppliers", unreliable.supplier) - 1 if unreliable else -1
        ingredient = world.ids("ingredients", held.ingredient) - 1 if held else -1
        return cls(world.start_day, unreliable, supplier, held, ingredient)

    def on_time(self, supplier: Ints, order_day: Ints, usual: Floats) -> Floats:
        """Probability that an order comes on time: less than usual for those placed within the event's window."""
        event = self.unreliable
        if event is None:
            return usual
        hit = (supplier == self.supplier) & self._within(order_day, event.first_day, event.last_day)
        return np.where(hit, event.on_time_rate, usual)

    def receipt_day(self, ingredient: Ints, day: Ints) -> Ints:
        """Day of receipt of what would have come on a day: held goods come as much later as the hold lasts."""
        event = self.held
        if event is None:
            return day
        hit = (ingredient == self.ingredient) & self._within(day, event.first_day, event.last_day)
        return np.where(hit, day + event.days, day)

    def _within(self, day: Ints, first: int, last: int | None) -> np.ndarray:
        since = day - self.start_day
        return np.asarray((since >= first) & (since <= (first if last is None else last)))
