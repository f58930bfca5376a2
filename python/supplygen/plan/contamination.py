"""The contaminated raw material: which lots it came in, and from when on what was made of it is called back."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Bools, Ints
from supplygen.calendar import Calendar
from supplygen.plan.materials import Materials
from supplygen.policy.procurement import CONTAMINATED_PLANTS
from supplygen.world import World

NEVER = np.iinfo(np.int64).max


class Contamination:
    """A supplier's first lot of one week, delivered to all plants that ordered; none if the scenario has none."""

    def __init__(self, world: World, calendar: Calendar, materials: Materials) -> None:
        """Read the scenario."""
        self._calendar, self._materials = calendar, materials
        self._event = world.scenario.sorbitol_contamination
        self._ingredient = world.ids("ingredients", self._event.ingredient) - 1 if self._event else -1
        self.lines: Ints = np.empty(0, dtype=np.int64)
        """Call-offs that the lot was delivered for."""

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
        chosen = np.flatnonzero(first_run & (day >= monday) & (day < monday + 7))
        for supplier in np.unique(lines["supplier"][chosen]):
            lot = chosen[lines["supplier"][chosen] == supplier]
            if len(np.unique(lines["plant"][lot])) >= CONTAMINATED_PLANTS:
                self.lines = lot
                return

    def is_in(self, lots: Ints) -> Bools:
        """Whether lots (rows of the plan's lots) are of the contaminated one."""
        return np.isin(self._materials.lots["line"][lots], self.lines)
