"""Materials: orders cover needs, lots are used first in, first out, and positions follow what really came."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_company import CALENDAR, START, array, contracts, working_days
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.plan.contracts import Contracts
from supplygen.plan.deliveries import CallOffs
from supplygen.plan.filling import NEVER
from supplygen.plan.materials import NOTHING_SORTED, Materials
from supplygen.plan.needs import Needs
from supplygen.policy.procurement import CALL_OFFS_PER_ORDER, MATERIAL_SAFETY_WEEKS, OPENING_LEAD_DAYS, ORDER_DAYS
from supplygen.streams import Streams

WEEKLY = 70_000
"""Grams that each of two plants is expected to use of each of two ingredients in a week."""

LEAD_WEEKS = 3
"""Of the usual contract: fourteen days, and a week to spare."""

WEEKS = LEAD_WEEKS + 1 + MATERIAL_SAFETY_WEEKS
"""Use that a position covers: until the next order's goods arrive, and some more."""


class Supplier:
    """Delivers to the day and the gram, but for what is rejected."""

    def __init__(self, rejected: int = 0) -> None:
        self.rejected = rejected

    def of_week(self, _week: int, called: CallOffs) -> Any:
        day, grams = called.expected_day, called.grams
        yield {
            "line": called.line,
            "place": called.place,
            "undisturbed_day": day,
            "unheld_day": day,
            "receipt_day": day,
            "ordered": grams,
            "grams": grams,
            "accepted": grams - self.rejected,
            "expiry_day": day + 30,
            "scrapped": np.zeros_like(grams),
        }


def materials(terms: Contracts | None = None, rejected: int = 0, hazardous: tuple[bool, bool] = (False, False)) -> Any:
    """Two plants, two ingredients, one supplier."""
    known = terms or contracts({}, {"ingredient": 1})
    needs = Needs(np.full((4, 80), float(WEEKLY)), -12)
    supplier, days = Supplier(rejected), working_days(7, sites=2)
    return Materials(Streams(1), CALENDAR, needs, known, supplier, days, np.array(hazardous))  # type: ignore[arg-type]


def with_lots(*lots: tuple[int, int, int]) -> Materials:
    """Lots of plant 0 and ingredient 0: day of receipt, grams, last day of shelf life."""
    made = materials()
    day, grams, expiry = np.array(lots, dtype=np.int64).reshape(-1, 3).T
    made.lots.add(len(lots), line=0, place=0, undisturbed_day=day, unheld_day=day, receipt_day=day, ordered=grams,
        grams=grams, accepted=grams, expiry_day=expiry, scrapped=0)  # fmt: skip
    return made


# Orders -----------------------------------------------------------------------------------------------------------


def test_orders_lift_positions_to_the_use_until_the_next_goods_arrive():
    made = materials()
    made.order(0)
    assert (made.position >= WEEKS * WEEKLY - CALL_OFFS_PER_ORDER).all()
    assert (made.position <= WEEKS * WEEKLY).all()
    assert (
        np.bincount(made.place(made.lines["plant"], made.lines["ingredient"]), made.lines["grams"]) == made.position
    ).all()


def test_the_first_orders_of_the_run_in_are_for_goods_that_lie_ready():
    made = materials()
    for week in (-RUN_IN_WEEKS, 1 - RUN_IN_WEEKS):
        made.order(week)
        made.commit(array(0), array(0), array(50_000))
    days = made.lines["expected_day"] - made.lines["order_day"]
    first = made.lines["order_day"] < CALENDAR.monday(1 - RUN_IN_WEEKS)
    assert set(days[first].tolist()) == {OPENING_LEAD_DAYS}
    assert set(days[~first].tolist()) == {14}


def test_what_is_covered_is_not_ordered_again_and_what_batches_take_is():
    made = materials(contracts({"multiple": 10}, {"ingredient": 1, "multiple": 10}))
    made.order(0)
    count = len(made.lines)
    made.order(0)
    assert len(made.lines) == count
    made.commit(array(1), array(0), array(50_000))
    made.order(0)
    again = slice(count, None)
    assert set(zip(made.lines["plant"][again].tolist(), made.lines["ingredient"][again].tolist(), strict=True)) == {
        (1, 0)
    }
    assert abs(made.lines["grams"][again].sum() - 50_000) < 10 * CALL_OFFS_PER_ORDER


