"""What clocks show in the time zones of the world, as the package `tzdata` has it: its pinned version is content."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import numpy as np

from supplygen.arrays.types import Ints
from supplygen.calendar import MINUTE_SECONDS, date_of

NOON = 12
"""Hour of the day that stands for all of it: clocks are changed at night."""


@cache
def minutes_ahead(name: str, first_day: int, days: int) -> Ints:
    """Minutes by which a zone's time is ahead of UTC on each of some days (since 1970-01-01), at local noon."""
    zone, first = _zone(name), date_of(first_day)
    noon = datetime(first.year, first.month, first.day, NOON, tzinfo=zone)
    ahead = [(noon + timedelta(days=day)).utcoffset() or timedelta() for day in range(days)]
    return np.array([delta.total_seconds() // MINUTE_SECONDS for delta in ahead], dtype=np.int64)


@cache
def _zone(name: str) -> ZoneInfo:
    # Not the machine's own: what it knows depends on when it was brought up to date.
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as found:
        return ZoneInfo.from_file(found, key=name)
