"""Forecasts that anybody would try first: the last known week, a moving average, gradient boosting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec

import numpy as np

from supplygen.arrays.types import Floats, Ints
from supplygen.baseline.series import KNOWN_WEEKS, TEST_WEEKS, Series
from supplygen.errors import UsageError

MEAN_WEEKS = 4
"""Weeks of the moving average.
Unit: weeks. Source: practice: a month."""

LONG_WEEKS = 13
"""Weeks of the longer mean that boosting sees.
Unit: weeks. Source: practice: a quarter."""


LEAST_LEVEL = 0.5
"""What is added to the level of an item, so that one that has not sold yet has one.
Unit: cases a week. Source: practice: half of the smallest order."""


def insist_on_library() -> None:
    """Refuse to go on where gradient boosting is not installed."""
    if find_spec("sklearn") is None:
        raise UsageError("the baseline needs scikit-learn: pip install 'supplygen[baseline]'")


def last_week(series: Series) -> Floats:
    """What was ordered in the last week that is known."""
    return np.asarray(series.cases[series.item, series.week - KNOWN_WEEKS])


def moving_average(series: Series) -> Floats:
    """Mean of the last known weeks."""
    return _mean(series.cases, series.item, series.week, MEAN_WEEKS)


def gradient_boosting(series: Series) -> Floats:
    """Trees on what was ordered and what is announced, learned from the weeks before those that are judged.

    They predict orders over the item's own level, so that fast and slow sellers learn from each other; an item weighs
    as much as it sells.
    """
    from sklearn.ensemble import HistGradientBoostingRegressor

    first, last = KNOWN_WEEKS + LONG_WEEKS, series.weeks - TEST_WEEKS - KNOWN_WEEKS
    item, week = (axis.ravel() for axis in np.indices((len(series.cases), last - first)))
    week = week + first
    level = _level(series, item, week)
    model = HistGradientBoostingRegressor(max_iter=200, learning_rate=0.05, random_state=0)
    model.fit(_features(series, item, week), series.cases[item, week] / level, sample_weight=level)
    relative = model.predict(_features(series, series.item, series.week))
    return np.asarray(np.maximum(relative, 0) * _level(series, series.item, series.week))


FORECASTS: Mapping[str, Callable[[Series], Floats]] = {
    "last week": last_week,
    f"mean of {MEAN_WEEKS} weeks": moving_average,
    "gradient boosting": gradient_boosting,
    "the company's": lambda series: series.company,
}
"""What is compared, the simplest first."""


def _level(series: Series, item: Ints, week: Ints) -> Floats:
    """What an item usually sells, and never nothing."""
    return _mean(series.cases, item, week, LONG_WEEKS) + LEAST_LEVEL


def _features(series: Series, item: Ints, week: Ints) -> Floats:
    """What is known of an item and a week when the forecast is made: `KNOWN_WEEKS` back, and all promotions."""
    near = [_at(table, item, week + ahead) for table in (series.promoted, series.discount) for ahead in (-1, 0, 1, 2)]
    level = _level(series, item, week)
    lags = [series.cases[item, week - KNOWN_WEEKS - back] / level for back in range(MEAN_WEEKS)]
    month = _mean(series.cases, item, week, MEAN_WEEKS) / level
    promoted = [_mean(series.promoted, item, week, weeks) for weeks in (MEAN_WEEKS, LONG_WEEKS)]
    return np.column_stack([*lags, month, *promoted, *near, np.log(level)])


def _mean(table: Floats, item: Ints, week: Ints, weeks: int) -> Floats:
    """Mean of the last known weeks of each item."""
    backs = range(KNOWN_WEEKS, KNOWN_WEEKS + weeks)
    return np.asarray(sum(_at(table, item, week - back) for back in backs) / weeks)


def _at(table: Floats, item: Ints, week: Ints) -> Floats:
    """Values of items in weeks; 0 outside the horizon, beyond which nothing is known."""
    inside = (week >= 0) & (week < table.shape[1])
    return np.where(inside, table[item, np.clip(week, 0, table.shape[1] - 1)], 0.0)
