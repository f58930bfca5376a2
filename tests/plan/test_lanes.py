"""Lanes: which one goods take, how long that is, and over what."""

import numpy as np
import pytest

from small_company import array, lanes
from supplygen.plan.lanes import MAX_SEGMENTS, NOWHERE, Lanes


def network() -> Lanes:
    """By road from plant 0 to centers 0 and 1, by air to 1, and from center 0 to 1."""
    made = lanes((0, NOWHERE, 0), (0, NOWHERE, 1), (0, NOWHERE, 1), (NOWHERE, 0, 1), hours=100)
    made.flies[2] = True
    return made


def test_goods_go_by_road_unless_they_fly():
    assert network().between(array(0, 0), array(1, 0)).tolist() == [1, 0]
    assert network().flight(array(0, 0), array(1, 0)).tolist() == [2, NOWHERE]


def test_centers_that_nobody_is_next_to_get_no_transfers():
    assert network().transfer(array(0, 1)).tolist() == [NOWHERE, 3]


def test_a_pair_without_a_route_is_named():
    with pytest.raises(ValueError, match="from plant 2 to distribution center 1"):
        network().between(array(0, 1), array(1, 0))


@pytest.mark.parametrize(("hours", "weeks"), [(1, 1), (168, 1), (169, 2), (700, 5)])
def test_a_begun_week_counts(hours: int, weeks: int):
    assert lanes((0, NOWHERE, 0), hours=hours).transit_weeks().tolist() == [weeks]


def test_modes_are_counted_once():
    made = lanes((0, NOWHERE, 0), (0, NOWHERE, 1), (0, NOWHERE, 2))
    made.modes[:] = ("truck", "ship", "truck")
    made.segments[0, :3] = (0, 1, 2)
    made.segments[1, :2] = (0, 2)
    assert made.segments.shape == (3, MAX_SEGMENTS)
    assert made.mode_counts().tolist() == [2, 1, 1]


def test_segments_have_the_hours_of_their_mode():
    made = lanes((0, NOWHERE, 0), (0, NOWHERE, 1))
    made.modes[:] = ("truck", "rail ")
    assert (made.hours_by_mode({"truck": 3.0, "rail ": 9.0}) == np.array([3.0, 9.0])).all()
