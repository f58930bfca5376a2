"""Contracts: who delivers a call-off, under which terms, and when a material can be bought at all."""

import numpy as np
import pytest

from small_company import START, array, contracts
from supplygen.calendar import Calendar, date_of, day_number
from supplygen.policy.procurement import PREFERRED_SHARE
from supplygen.streams import Streams

MANY = np.arange(20_000)


def shares(*rows: dict[str, int]) -> list[float]:
    """Part of the call-offs of ingredient 0 that each of three suppliers gets."""
    known, none = contracts(*rows), np.zeros_like(MANY)
    pair = known.choose(Streams(1), none, none, MANY, 0)
    return list(np.bincount(known.supplier(pair), minlength=3) / len(MANY))


def test_the_preferred_supplier_gets_its_share_and_the_others_the_rest():
    found = shares({"supplier": 0}, {"supplier": 1, "preferred": 1}, {"supplier": 2})
    other = (1 - PREFERRED_SHARE) / 2
    assert found == pytest.approx([other, PREFERRED_SHARE, other], abs=0.02)


def test_without_a_preferred_one_all_get_the_same():
    assert shares({"supplier": 0}, {"supplier": 2}) == pytest.approx([0.5, 0, 0.5], abs=0.02)


def test_a_supplier_with_several_contracts_gets_no_more_than_others():
    rows = [{"supplier": 0, "begin": begin} for begin in (0, 100, 200)]
    assert shares(*rows, {"supplier": 1}) == pytest.approx([0.5, 0.5, 0], abs=0.02)


@pytest.mark.parametrize("preferred", [0, 1])
def test_a_single_supplier_gets_all_call_offs_of_its_ingredient_and_no_others(preferred: int):
    known = contracts({"supplier": 0, "ingredient": 0}, {"supplier": 1, "ingredient": 1, "preferred": preferred})
    ingredient = MANY % 2
    assert (known.supplier(known.choose(Streams(1), MANY % 2, ingredient, MANY, 3)) == ingredient).all()


def test_the_choice_does_not_depend_on_what_else_is_called_off():
    known = contracts(*({"supplier": supplier} for supplier in range(3)))
    none = np.zeros_like(MANY)
    all_of_them = known.choose(Streams(1), none, none, MANY, 0)
    assert (known.choose(Streams(1), none[:10], none[:10], MANY[500:510], 0) == all_of_them[500:510]).all()


def test_the_contract_that_began_last_holds():
    known = contracts({"begin": 300, "price": 3}, {"begin": 100, "price": 1}, {"supplier": 1, "begin": 200, "price": 2})
    day = array(100, 299, 300, 9_999)
    assert known.price[known.valid_on(np.zeros_like(day), day)].tolist() == [1, 1, 3, 3]
    assert known.price[known.valid_on(array(1), array(250))].tolist() == [2]


def test_orders_are_whole_multiples_and_no_less_than_the_minimum():
    known = contracts({"minimum": 500, "multiple": 200})
    assert known.lot_size(np.zeros(4, dtype=np.int64), array(1, 500, 600, 601)).tolist() == [600, 600, 600, 800]
    assert known.least_quantity(array(0)).tolist() == [500]


def test_lead_time_is_that_of_the_slowest_contract_in_whole_weeks_and_one_more():
    known = contracts({"lead_days": 8}, {"supplier": 1, "lead_days": 15}, {"ingredient": 1, "lead_days": 7})
    assert known.lead_weeks.tolist() == [4, 2, 4, 2]


def test_near_suppliers_get_most_and_the_way_comes_on_top_of_the_lead_time():
    ways = ((0, 30), (30, 0), (0, 0))
    known = contracts({"supplier": 0}, {"supplier": 1, "preferred": 1}, transit_days=ways)
    assert known.main_supplier.tolist()[::2] == [0, 1]
    for plant, near in ((0, 0), (1, 1)):
        pair = known.choose(Streams(1), np.full_like(MANY, plant), np.zeros_like(MANY), MANY, 0)
        assert np.mean(known.supplier(pair) == near) > 0.95
    assert known.days(array(0, 0), array(0, 0), array(0, 1)).tolist() == [14, 14 + 30]
    # Nobody plans with what comes from afar now and then.
    assert known.lead_weeks.tolist()[::2] == [3, 3]


def test_peppermint_is_bought_in_weeks_that_lie_within_its_season():
    known = contracts({}, {"ingredient": 1}, codes=("ING-PEPP-001", "ING-B-001"))
    calendar = Calendar(START, 104)
    for week in range(104):
        monday = calendar.monday(week)
        inside = all(4 <= date_of(day).month <= 9 for day in (monday, monday + 6))
        assert known.buys_in(monday).tolist() == [inside, True]


def test_out_of_season_the_next_order_is_the_first_of_the_next_season():
    known = contracts({}, {"ingredient": 1}, codes=("ING-PEPP-001", "ING-B-001"))
    calendar = Calendar(START, 104)
    for week in range(52):
        gap = int(known.weeks_to_next_order(calendar, week)[0])
        assert gap >= 1
        assert known.buys_in(calendar.monday(week + gap))[0]
        assert not any(known.buys_in(calendar.monday(week + less))[0] for less in range(1, gap))
        assert known.weeks_to_next_order(calendar, week)[1] == 1
    october = (day_number(date_of(START).replace(year=2025, month=10, day=6)) - START) // 7
    assert known.weeks_to_next_order(calendar, october)[0] > 20
