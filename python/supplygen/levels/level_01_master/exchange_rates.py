"""Exchange rates: the logarithm of each walks at random from the level that it had on a day of the past.

A month's step is the same whatever the horizon: a walk goes back before that day as it goes on after it.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import date_of, day_number
from supplygen.facts.reader import facts, records
from supplygen.streams import exp
from supplygen.world import World

MONTHS_A_YEAR = 12
RATE_UNITS = 1_000_000
"""Units of the column in one."""


def exchange_rates(world: World) -> Columns:
    """Rates of every month from that of the run-in's first day to that of the as-of date."""
    rows = records("currencies")
    months = np.arange(_month(date_of(world.run_in_day)), _month(date_of(world.as_of_day)) + 1)
    first = np.array(
        [day_number(date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)) for month in months.tolist()]
    )
    level = np.array([float(row["per_usd"]) for row in rows])
    rates = level[:, None] * exp(_walks(world, months).ravel()).reshape(len(rows), len(months))
    return {
        "currency_id": np.repeat(dense_ids(len(rows)), len(months)),
        "rate_month": np.tile(first, len(rows)),
        "local_per_usd": np.rint(rates * RATE_UNITS).astype(np.int64).ravel(),
    }


def _walks(world: World, months: Ints) -> Floats:
    """How far the logarithm of each rate is from its level, by currency and month."""
    rows = records("currencies")
    known = _month(facts("currencies")["levels_of"])
    steps = np.arange(min(known, int(months[0])) + 1, max(known, int(months[-1])) + 1)
    volatility = np.array([float(row["volatility"]) for row in rows]) / math.sqrt(MONTHS_A_YEAR)
    entity = np.repeat(dense_ids(len(rows)), len(steps))
    news = world.streams.normal("exchange_rates.local_per_usd", entity, np.tile(steps, len(rows)))
    walked = np.cumsum(volatility[:, None] * news.reshape(len(rows), len(steps)), axis=1)
    paths = np.concatenate([np.zeros((len(rows), 1)), walked], axis=1)
    origin = steps[0] - 1 if len(steps) else known
    return np.asarray(paths[:, months - origin] - paths[:, [known - origin]])


def _month(day: date) -> int:
    """Months since the beginning of year 0."""
    return day.year * MONTHS_A_YEAR + day.month - 1
