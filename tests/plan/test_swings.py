"""Swings: they last, are right on average, and are expected as far as they are known."""

import numpy as np
import pytest

from small_company import array, swings
from supplygen.config import Settings
from supplygen.plan.swings import FIRST_WEEK, Shares, Swing, Swings, missed_swing
from supplygen.policy.demand import SWING_PERSISTENCE, SWING_SEEN_WEEKS
from supplygen.streams import Streams
from worlds import world

MANY = np.arange(1, 20_001)
SIGMA = 0.3
WEEKS = 20
SWING = Swing.draw(Streams(1), "test", MANY, WEEKS, SIGMA)


def test_a_swing_has_its_spread_in_all_weeks_and_lasts():
    assert SWING.logs.std(axis=0) == pytest.approx(SIGMA, rel=0.03)
    lasting = [np.corrcoef(SWING.logs[:, 3], SWING.logs[:, 3 + lag])[0, 1] for lag in (1, 4, 12)]
    assert lasting == pytest.approx([SWING_PERSISTENCE**lag for lag in (1, 4, 12)], abs=0.02)
    assert SWING.factors().shape == (len(MANY), WEEKS)
    assert SWING.factors().mean(axis=0) == pytest.approx(1, abs=0.01)


def test_other_entities_and_a_longer_horizon_change_no_swing():
    some = Swing.draw(Streams(1), "test", MANY[70:80], WEEKS + 9, SIGMA)
    assert (some.logs[:, : WEEKS - FIRST_WEEK] == SWING.logs[70:80]).all()


def test_what_has_been_seen_is_known():
    seen = np.arange(WEEKS)
    assert SWING.expected(seen + SWING_SEEN_WEEKS, seen) == pytest.approx(SWING.factors())


def test_what_is_expected_is_right_on_average_and_less_so_of_weeks_far_ahead():
    actual, misses = SWING.factors()[:, 15], []
    for ahead in (1, 4, 12):
        expected = SWING.expected(15 - ahead, 15)[:, 0]
        high = expected > np.median(expected)
        for half in (high, ~high):
            assert (actual - expected)[half].mean() == pytest.approx(0, abs=0.01)
        misses.append(np.abs(actual - expected).mean())
    assert misses == sorted(misses)
    assert misses[0] < misses[-1] / 1.5


@pytest.mark.parametrize("weeks", [1, 4, 11])
def test_what_decisions_miss_has_the_spread_that_they_reckon_with(weeks: int):
    ahead = np.arange(5, 5 + weeks)
    known = SWING.logs[:, 4 - SWING_SEEN_WEEKS - FIRST_WEEK]
    kept = SWING_PERSISTENCE ** (ahead - 4 + SWING_SEEN_WEEKS)
    missed = (SWING.logs[:, ahead - FIRST_WEEK] - known[:, None] * kept).sum(axis=1)
    assert missed_swing(array(1, weeks, 3))[1] * SIGMA == pytest.approx(missed.std(), rel=0.03)


def test_nothing_is_expected_that_nobody_has_seen():
    blank = SWING.logs.copy()
    blank[:, 8 - FIRST_WEEK :] = 9.0
    now = 8 - 1 + SWING_SEEN_WEEKS
    other = Swing(blank, SIGMA)
    assert (other.expected(now, [8, 12]) == SWING.expected(now, [8, 12])).all()
    assert (other.expected(now + 1, [9]) != SWING.expected(now + 1, [9])).any()


def test_a_center_swings_with_its_cities():
    shares = Shares.of(array(0, 0, 1, 0), array(0, 1, 1, 1), array(3.0, 2.0, 7.0, 1.0))
    assert shares.center.tolist() == [0, 0, 1]
    assert shares.share.tolist() == [0.5, 0.5, 1]
    both = Swings(SWING, SWING, array(0, 1, 1, 1), shares)
    of_city = SWING.expected(4, [5, 6])
    assert both.of_centers(4, [5, 6]) == pytest.approx(np.stack([of_city[:2].mean(axis=0), of_city[1]]))


def test_asked_one_by_one_the_answers_are_the_same():
    both = swings(SWING.logs[:3], SWING.logs[5:7], 2)
    center, sku, now, weeks = array(0, 1, 1), array(2, 0, 2), array(-3, 4, 4), array(5, 5, 8)
    found = both.expected(center, sku, now, weeks)
    for at in range(3):
        alone = both.skus.expected(now[at], weeks[at])[sku[at], 0] * both.of_centers(now[at], weeks[at])[center[at], 0]
        assert found[at] == pytest.approx(alone)


def test_stores_of_a_city_swing_together():
    company = world(Settings(scale=0.01))
    made = Swings.of(company)
    place = list(
        zip(company.texts("retail_locations", "country"), company.texts("retail_locations", "city"), strict=True)
    )
    assert len(set(zip(place, made.store_city.tolist(), strict=True))) == len(set(place)) == len(made.cities.logs)
    assert np.bincount(made.shares.center, made.shares.share) == pytest.approx(1)
    told = made.told()
    weeks = company.calendar.weeks
    assert told.cities.factors.tolist() == made.cities.factors().ravel().tolist()
    assert told.skus.expected.reshape(-1, weeks)[:, 7].tolist() == made.skus.expected(7, 7)[:, 0].tolist()
