"""Forecasts: right on average, drawn for each item and week by itself, optimistic about what is new."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_company import array, steady
from supplygen.plan.forecast import Cumulative, Items, forecast, is_new, with_cover, with_optimism
from supplygen.policy.demand import FORECAST_BIAS, FORECAST_SIGMA, NEW_SKU_WEEKS
from supplygen.policy.stock import OPENING_COVER_WEEKS
from supplygen.scenario import Scenario
from supplygen.streams import Streams

MANY = Items(np.arange(2_000) % 20, np.arange(2_000) // 20)


def test_errors_have_the_spread_and_the_median_of_the_policy():
    made = np.log(forecast(Streams(1), MANY, np.full((len(MANY), 10), 50.0)) / 50)
    assert np.median(made) == pytest.approx(np.log(FORECAST_BIAS), abs=0.01)
    assert made.std() == pytest.approx(FORECAST_SIGMA, abs=0.01)
    assert abs(np.corrcoef(made.T)[~np.eye(10, dtype=bool)]).max() < 0.1, "weeks are independent"


def test_other_items_do_not_change_a_forecast():
    truth = np.full((len(MANY), 3), 50.0)
    some = Items(MANY.dc[500:510], MANY.sku[500:510])
    assert (forecast(Streams(1), some, truth[:10]) == forecast(Streams(1), MANY, truth)[500:510]).all()


def test_where_nothing_is_expected_nothing_is_forecast():
    assert not forecast(Streams(1), MANY, np.zeros((len(MANY), 2))).any()


def test_an_sku_is_new_for_half_a_year_and_before_its_launch():
    launch = array(10)
    assert is_new(launch, array(10, 10 + NEW_SKU_WEEKS - 1, 10 + NEW_SKU_WEEKS, 0)).tolist() == [
        True,
        True,
        False,
        True,
    ]


def test_optimism_raises_the_weeks_in_which_an_sku_is_new():
    optimism = Scenario.baseline().optimism
    assert optimism is not None
    sober = np.full((2, 40), 8.0)
    made = with_optimism(replace(optimism, factor=1.5), array(0, -100), sober)
    assert made[0].tolist() == [12.0] * NEW_SKU_WEEKS + [8.0] * (40 - NEW_SKU_WEEKS)
    assert (made[1] == 8).all()
    assert with_optimism(None, array(0, 0), sober) is sober


def test_planning_counts_on_weeks_before_the_horizon():
    made = with_cover(array([3.0, 4.0, 5.0]).reshape(1, 3))
    assert made.tolist() == [[3.0] * OPENING_COVER_WEEKS + [3.0, 4.0, 5.0]]


@given(st.integers(-5, 12), st.lists(st.integers(0, 12), min_size=3, max_size=3))
def test_a_window_ends_with_the_demand_axis(first: int, weeks: list[int]):
    demand = np.arange(24.0).reshape(3, 8)
    expected = [
        sum(row[week] for week in range(max(first, 0), min(max(first + length, 0), 8)))
        for row, length in zip(demand, weeks, strict=True)
    ]
    outlook, begin = steady(Items(np.zeros(3, int), np.arange(3)), demand), first - OPENING_COVER_WEEKS
    assert outlook.window(0, begin, np.array(weeks)).tolist() == pytest.approx(expected)
    assert outlook.window(0, begin, np.array(weeks[2:]), np.array([2])).tolist() == pytest.approx(expected[2:])
    assert Cumulative(demand).window(first, np.array(weeks)).tolist() == expected
    assert Cumulative(demand).window(first, np.array(weeks[2:]), np.array([2])).tolist() == expected[2:]
