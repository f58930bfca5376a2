"""Needs: recipes turn what stores will want into what plants use, as much earlier as the way to the stores is long."""

import numpy as np
import pytest

from small_company import GRAMS, array, packing, policy, recipes
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.plan.forecast import Items
from supplygen.plan.needs import Needs, material_needs
from supplygen.policy.production import NOMINAL_YIELD, RUN_IN_BUILD
from supplygen.policy.stock import OPENING_COVER_WEEKS

WEEKS = 20


def needs(lead_weeks: int, spike: int) -> np.ndarray:
    """Use by ingredient and week, run-in first, of ten cases that stores want in one week."""
    demand = np.zeros((1, OPENING_COVER_WEEKS + WEEKS))
    demand[0, OPENING_COVER_WEEKS + spike] = 10
    items = Items(array(0), array(0))
    made = material_needs(items, policy(), recipes({0: 7_500, 1: 2_500}), packing(), demand, array(lead_weeks), (1, 2))
    assert made.first_week == -RUN_IN_WEEKS
    return made.grams


def test_ingredients_have_their_part_of_what_goes_into_the_cases():
    grams = needs(lead_weeks=3, spike=10).sum(axis=1)
    assert grams == pytest.approx(np.array([0.75, 0.25]) * 10 * GRAMS / NOMINAL_YIELD)


@pytest.mark.parametrize("lead_weeks", [3, 7])
def test_they_are_used_a_lead_time_before_the_stores_want_the_cases(lead_weeks: int):
    grams = needs(lead_weeks, spike=10)
    assert np.flatnonzero(grams[0]).tolist() == [RUN_IN_WEEKS + 10 - lead_weeks]


def test_the_run_in_builds_more():
    assert needs(5, spike=2).sum() == pytest.approx(RUN_IN_BUILD * needs(5, spike=8).sum())


def test_plants_that_share_a_recipe_have_needs_of_their_own():
    demand = np.full((2, OPENING_COVER_WEEKS + WEEKS), 1.0) * [[1], [3]]
    made = material_needs(
        Items(array(0, 0), array(0, 1)),
        policy(2, plant=array(0, 1), formula=array(0, 0)),
        recipes({1: 10_000}),
        packing(skus=2),
        demand,
        array(4, 4),
        (2, 2),
    )
    unused, first, empty, second = made.grams.sum(axis=1)
    assert unused == empty == 0
    assert second == pytest.approx(3 * first)


def test_packs_need_pieces_for_each_case_and_those_that_are_spoiled():
    demand = np.full((1, OPENING_COVER_WEEKS + WEEKS), 1.0)
    bill, parts = packing((1, 12, 30), scrap=200), (demand, array(4), (1, 2))
    made = material_needs(Items(array(0), array(0)), policy(), recipes({0: 10_000}), bill, *parts)
    raw, pack = made.grams
    assert pack == pytest.approx(raw / GRAMS * NOMINAL_YIELD * 12 * 30 * 1.02)


def test_a_window_counts_from_the_week_after_next():
    weekly = Needs(np.arange(10.0).reshape(1, -1), -2)
    # Week -2 is the first column: from week 1 on, the window begins with week 3, the sixth column.
    assert weekly.window(1, array(3)).tolist() == [5 + 6 + 7]
    assert weekly.window(1, array(99)).tolist() == [5 + 6 + 7 + 8 + 9]
    assert weekly.window(9, array(4)).tolist() == [0]
