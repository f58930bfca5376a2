"""The yardstick for forecasters: what is known when, and errors by hand; the command itself on a load."""

import json
from importlib.util import find_spec

import numpy as np
import pytest

from supplygen import cli
from supplygen.baseline.forecasts import FORECASTS, last_week, moving_average
from supplygen.baseline.scores import score
from supplygen.baseline.series import KNOWN_WEEKS, TEST_WEEKS, Series
from supplygen.policy.demand import FORECAST_LAG_DAYS

WEEKS = 52


def series(cases: np.ndarray, sku: list[int]) -> Series:
    """Every item in every week that is judged."""
    item, week = (axis.ravel() for axis in np.indices((len(cases), TEST_WEEKS)))
    week = week + WEEKS - TEST_WEEKS
    nothing = np.zeros_like(cases)
    company = cases[item, week] + 1
    return Series(np.arange(len(cases)), np.array(sku), cases, nothing, nothing, item, week, company)


RISING = np.stack([np.arange(WEEKS, dtype=float), 2 * np.arange(WEEKS, dtype=float)])


def test_nothing_is_known_before_its_time():
    # The week in which the company makes its forecast is not over yet.
    assert (KNOWN_WEEKS - 1) * 7 == FORECAST_LAG_DAYS
    told = series(RISING, [1, 2])
    assert (told.actual - last_week(told)).tolist() == [KNOWN_WEEKS] * TEST_WEEKS + [2 * KNOWN_WEEKS] * TEST_WEEKS
    later = RISING.copy()
    later[:, -KNOWN_WEEKS:] = 1000
    for forecast in (last_week, moving_average):
        assert forecast(series(later, [1, 2]))[TEST_WEEKS - 1] == forecast(told)[TEST_WEEKS - 1]


def test_errors_are_weighted_and_cancel_among_the_centers_of_an_sku():
    told = series(np.full((2, WEEKS), 10.0), [7, 7])
    off = np.where(told.item == 0, 12.0, 7.0)
    found = score("off", off, told)
    assert (found.wmape_item_week, found.wmape_sku_week, found.bias) == pytest.approx((0.25, 0.05, -0.05))


def test_what_sold_nothing_has_no_error():
    assert np.isnan(score("none", np.zeros(TEST_WEEKS), series(np.zeros((1, WEEKS)), [1])).bias)


def test_a_short_horizon_and_a_missing_library_are_one_line(loaded_url, monkeypatch, capsys):
    monkeypatch.setattr("supplygen.baseline.forecasts.find_spec", {}.get)
    assert cli.run(["baseline", "--database-url", loaded_url]) == 2
    assert capsys.readouterr().err.endswith("scikit-learn: pip install 'supplygen[baseline]'\n")
    monkeypatch.setattr("supplygen.baseline.forecasts.find_spec", str)
    monkeypatch.setattr("supplygen.baseline.series.LEAST_WEEKS", 60)
    assert cli.run(["baseline", "--database-url", loaded_url]) == 2
    assert "the load has 52 weeks, and a baseline needs 60" in capsys.readouterr().err


@pytest.mark.thorough
@pytest.mark.skipif(find_spec("sklearn") is None, reason="scikit-learn is not installed: make .venv/reading")
def test_boosting_beats_what_is_simpler(migrated_url, capsys):
    assert cli.run(["load", "--scale", "0.02", "--database-url", migrated_url]) == 0
    capsys.readouterr()
    assert cli.run(["baseline", "--json", "--database-url", migrated_url]) == 0
    found = {one["forecast"]: one for one in json.loads(capsys.readouterr().out)}
    assert list(found) == list(FORECASTS)
    by_item, by_sku = ([one[key] for one in found.values()] for key in ("wmape_item_week", "wmape_sku_week"))
    assert by_item == sorted(by_item, reverse=True), "the simplest is the worst"
    assert all(sku < item for sku, item in zip(by_sku, by_item, strict=True))
    assert all(abs(one["bias"]) < 0.3 for one in found.values())
