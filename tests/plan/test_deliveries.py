"""Deliveries: what suppliers make of call-offs."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from small_company import CALENDAR, START, array, working_days
from supplygen.plan.deliveries import CallOffs, Deliveries
from supplygen.plan.supply_events import SupplyEvents
from supplygen.policy.procurement import (
    EARLY_RECEIPT_MEAN_DAYS,
    EARLY_RECEIPT_SHARE,
    LOT_REJECT_SHARE,
    OVER_DELIVERY,
    OVER_DELIVERY_SHARE,
    SECOND_RECEIPT_DAYS,
    SHORT_DELIVERY,
    SHORT_DELIVERY_SHARE,
    SPLIT_PART,
    SPLIT_RECEIPT_SHARE,
)
from supplygen.scenario import Scenario
from supplygen.streams import Streams

COUNT = 20_000
GRAMS = 3_000_000
QUIET = SupplyEvents(START)


def called(count: int = COUNT, lines: int = 1, supplier: int = 0, day: int = START) -> CallOffs:
    """Orders of so many lines, one order a plant."""
    number = np.arange(count)
    same = np.zeros(count, dtype=np.int64)
    return CallOffs(
        line=number,
        place=same,
        plant=number // lines,
        ingredient=same,
        supplier=same + supplier,
        order_day=same + day,
        expected_day=same + day + 14,
        grams=same + GRAMS,
        entity=number,
    )


def delivered(
    lines: CallOffs,
    on_time: float = 1.0,
    quality: float = 1.0,
    events: SupplyEvents = QUIET,
    piece_grams: int = 0,
    weekdays: int = 7,
) -> Any:
    """First and second lots of call-offs of week 0."""
    days = working_days(weekdays, sites=COUNT)
    rates = array(on_time, on_time), array(quality, quality)
    return list(Deliveries(Streams(1), CALENDAR, events, days, rates, array(100), array(piece_grams)).of_week(0, lines))


def test_punctual_suppliers_deliver_on_the_agreed_day_or_some_days_before():
    first, _ = delivered(called())
    early = START + 14 - first["receipt_day"]
    assert (early >= 0).all()
    assert (early > 0).mean() == pytest.approx(EARLY_RECEIPT_SHARE, abs=0.02)
    assert early[early > 0].mean() == pytest.approx(EARLY_RECEIPT_MEAN_DAYS + 0.5, abs=0.2)
    assert (first["expiry_day"] == START + 100).all()


def test_nothing_comes_in_the_week_of_its_order():
    lines = replace(called(), expected_day=np.full(COUNT, START + 8))
    assert delivered(lines)[0]["receipt_day"].min() == START + 7


def test_plants_take_in_on_working_days():
    for lots in delivered(called(), on_time=0.6, weekdays=6):
        for name in ("undisturbed_day", "unheld_day", "receipt_day"):
            assert set(((lots[name] - START) % 7).tolist()) == set(range(6))


def test_lines_of_a_late_order_are_late_together():
    first, _ = delivered(called(lines=4), on_time=0.5)
    day = first["receipt_day"].reshape(-1, 4)
    assert (day == day[:, :1]).all()
    assert (day[:, 0] > START + 14).mean() == pytest.approx(0.5, abs=0.05)


def test_split_lines_come_in_two_lots_that_add_up():
    first, second = delivered(called())
    split = len(second["line"]) / COUNT
    assert split == pytest.approx(SPLIT_RECEIPT_SHARE, abs=0.01)
    ordered = np.bincount(first["line"], first["ordered"]) + np.bincount(second["line"], second["ordered"], COUNT)
    assert (ordered == GRAMS).all()
    assert (second["ordered"] == GRAMS // SPLIT_PART).all()
    gap = second["receipt_day"] - first["receipt_day"][second["line"]]
    low, high = SECOND_RECEIPT_DAYS
    assert set(gap.tolist()) == set(range(low, high + 1))


def test_short_orders_lack_something_of_every_line_and_others_bring_a_little_more():
    first, second = delivered(called(lines=4))
    got = np.bincount(first["line"], first["grams"]) + np.bincount(second["line"], second["grams"], COUNT)
    ratio = got.reshape(-1, 4) / GRAMS
    short = ratio[:, 0] < 1
    assert short.mean() == pytest.approx(SHORT_DELIVERY_SHARE, abs=0.01)
    assert (ratio[short] < 1 - SHORT_DELIVERY[0] + 1e-6).all()
    assert (ratio[short] >= 1 - SHORT_DELIVERY[1] - 1e-6).all()
    assert (ratio[~short] >= 1).all()
    assert ratio.max() <= 1 + OVER_DELIVERY
    assert (ratio[~short] > 1).mean() == pytest.approx(OVER_DELIVERY_SHARE, abs=0.01)


def test_inspection_takes_a_part_of_the_lots_that_fail():
    first, _ = delivered(called(), quality=0.9)
    rejected = 1 - first["accepted"] / first["grams"]
    failed = rejected > 0
    assert failed.mean() == pytest.approx(0.1, abs=0.01)
    assert LOT_REJECT_SHARE[0] - 1e-6 <= rejected[failed].min() <= rejected.max() <= LOT_REJECT_SHARE[1]


# Events -----------------------------------------------------------------------------------------------------------

HOLD = Scenario.baseline().source_cascade
BAD = Scenario.baseline().supplier_reliability
assert HOLD is not None
assert BAD is not None
SHORT_HOLD = replace(HOLD, start_week=2)


def test_packaging_comes_and_is_rejected_in_whole_pieces():
    first, second = delivered(called(), quality=0.5, piece_grams=7)
    for lots in (first, second):
        assert (lots["grams"] % 7 == 0).all()
        assert (lots["accepted"] % 7 == 0).all()
    assert (first["accepted"] < first["grams"]).any()


def test_what_is_held_comes_as_much_later_as_the_hold_lasts():
    events = SupplyEvents(START, held=SHORT_HOLD, ingredient=0)
    # The agreed day is the first one of week 2: what comes then is held, what comes before the hold is not.
    first, _ = delivered(called(), events=events)
    then = first["unheld_day"] == START + 14
    assert then.any()
    assert (first["unheld_day"] <= START + 14).all()
    assert (first["receipt_day"] == np.where(then, START + 14 + SHORT_HOLD.days, first["unheld_day"])).all()
    before, _ = delivered(called(day=START - 1), events=events)
    assert (before["receipt_day"] == before["unheld_day"]).all()


def test_a_second_lot_is_held_though_the_first_came_before():
    lines = called(day=START - 1)
    _, second = delivered(lines, events=SupplyEvents(START, held=SHORT_HOLD, ingredient=0))
    held = second["unheld_day"] >= START + 14
    assert held.any()
    assert (second["receipt_day"] == second["unheld_day"] + held * SHORT_HOLD.days).all()
    other = delivered(lines, events=SupplyEvents(START, held=SHORT_HOLD, ingredient=1))[1]
    assert (other["receipt_day"] == other["unheld_day"]).all()


def test_an_unreliable_supplier_is_later_than_it_would_be_in_its_bad_weeks_only():
    bad = replace(BAD, on_time_rate=0.2)
    events = SupplyEvents(START, unreliable=bad, supplier=0)
    inside = START + bad.first_day
    first, _ = delivered(called(day=inside), on_time=0.9, events=events)
    later = first["unheld_day"] > first["undisturbed_day"]
    assert later.mean() == pytest.approx(0.7, abs=0.02)
    assert (first["unheld_day"] >= first["undisturbed_day"]).all()
    for lines in (called(day=inside - 1), called(supplier=1, day=inside)):
        spared, _ = delivered(lines, on_time=0.9, events=events)
        assert (spared["unheld_day"] == spared["undisturbed_day"]).all()
