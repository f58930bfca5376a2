"""How far forecasts are off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.types import Floats, Ints
from supplygen.baseline.forecasts import FORECASTS
from supplygen.baseline.series import Series


@dataclass(frozen=True, slots=True)
class Score:
    """Errors of a forecast over all that is judged; nan where nothing was ordered."""

    forecast: str
    wmape_item_week: float
    """Sum of absolute errors by center, SKU and week over cases ordered (weighted mean absolute percentage error)."""
    wmape_sku_week: float
    """The same after adding up the centers."""
    bias: float
    """Forecast less ordered cases over ordered cases."""


def scores(series: Series) -> list[Score]:
    """Judge every forecast on the same items and weeks."""
    return [score(name, make(series), series) for name, make in FORECASTS.items()]


def score(name: str, forecast: Floats, series: Series) -> Score:
    """Judge one forecast."""
    actual, skus = series.actual, series.sku[series.item] * series.weeks + series.week
    total = actual.sum() or np.nan
    return Score(
        name,
        float(np.abs(forecast - actual).sum() / total),
        float(np.abs(_summed(skus, forecast) - _summed(skus, actual)).sum() / total),
        float((forecast - actual).sum() / total),
    )


def _summed(groups: Ints, values: Floats) -> Floats:
    """Sum by group."""
    _, at = np.unique(groups, return_inverse=True)
    return np.bincount(at, values).astype(np.float64)
