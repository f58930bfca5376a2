"""Days, weeks and the horizon: day numbers, units of time, and the run-in before the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", int, NDArray[np.int64])
"""One number or an array of them."""

DAYS_A_WEEK = 7
"""Days of a week."""

RUN_IN_WEEKS = 12
"""Weeks before the horizon in which procurement, production and deployment already run, so that the first week opens
with stock from real batches."""

RUN_IN_DAYS = DAYS_A_WEEK * RUN_IN_WEEKS
"""Days of the run-in."""

OUTLOOK_DAYS = 182
"""Contracts and prices reach this far beyond the horizon, so that planning at its end still finds them."""

ANNOUNCED_WEEKS = 13
"""Promotions are announced this far beyond the horizon, a quarter, so that stores buy forward at its end too."""

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
"""Proleptic Gregorian ordinal of day number 0."""

FORESIGHT_WEEKS = 36
"""Weeks beyond the horizon for which demand is forecast: seasonal raw materials are bought for half a year ahead."""

WEEKS_A_YEAR = 52
"""Weeks that yearly figures refer to."""

SECOND_US = 1_000_000
"""Microseconds of a second."""

MINUTE_SECONDS = 60
"""Seconds of a minute."""

HOUR_MINUTES = 60
"""Minutes of an hour."""

HOUR_SECONDS = HOUR_MINUTES * MINUTE_SECONDS
"""Seconds of an hour."""

DAY_SECONDS = 24 * HOUR_SECONDS
"""Seconds of a day."""

MINUTE_US = MINUTE_SECONDS * SECOND_US
"""Microseconds of a minute."""

HOUR_US = HOUR_SECONDS * SECOND_US
"""Microseconds of an hour."""

DAY_US = DAY_SECONDS * SECOND_US
"""Microseconds of a day."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The horizon: week 0 starts on `start_day` (a Monday, days since 1970-01-01); run-in weeks are negative."""

    start_day: int
    weeks: int

    @property
    def as_of(self) -> int:
        """Last day of the horizon."""
        return self.start_day + self.weeks * DAYS_A_WEEK - 1

    @property
    def season_weeks(self) -> int:
        """Length of the demand axis: the horizon and the foresight."""
        return self.weeks + FORESIGHT_WEEKS

    def monday(self, week: Number) -> Number:
        """First day of a week, or of each of several."""
        return self.start_day + week * DAYS_A_WEEK

    def week(self, day: Number) -> Number:
        """Week that a day falls into, or each of several."""
        return (day - self.start_day) // DAYS_A_WEEK


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH_ORDINAL


def date_of(day: int) -> date:
    """Calendar date of a day number."""
    return date.fromordinal(day + EPOCH_ORDINAL)
