"""Deployment: trucks carry everything, none too much, and are as late as their legs are."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_company import CALENDAR, START, array, lanes, working_days
from supplygen._core import PALLET_PARTS, Lots
from supplygen.calendar import DAY_SECONDS, HOUR_SECONDS
from supplygen.plan.deployment import CaseSizes, Deployment
from supplygen.plan.forecast import Items
from supplygen.plan.lanes import NOWHERE, Lanes
from supplygen.plan.local_time import LocalTime
from supplygen.plan.origins import Origins
from supplygen.plan.port_events import PortEvents
from supplygen.policy.production import WORKING_DAYS
from supplygen.policy.transport import (
    FIRST_LONG_HAUL_HOUR,
    LOADING_DAYS,
    LONG_HAUL_DELAY_HOURS,
    MAX_DELAY_HOURS,
    ON_TIME_TOLERANCE_HOURS,
    TRUCK_GRAMS,
    TRUCK_PALLETS,
)
from supplygen.streams import Streams

ITEMS = Items(array(0, 0, 1), array(0, 1, 0))
"""Center 0 has a light SKU and a heavy one, center 1 the light one."""

CASE = CaseSizes(grams=array(5_000, 40_000), parts=PALLET_PARTS // array(50, 60))

TRUCK_CASES = 50 * TRUCK_PALLETS
"""Light ones."""

LANE_OF_ITEM = array(0, 0, 1)


def deployment(
    network: Lanes | None = None, ports: Any = None, closed: tuple[int, ...] = (), resting: tuple[int, ...] = ()
) -> Deployment:
    """Two lanes from a plant, two days and nine; the plant is closed, and the centers rest, on some days."""
    if network is None:
        network = lanes((0, NOWHERE, 0), (0, NOWHERE, 1), hours=40)
        network.segment_seconds[1] = 9 * DAY_SECONDS
    quiet = PortEvents(Streams(1), CALENDAR, (np.full(9, -1), np.full(9, -1)))
    loading = working_days(LOADING_DAYS, len(network.route), closed)
    # The first lane begins five hours ahead of UTC, the others eight.
    local = LocalTime(("five", "eight"), START, np.array([[300], [480]]))
    origins = Origins(loading, local, np.minimum(np.arange(len(network.route)), 1))
    receiving = working_days(WORKING_DAYS, 2, resting)
    return Deployment(Streams(1), CALENDAR, ITEMS, network, CASE, ports or quiet, origins, receiving)


def lots(batch: Any, item: Any, cases: Any) -> Lots:
    return Lots(item=item, batch=batch, expiry=batch + START, cases=cases)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6_000)), min_size=1, max_size=20))
def test_trucks_carry_every_case_and_none_carries_too_much(rows: list[tuple[int, int]]):
    made = deployment()
    item, cases = np.array(rows).T
    batch = np.arange(len(rows))
    made.ship(3, lots(batch, item, cases), LANE_OF_ITEM[item])
    trucks, lines = made.trucks, made.lines
    assert (np.bincount(lines["batch"], lines["cases"]) == cases).all()
    assert (lines["item"] == item[lines["batch"]]).all()
    assert (trucks["lane"][lines["truck"]] == LANE_OF_ITEM[lines["item"]]).all()
    sku = ITEMS.sku[lines["item"]]
    load, room = (np.bincount(lines["truck"], lines["cases"] * size[sku]) for size in (CASE.grams, CASE.parts))
    assert (trucks["cases"] == np.bincount(lines["truck"], lines["cases"])).all()
    assert (trucks["grams"] == load).all()
    assert (trucks["parts"] == room).all()
    assert trucks["parts"].max() <= TRUCK_PALLETS * PALLET_PARTS
    assert trucks["grams"].max() <= TRUCK_GRAMS


def test_trucks_leave_on_the_working_days_of_their_week():
    made = deployment()
    made.ship(2, lots(array(0), array(0), array(20 * TRUCK_CASES)), array(0))
    day = made.trucks["ship_day"] - CALENDAR.monday(2)
    assert set(day.tolist()) == set(range(LOADING_DAYS))
    assert np.ptp(np.bincount(day)) <= 1
    assert len(np.unique(made.trucks["key"])) == len(day)


def test_trucks_leave_neither_on_holidays_nor_in_a_week_of_them():
    monday = CALENDAR.monday(2)
    made = deployment(closed=(monday + 1, *range(monday + 7, monday + 14)))
    for week in (2, 3):
        made.ship(week, lots(array(week), array(0), array(20 * TRUCK_CASES)), array(0))
    assert set((made.trucks["ship_day"] - monday).tolist()) == {0, 2, 3, 4, 14}


def test_cases_come_when_their_truck_does():
    made = deployment()
    made.ship(0, lots(array(0, 1), array(0, 2), array(100, 50)), array(0, 1))
    arrival = made.trucks["arrival_day"] - made.trucks["ship_day"]
    assert arrival.tolist() == [1, 9], "from six in the morning on"
    assert made.coming(0, 1).tolist() == [100, 0, 0]
    assert made.coming(0, 3).tolist() == [100, 0, 50]
    assert made.coming(1, 2).tolist() == [0, 0, 50]


def test_centers_take_in_on_their_next_working_day_what_comes_when_they_rest():
    monday = CALENDAR.monday(2)
    made = deployment(resting=(monday + 2, monday + 7))
    arrival = (monday + array(1, 2, 5, 6))[:, None] * DAY_SECONDS + array(0, DAY_SECONDS - 1)
    taken_in = made.taken_in(np.zeros(4, dtype=np.int64), arrival)
    assert (taken_in - monday).tolist() == [1, 3, 5, 8], "a holiday, a Saturday, and a Sunday before a holiday"


def test_arrivals_are_those_of_the_week_before_and_at_first_of_the_whole_run_in():
    made = deployment()
    for week in (-9, -4, 0):
        made.ship(week, lots(array(week + 9), array(0), array(10 + week)), array(0))
    expiry = np.arange(100, 120)
    for week, batch, cases in ((0, [0, 5], [1, 6]), (1, [9], [10]), (2, [], [])):
        arrived = made.arrivals(week, lambda batches: expiry[batches])
        assert (arrived.batch.tolist(), arrived.cases.tolist()) == (batch, cases)
        assert arrived.expiry.tolist() == [100 + one for one in batch]
        assert not arrived.item.any()


# Legs -------------------------------------------------------------------------------------------------------------


def chain(on_time: float) -> Lanes:
    """A lane of three legs of ten hours each."""
    made = lanes((0, NOWHERE, 0), (0, NOWHERE, 1), (0, NOWHERE, 2), hours=10, on_time=on_time)
    made.segments[0, :3] = (0, 1, 2)
    made.carriers[0, :3] = 0
    return made


def legs(on_time: float, trucks: int = 4_000) -> dict[str, np.ndarray]:
    none = np.zeros(trucks, dtype=np.int64)
    return deployment(chain(on_time)).legs(none, np.arange(trucks), none + START)


def test_punctual_legs_follow_each_other():
    times = legs(1.0, 1)
    leave = START * DAY_SECONDS + (FIRST_LONG_HAUL_HOUR - 5) * HOUR_SECONDS
    assert times["departure"][0, :3].tolist() == [leave + hours * HOUR_SECONDS for hours in (0, 10, 20)]
    assert (times["arrival"] == times["planned_arrival"]).all()
    assert times["arrival"][0, -1] == leave + 30 * HOUR_SECONDS


def test_goods_leave_in_the_morning_or_when_the_date_is_that_of_utc():
    made = deployment()
    departure = made.planned(array(0, 1), array(START, START + 1))[0][:, 0]
    assert departure.tolist() == [START * DAY_SECONDS + HOUR_SECONDS, (START + 1) * DAY_SECONDS]


def test_a_late_leg_makes_all_that_follow_later():
    times = legs(0.7)
    late = (times["arrival"] - times["planned_arrival"])[:, :3]
    own = np.diff(late, axis=1, prepend=0)
    assert (own >= 0).all()
    assert (own > 0).mean() == pytest.approx(0.3, abs=0.03)
    tolerance = ON_TIME_TOLERANCE_HOURS["truck"]
    assert own[own > 0].min() > tolerance * HOUR_SECONDS
    assert own[own > 0].mean() / HOUR_SECONDS == pytest.approx(tolerance + LONG_HAUL_DELAY_HOURS["truck"], rel=0.1)
    assert own.max() <= MAX_DELAY_HOURS * HOUR_SECONDS
    assert (times["departure"][:, 1:3] == times["arrival"][:, :2]).all()
    assert (times["arrival"][:, -1] == times["arrival"][:, 2]).all()


class Ports:
    """Every leg that passes segment 1 is held up threefold and waits two hours."""

    def strike_factor(self, segment: Any, _departure: Any, _arrival: Any) -> Any:
        return np.where(segment == 1, 3.0, 1.0)

    def congestion_hours(self, segment: Any, _departure: Any, _arrival: Any) -> Any:
        return np.where(segment == 1, 2.0, 0.0)


def test_delays_are_told_by_cause():
    none, when = np.zeros(500, dtype=np.int64), np.full((500, 8), START * DAY_SECONDS)
    calm = deployment(chain(0.5)).delays(none, np.arange(500), when, when)
    usual, strike, congestion = deployment(chain(0.5), Ports()).delays(none, np.arange(500), when, when)
    assert (usual == calm[0]).all()
    assert not calm[1:].any()
    assert (strike[:, 1] > 0).all(), "punctual legs are held up too"
    late = usual[:, 1] > 0
    assert (strike[late, 1] >= usual[late, 1]).all()
    assert not strike[:, [0, 2]].any()
    assert (congestion[:, :3] == array(0, 2 * HOUR_SECONDS, 0)).all()
