"""The contaminated raw material: which lots it came in, and from when on what was made of it is called back."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Bools, Ints
from supplygen.calendar import DAYS_A_WEEK, Calendar
from supplygen.plan.filling import NEVER
from supplygen.plan.materials import Materials
from supplygen.policy.procurement import CONTAMINATED_PLANTS
from supplygen.scenario import SorbitolContamination
from supplygen.world import World


class Contamination:
    """A supplier's first lot of one week, delivered to all plants that ordered; none if the scenario has none."""

    def __init__(
        self, calendar: Calendar, materials: Materials, event: SorbitolContamination | None, ingredient: int
    ) -> None:
        """`ingredient` is the event's, index from 0."""
        self._calendar, self._materials, self._event, self._ingredient = calendar, materials, event, ingredient
        self.lines: Ints = np.empty(0, dtype=np.int64)
        """Call-offs that the lot was delivered for."""

    @classmethod
    def of(cls, world: World, materials: Materials) -> Contamination:
        """Read the scenario."""
        event = world.scenario.sorbitol_contamination
        ingredient = world.ids("ingredients", event.ingredient) - 1 if event else -1
        return cls(world.calendar, materials, event, ingredient)

    @property
    def discovery_day(self) -> int:
        """Monday on which it is discovered."""
        return self._calendar.monday(self._event.discovery_week) if self._event else NEVER

    def follow(self, week: int) -> None:
        """Let the lot that was ordered in a week be the contaminated one, if there is none yet and it is time."""
        event = self._event
        if event is None or len(self.lines) or not event.order_week <= week < event.discovery_week:
            return
        lines = self._materials.lines
        day, monday = lines["order_day"], self._calendar.monday(week)
        first_run = (lines["ingredient"] == self._ingredient) & (lines["call"] == 0)
        chosen = np.flatnonzero(first_run & (day >= monday) & (day < monday + DAYS_A_WEEK))
        for supplier in np.unique(lines["supplier"][chosen]):
            lot = chosen[lines["supplier"][chosen] == supplier]
            if len(np.unique(lines["plant"][lot])) >= CONTAMINATED_PLANTS:
                self.lines = lot
                return

    def is_in(self, lots: Ints) -> Bools:
        """Whether lots (rows of the plan's lots) are of the contaminated one."""
        return np.isin(self._materials.lots["line"][lots], self.lines)
