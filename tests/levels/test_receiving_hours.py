"""Hours in which stores take goods in."""

from __future__ import annotations

import numpy as np
import pytest

from supplygen.config import Settings
from supplygen.facts.reader import records
from supplygen.levels.level_03_network.receiving_hours import receiving_hours
from supplygen.world import World

FORMATS = [row["code"] for row in records("accounts", "formats")]


@pytest.mark.parametrize(
    ("zone", "kind", "hours"),
    [
        ("Europe/Paris", "supermarket", (5, 13)),
        # In winter, the date of Los Angeles is that of UTC until four in the afternoon.
        ("America/Los_Angeles", "supermarket", (5, 13)),
        ("America/Los_Angeles", "online_fulfilment", (6, 16)),
        # From eleven on in summer.
        ("Australia/Sydney", "supermarket", (11, 19)),
        # Half an hour less, and hours that are too long for what is left of the day.
        ("Australia/Adelaide", "online_fulfilment", (11, 24)),
    ],
)
def test_docks_are_open_for_the_usual_hours_where_the_date_is_that_of_utc(zone, kind, hours):
    world = World.of(Settings())
    found = receiving_hours(world, np.array([FORMATS.index(kind)]), [zone])
    assert (found["receives_from_hour"][0], found["receives_until_hour"][0]) == hours
