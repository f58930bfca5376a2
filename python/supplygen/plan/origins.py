"""Where lanes begin: the days on which goods are loaded there, and the hour at which they leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.types import Ints
from supplygen.calendar import DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS
from supplygen.plan.lanes import Lanes
from supplygen.plan.local_time import LocalTime
from supplygen.plan.working_days import WorkingDays
from supplygen.policy.transport import FIRST_LONG_HAUL_HOUR, LOADING_DAYS
from supplygen.world import World


@dataclass(frozen=True, eq=False, slots=True)
class Origins:
    """Plants and centers, one for each lane."""

    loading: WorkingDays
    local: LocalTime
    zone: Ints
    """Time zone of each."""

    @classmethod
    def of(cls, world: World, lanes: Lanes) -> Origins:
        """Read calendars and time zones of a world."""
        local = LocalTime.of(world)
        loading = WorkingDays.of(world, lanes.at_origin(world, "country"), LOADING_DAYS)
        return cls(loading, local, local.numbers(lanes.at_origin(world, "timezone")))

    def departure(self, lane: Ints, day: Ints) -> Ints:
        """When goods leave that are sent on a day, seconds since 1970-01-01.

        That is in the morning, or where the date is not yet that of UTC then, as soon as it is.
        """
        ahead = self.local.minutes_ahead(self.zone[lane], day) * MINUTE_SECONDS
        return np.asarray(day * DAY_SECONDS + np.maximum(FIRST_LONG_HAUL_HOUR * HOUR_SECONDS - ahead, 0))
