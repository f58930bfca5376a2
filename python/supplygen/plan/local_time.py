"""Local time of the company's places, as the plan and the simulator read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from supplygen.arrays.reading import texts
from supplygen.arrays.types import Ints
from supplygen.facts.time_zones import minutes_ahead
from supplygen.simulator_spec import Zones
from supplygen.world import World

PLACES = ("plants", "distribution_centers", "retail_locations")
"""Tables of places, each with a time zone."""


@dataclass(frozen=True, eq=False, slots=True)
class LocalTime:
    """Time zones of all places."""

    names: tuple[str, ...]
    first_day: int
    """First day that is known, days since 1970-01-01."""
    ahead: Ints
    """Minutes by which a zone is ahead of UTC, as (zone, day)."""

    @classmethod
    def of(cls, world: World) -> LocalTime:
        """Read the time zones of a world's places."""
        names = sorted({name for table in PLACES for name in texts(world.tables[table], "timezone") if name})
        ahead = np.stack([minutes_ahead(name, *world.known_days) for name in names])
        return cls(tuple(names), world.run_in_day, ahead)

    def numbers(self, names: Sequence[str | None]) -> Ints:
        """Numbers of some zones."""
        number = {name: at for at, name in enumerate(self.names)}
        return np.array([number[name] for name in names if name], dtype=np.int64)

    def minutes_ahead(self, zone: Ints, day: Ints) -> Ints:
        """Minutes by which some zones are ahead of UTC on some days; beyond those known, as on the nearest."""
        at = np.clip(day - self.first_day, 0, self.ahead.shape[1] - 1)
        return np.asarray(self.ahead[zone, at])

    def told(self) -> Zones:
        """What the simulator is told of them."""
        return Zones(self.first_day, self.ahead.shape[1], self.ahead.astype(np.int32).ravel())
