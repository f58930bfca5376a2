"""Planner: what is made when, for whom, and in how many batches."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_company import GRAMS, array, policy, steady, swings
from supplygen.plan.forecast import Items, Outlook
from supplygen.plan.production import Planner, demand_deviation
from supplygen.plan.swings import FIRST_WEEK, missed_swing
from supplygen.policy.demand import SKU_SWING_SIGMA, SWING_SEEN_WEEKS
from supplygen.policy.production import MIN_BATCH_CASES
from supplygen.policy.stock import DEMAND_CV, OPENING_COVER_WEEKS, ORDER_LUMP_CASES

ITEMS = Items(array(0, 1, 0), array(0, 0, 1))
"""Two centers list SKU 0, one SKU 1."""

RATE = array(100.0, 50.0, 30.0)
LEAD, REVIEW = 3, 4


def planner(**columns: Any) -> Planner:
    demand = np.repeat(RATE[:, None], OPENING_COVER_WEEKS + 40, axis=1)
    return Planner(policy(2, **columns), ITEMS, steady(ITEMS, demand), np.full(3, LEAD))


def test_positions_are_lifted_to_the_demand_of_review_and_lead_time():
    made = planner()
    made.decide(0)
    assert made.position.tolist() == [700, 350, 210]
    assert len(made.decide(1)["sku"]) == 0, "nobody's turn"
    made.position -= np.rint(RATE).astype(np.int64) * REVIEW
    batches = made.decide(REVIEW)
    assert np.bincount(batches["sku"], batches["planned_cases"]).tolist() == [600, 120]


def test_what_swings_is_made_as_far_as_it_is_known():
    demand = np.repeat(RATE[:, None], OPENING_COVER_WEEKS + 40, axis=1)
    seen, unseen = np.zeros((2, 100)), np.zeros((2, 100))
    seen[0, : SWING_SEEN_WEEKS - FIRST_WEEK] = unseen[0, 1 - FIRST_WEEK :] = np.log(2)
    for logs, more in ((seen, True), (unseen, False)):
        outlook = Outlook(ITEMS, demand, swings(logs, np.zeros((1, 100)), 2))
        made = Planner(policy(2), ITEMS, outlook, np.full(3, LEAD))
        made.decide(0)
        assert (made.position[:2] > array(700, 350)).all() == more
        assert made.position[2] == 210


def test_safety_stock_covers_the_deviation_of_the_same_weeks():
    made = planner(safety_z=array(2.0, 0.0))
    made.decide(0)
    extra = 2 * demand_deviation(RATE[:2], array(LEAD + REVIEW, LEAD + REVIEW))
    level = np.rint(array(700, 350) + extra)
    assert made.position[:2].sum() == level.sum()
    assert np.abs(made.position[:2] - level).max() <= 1, "batches are divided into whole cases"
    assert made.position[2] == 210


def test_the_first_campaign_lasts_until_the_turn_of_the_sku():
    made = planner(turn=array(2, 0))
    made.decide(0)
    assert made.position.tolist() == [500, 250, 210]
    assert len(made.decide(1)["sku"]) == 0, "nobody's turn"
    made.position[:2] -= array(200, 100).astype(np.int64)
    assert set(made.decide(2)["sku"].tolist()) == {0}
    assert made.position[:2].tolist() == [700, 350]
    assert set(made.decide(REVIEW)["sku"].tolist()) <= {1}


def test_safety_stock_is_built_before_any_store_orders():
    early = -OPENING_COVER_WEEKS - LEAD - REVIEW - 3
    made = planner(first_review=np.full(2, early), safety_z=array(2.0, 2.0))
    made.decide(early)
    assert made.position[2] == np.rint(2 * demand_deviation(RATE[2:], array(LEAD + REVIEW)))[0]


def test_few_cases_vary_more():
    one, many = demand_deviation(array(1.0), array(1)) / 1, demand_deviation(array(10_000.0), array(1)) / 10_000
    swing = SKU_SWING_SIGMA * missed_swing(array(1))[0]
    assert many == pytest.approx(np.hypot(DEMAND_CV, swing), rel=0.01)
    assert one == pytest.approx(np.sqrt(DEMAND_CV**2 + ORDER_LUMP_CASES + swing**2))


def test_batches_are_at_most_what_the_formula_allows_and_serve_the_needs_of_their_sku():
    made = planner(batch_grams=array(400 * GRAMS, 400 * GRAMS))
    batches = made.decide(0)
    assert batches["planned_cases"].tolist() == [350, 350, 350, 210]
    assert batches["number"].tolist() == [0, 1, 2, 0]
    served = [
        set(made.needs["item"][a:b].tolist()) for a, b in zip(batches["need_start"], batches["need_stop"], strict=True)
    ]
    assert served == [{0, 1}, {0, 1}, {0, 1}, {2}]


def test_the_smallest_batch_is_worth_making():
    made = planner()
    made.position[:] = 10**6
    made.position[2] = 209
    assert made.decide(0)["planned_cases"].tolist() == [MIN_BATCH_CASES]


def test_a_lost_batch_is_replaced_at_once():
    made = planner()
    batches = made.decide(0)
    assert len(made.decide(1)["sku"]) == 0
    made.count(batches, -batches["planned_cases"])
    made.lose(array(1))
    assert set(made.decide(2)["sku"].tolist()) == {1}
    assert len(made.decide(3)["sku"]) == 0, "once"


@given(st.integers(0, 5_000))
def test_what_is_counted_for_a_batch_is_shared_by_need_and_counted_back(cases: int):
    made = planner()
    batches = made.decide(0)
    before, first = made.position.copy(), {name: values[:1] for name, values in batches.items()}
    made.count(first, array(cases))
    gain = made.position - before
    assert gain.sum() == cases
    assert gain[2] == 0
    assert abs(gain[0] - 2 * gain[1]) <= 2, "as the needs, 700 to 350"
    made.count(first, array(-cases))
    assert (made.position == before).all()
