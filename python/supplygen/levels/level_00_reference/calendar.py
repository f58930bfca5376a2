"""The calendar: what week, quarter and period each day belongs to."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.calendar import date_of
from supplygen.policy.monitoring import KPI_PERIOD_WEEKS
from supplygen.world import World

QUARTER_WEEKS = 13
"""Weeks of a fiscal quarter."""

PERIODS_A_QUARTER = 3
"""Periods of a fiscal quarter."""

PERIOD_WEEKS = 4
"""Weeks of each but the last period of a fiscal quarter, which has the rest."""


def calendar(world: World) -> Columns:
    """Days from the run-in to the end of the demand axis."""
    day = np.arange(world.run_in_day, world.calendar.monday(world.calendar.season_weeks))
    dates = [date_of(one) for one in day.tolist()]
    year, month = (np.array([getattr(one, part) for one in dates], dtype=np.int64) for part in ("year", "month"))
    iso_year, iso_week, iso_weekday = np.array([one.isocalendar() for one in dates], dtype=np.int64).T
    # The week that a year of 53 has too many belongs to its last quarter and period.
    quarter = np.minimum((iso_week - 1) // QUARTER_WEEKS, 3)
    part = np.minimum((iso_week - 1 - quarter * QUARTER_WEEKS) // PERIOD_WEEKS, PERIODS_A_QUARTER - 1)
    inside = (day >= world.start_day) & (day <= world.as_of_day)
    return {
        "id": dense_ids(len(day)),
        "calendar_date": day,
        "calendar_year": year,
        "calendar_quarter": (month + 2) // 3,
        "calendar_month": month,
        "iso_year": iso_year,
        "iso_week": iso_week,
        "iso_weekday": iso_weekday,
        "fiscal_year": iso_year,
        "fiscal_quarter": quarter + 1,
        "fiscal_period": quarter * PERIODS_A_QUARTER + part + 1,
        "kpi_period": np.where(inside, world.calendar.week(day) // KPI_PERIOD_WEEKS + 1, NULL),
    }