@given(st.integers(1, 400_000), st.integers(1, 50_000))
def test_call_offs_are_whole_multiples_of_the_minimum_at_least(minimum: int, multiple: int):
    terms = {"minimum": minimum, "multiple": multiple}
    made = materials(contracts(terms, terms | {"ingredient": 1}))
    made.order(0)
    grams, place = made.lines["grams"], made.place(made.lines["plant"], made.lines["ingredient"])
    assert (grams % multiple == 0).all()
    assert (grams >= minimum).all()
    assert (np.bincount(place) <= CALL_OFFS_PER_ORDER).all()
    assert (np.bincount(place, grams) >= min(WEEKS * WEEKLY, minimum) - CALL_OFFS_PER_ORDER).all()


def test_orders_wait_for_their_week_unless_stock_would_run_out():
    # The larger supplier is ordered from every week, the other one every second.
    made = materials(contracts({"price": 20_000}, {"ingredient": 1, "supplier": 1}))
    assert made._cycle.weeks.tolist() == [1, 2, 1, 2]
    made.position[:] = LEAD_WEEKS * WEEKLY
    made.order(0)
    assert set(made.lines["ingredient"].tolist()) == {0}
    made.position[1] -= 1
    made.order(0)
    assert set(made.lines["ingredient"].tolist()) == {0, 1}


def test_what_no_recipe_uses_is_not_ordered():
    made = materials()
    made._used_at_all = np.array([True, False, True, True])
    made.order(0)
    assert 1 not in made.place(made.lines["plant"], made.lines["ingredient"])


def test_a_supplier_gets_one_order_a_week_from_each_plant_and_one_for_dangerous_goods():
    for hazardous, days in (((False, False), 1), ((False, True), 2)):
        made = materials(hazardous=hazardous)
        made.order(0)
        for plant in (0, 1):
            day = made.lines["order_day"][made.lines["plant"] == plant]
            assert len(np.unique(day)) == days
            assert START <= day.min() <= day.max() < START + ORDER_DAYS


# Lots -------------------------------------------------------------------------------------------------------------


def test_a_use_is_covered_on_the_day_after_the_lot_that_its_last_gram_comes_from():
    made = with_lots((START + 2, 200, 9_999_999), (START, 100, 9_999_999))
    none, uses = np.zeros(4, dtype=np.int64), array(60, 40, 1, 200)
    assert made.ready_day(none, none, uses, 0).tolist() == [START + 1, START + 1, START + 3, NEVER]


def test_what_has_been_used_is_not_there_any_more():
    made = with_lots((START, 100, 9_999_999), (START + 2, 100, 9_999_999))
    made.consume(array(0), array(0), array(100))
    assert made.ready_day(array(0), array(0), array(1), 0).tolist() == [START + 3]


def test_lots_of_a_later_week_or_another_plant_are_not_there():
    made = with_lots((START + 7, 100, 9_999_999))
    assert made.ready_day(array(0), array(0), array(1), 0).tolist() == [NEVER]
    assert made.ready_day(array(0, 1), array(0, 0), array(1, 1), 1).tolist() == [START + 8, NEVER]


def test_what_is_left_of_an_expired_lot_is_written_off_and_ordered_again():
    made = with_lots((START - 20, 100, START + 3), (START - 10, 100, START + 90))
    made.consume(array(0), array(0), array(60))
    made.position[0] = 140
    made.expire(0)
    assert made.lots["scrapped"].tolist() == [40, 0]
    assert made.position[0] == 100
    assert made.ready_day(array(0, 0), array(0, 0), array(100, 1), 0).tolist() == [START - 9, NEVER]
    made.expire(0)
    assert made.position[0] == 100, "once only"


def test_a_lot_that_is_used_up_is_not_written_off():
    made = with_lots((START - 20, 100, START + 3))
    made.consume(array(0), array(0), array(100))
    made.expire(0)
    assert made.lots["scrapped"].tolist() == [0]


def test_positions_fall_by_what_inspection_rejects_in_the_week_of_receipt():
    made = materials(rejected=7)
    made.order(0)
    before, week = made.position.copy(), (int(made.lots["receipt_day"].min()) - START) // 7
    made.inspect(week - 1)
    assert (made.position == before).all()
    made.inspect(week)
    lost = np.bincount(made.lots["place"]) * 7
    assert (before - made.position == lost).all()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_lots_are_used_in_the_order_of_receipt_however_they_were_decided(order: tuple[int, int, int]):
    days = [(START + day, 10, 9_999_999) for day in (0, 1, 2)]
    made = with_lots(*(days[at] for at in order))
    assert made._sorted_until == NOTHING_SORTED
    lots, first, last = made.lots_used(np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int64), array(10, 5, 15), 0)
    assert made.lots["receipt_day"][lots].tolist() == [START, START + 1, START + 2]
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [(0, 0), (1, 1), (1, 2)]
