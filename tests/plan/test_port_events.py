"""Ports: a strike multiplies delays of what passes in its days, congestion adds hours."""

from dataclasses import replace

import numpy as np
import pytest

from small_company import CALENDAR, START, array
from supplygen.calendar import DAY_SECONDS
from supplygen.plan.port_events import PortEvents
from supplygen.scenario import Scenario
from supplygen.streams import Streams

ENDS = array(5, -1, -1), array(-1, 5, -1)
"""Segment 0 begins in port 5, segment 1 ends there, segment 2 passes no port."""

STRIKE, JAM = Scenario.baseline().port_strike, Scenario.baseline().congestion
assert STRIKE is not None
assert JAM is not None
FIRST = (START + STRIKE.first_day) * DAY_SECONDS
LENGTH = STRIKE.days * DAY_SECONDS


def factor(segment: int, departure: int, arrival: int) -> float:
    events = PortEvents(Streams(1), CALENDAR, ENDS, strike=(STRIKE, 5))
    return float(events.strike_factor(array(segment), array(departure), array(arrival))[0])


def test_a_strike_hits_what_leaves_or_reaches_the_port_in_its_days():
    after = FIRST + LENGTH
    assert factor(0, FIRST, after + 9) == STRIKE.delay_factor
    assert factor(0, FIRST - 1, FIRST + 1) == 1, "left before"
    assert factor(1, FIRST - 1, FIRST) == STRIKE.delay_factor
    assert factor(1, FIRST, after) == 1, "comes after"
    assert factor(2, FIRST, FIRST) == 1, "elsewhere"


def test_without_events_nothing_waits():
    events, segment, time = PortEvents(Streams(1), CALENDAR, ENDS), array(0, 1, 2), np.full(3, FIRST)
    assert events.strike_factor(segment, time, time).tolist() == [1, 1, 1]
    assert events.congestion_hours(segment, time, time).tolist() == [0, 0, 0]


def test_congestion_lasts_and_is_never_negative():
    calendar = replace(CALENDAR, weeks=3_000)
    events = PortEvents(Streams(1), calendar, ENDS, jam=(JAM, [5]))
    monday = (START + 7 * np.arange(3_000)) * DAY_SECONDS
    hours = events.congestion_hours(np.zeros(3_000, dtype=np.int64), monday, monday)
    assert hours.min() >= 0
    assert hours.mean() == pytest.approx(JAM.mean_delay_hours, rel=0.35)
    assert np.corrcoef(hours[1:], hours[:-1])[0, 1] > 0.5 * JAM.persistence
    assert not events.congestion_hours(np.full(3_000, 2), monday, monday).any()
