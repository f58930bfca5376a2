"""Hours in which stores take goods in."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns
from supplygen.arrays.types import Ints
from supplygen.calendar import HOUR_MINUTES
from supplygen.facts.reader import records
from supplygen.facts.time_zones import minutes_ahead
from supplygen.world import World

DAY_HOURS = 24
"""Hours of a day."""


def receiving_hours(world: World, kind: Ints, zones: list[str]) -> Columns:
    """Hours usual for the format of each store, moved to where its date is that of UTC all year.

    So a date means the same wherever it is read. In Sydney the morning is yesterday in UTC: goods come from eleven on.
    """
    usual = np.array([row["receives"] for row in records("accounts", "formats")], dtype=np.int64)[kind]
    ahead = {zone: minutes_ahead(zone, *world.known_days) for zone in set(zones)}
    earliest = np.array([max(0, -(-int(ahead[zone].max()) // HOUR_MINUTES)) for zone in zones])
    latest = np.array([DAY_HOURS + min(0, int(ahead[zone].min()) // HOUR_MINUTES) for zone in zones])
    opens, length = np.maximum(usual[:, 0], earliest), usual[:, 1] - usual[:, 0]
    return {"receives_from_hour": opens, "receives_until_hour": np.minimum(opens + length, latest)}
