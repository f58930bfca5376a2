"""Prices without promotions: lists that hold until the next, demand that answers to them, conditions of accounts."""

import math

import numpy as np
import pytest

from supplygen.arrays.reading import index, ints, texts
from supplygen.config import Settings
from supplygen.plan.base_prices import ListPrices, conditions
from supplygen.policy.prices import INFLATION, PRICE_ELASTICITY
from worlds import world

COMPANY = Settings(scale=0.02, seed=7)


@pytest.fixture(scope="module")
def made():
    return world(COMPANY)


@pytest.fixture(scope="module")
def prices(made):
    return ListPrices.of(made)


def test_the_price_of_a_day_is_that_of_the_list_that_holds(made, prices):
    lists, rows = made.tables["price_lists"], made.tables["sku_prices"]
    begin = ints(lists, "valid_from")[index(rows, "price_list_id")]
    assert np.array_equal(prices.on(index(rows, "sku_id"), begin), ints(rows, "list_price"))
    later = np.flatnonzero(ints(lists, "increase_percent")[index(rows, "price_list_id")] > 0)
    before, after = prices.on(index(rows, "sku_id")[later], begin[later] - 1), ints(rows, "list_price")[later]
    # The price of a sachet is too low for a rise of a whole cent.
    assert (before <= after).all()
    assert (before < after).mean() > 0.9


def test_a_day_before_all_lists_has_the_opening_price(made, prices):
    skus = np.arange(len(prices.first_day))
    assert np.array_equal(prices.on(skus, np.zeros_like(skus)), ints(made.tables["skus"], "list_price"))


def test_demand_answers_with_the_elasticity_of_the_family(made, prices):
    families = np.array(texts(made.tables["products"], "product_family"))[index(made.tables["skus"], "product_id")]
    answer = np.log(prices.response(made, 0))
    risen = prices.first_day[:, 1]
    steps = 0
    for sku in np.flatnonzero(risen <= made.as_of_day).tolist():
        week = made.calendar.week(int(risen[sku]))
        step = math.log(prices.each_cents[sku, 1] / prices.each_cents[sku, 0]) - math.log(1 + INFLATION) / 52.1775
        assert answer[sku, week] - answer[sku, week - 1] == pytest.approx(-PRICE_ELASTICITY[families[sku]] * step)
        steps += 1
    assert steps > len(families) / 2


def test_the_answer_is_one_on_average_over_the_horizon(made, prices):
    weeks = prices.response(made, -6)
    assert weeks.shape[1] == 6 + made.calendar.season_weeks
    assert weeks[:, 6 : 6 + made.calendar.weeks].mean(axis=1) == pytest.approx(1)


def test_conditions_are_those_of_the_table(made):
    told, rows = conditions(made), made.tables["customer_conditions"]
    off = told.discount_bp.reshape(len(told.first_day), -1, told.products)
    period = np.searchsorted(told.first_day, ints(rows, "valid_from"))
    got = off[period, index(rows, "retail_account_id"), index(rows, "product_id")]
    assert np.array_equal(got, ints(rows, "discount_percent"))
    assert np.count_nonzero(off) == len(got) > 0
