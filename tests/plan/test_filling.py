"""Batches queue for their line and take their time on it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_company import START, filling_lines, working_days
from supplygen.plan.filling import NEVER, queue_times, rated_throughput
from supplygen.plan.line_time import actual_time, planned_minutes
from supplygen.policy.production import (
    CHANGEOVER_MINUTES,
    FIRST_PRODUCTION_HOUR,
    MIN_LINE_KG_PER_HOUR,
    PLANNED_OEE,
    PLANNED_UTILIZATION,
    SPEED_RANGE,
    WORKING_DAYS,
)
from supplygen.streams import Streams

BATCHES = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 400_000), st.integers(1, 90_000)), max_size=30)


@given(BATCHES)
def test_a_batch_begins_when_it_is_ready_and_its_line_is_free(batches):
    line, ready, taken = (np.array([batch[at] for batch in batches], dtype=np.int64) for at in range(3))
    begin = queue_times(line, ready, taken)
    free: dict[int, int] = {}
    for at in sorted(range(len(batches)), key=lambda at: (ready[at], at)):
        expected = max(int(ready[at]), free.get(int(line[at]), 0))
        assert begin[at] == expected
        free[int(line[at])] = expected + int(taken[at])


def test_batches_take_a_changeover_their_mass_at_less_than_the_rated_speed_and_breakdowns():
    rated = np.arange(100, 40_000, 10)
    none = np.zeros(len(rated), dtype=np.int64)
    time = actual_time(Streams(1), np.arange(len(rated)), rated, none + 1.0, none + 5_760)
    down, run = time.down, time.operating - time.down
    assert (down >= CHANGEOVER_MINUTES).all()
    assert (run >= rated / 60 / SPEED_RANGE[1]).all()
    assert (run <= rated / 60 / SPEED_RANGE[0] + 1).all()
    broken = down > CHANGEOVER_MINUTES
    assert 0.05 < broken.mean() < 0.6
    assert (broken == (time.breakdowns > 0)).all()
    assert (down - CHANGEOVER_MINUTES >= time.breakdowns).all()
    frail = actual_time(Streams(1), np.arange(len(rated)), rated, none + 2.0, none + 5_760)
    assert frail.breakdowns.sum() == pytest.approx(2 * time.breakdowns.sum(), rel=0.1)
    assert (np.diff(planned_minutes(rated)) >= 0).all()


def test_breakdowns_leave_a_batch_within_the_week():
    rated = np.full(1_000, 5_000 * 60)
    time = actual_time(Streams(1), np.arange(1_000), rated, np.ones(1_000), np.full(1_000, 5_760))
    assert time.operating.max() <= 5_760


def test_a_clock_goes_on_with_the_next_working_day():
    none, first = np.zeros(3, dtype=np.int64), FIRST_PRODUCTION_HOUR * 3_600
    friday, monday = (START + 4) * 86_400 + first, (START + 7) * 86_400 + first
    begin = np.array([friday, friday + 15 * 3_600, friday])
    after = filling_lines().clock_after(none, begin, np.array([90, 90, 2 * OPEN_MINUTES]))
    assert after.tolist() == [friday + 90 * 60, friday + 86_400 + 30 * 60, monday]


# A week of the lines ----------------------------------------------------------------------------------------------

OPEN_MINUTES = 16 * 60
"""Operating time of a day in the small company."""


def run(minutes: list[int], ready: list[int], campaign: list[int] | None = None) -> tuple[list[int], list[int]]:
    """Begin and end of batches of one line, minutes since the Monday's first hour; -1 where they do not run.

    `campaign` is how many batches the campaign of each has, one unless said.
    """
    none = np.zeros(len(minutes), dtype=np.int64)
    taken = np.array(minutes), np.array(campaign or none + 1)
    begin, end = filling_lines().run(none, taken, START + np.array(ready), START)
    first = (START * 24 + FIRST_PRODUCTION_HOUR) * 3_600
    return tuple(np.where(times == NEVER, -1, (times - first) // 60).tolist() for times in (begin, end))  # type: ignore[return-value]


def test_batches_run_one_after_the_other_first_ready_first():
    assert run([60, 30, 30], [1, 0, 0]) == ([24 * 60, 0, 30], [24 * 60 + 60, 30, 60])


def test_what_does_not_fit_into_the_day_goes_on_the_next_morning():
    begin, end = run([OPEN_MINUTES - 10, 20], [0, 0])
    assert begin == [0, OPEN_MINUTES - 10]
    assert end == [OPEN_MINUTES - 10, 24 * 60 + 10]


def test_lines_rest_on_holidays():
    none = np.zeros(3, dtype=np.int64)
    lines = replace(filling_lines(3), days=working_days(WORKING_DAYS, closed=(START + 1, START + 2)))
    taken = np.array([OPEN_MINUTES, OPEN_MINUTES, 3 * OPEN_MINUTES]), none + 1
    begin, end = lines.run(none, taken, none + START, START)
    first = (START * 24 + FIRST_PRODUCTION_HOUR) * 3_600
    assert ((begin[:2] - first) // 86_400).tolist() == [0, 3]
    assert ((end[:2] - 1 - first) // 86_400).tolist() == [0, 3]
    assert begin[2] == NEVER, "the week has four days"
    assert lines.week_minutes(none, START).tolist() == [4 * OPEN_MINUTES] * 3


def test_what_ends_with_the_day_ends_in_the_evening():
    assert run([OPEN_MINUTES], [2]) == ([2 * 24 * 60], [2 * 24 * 60 + OPEN_MINUTES])


def test_what_would_not_be_done_in_the_week_does_not_run():
    week = OPEN_MINUTES * WORKING_DAYS
    assert run([week, 1], [0, 0]) == ([0, -1], [5 * 24 * 60 + OPEN_MINUTES, -1])
    assert run([10, 10], [6, 99]) == ([-1, -1], [-1, -1]), "Sunday, and never"


def test_a_large_campaign_waits_where_the_week_does_not_hold_all():
    day = OPEN_MINUTES
    large, small = [day] * 6, [day, day]
    begin, _ = run(large + small, [0] * 6 + [2, 3], [6] * 6 + [1, 2])
    assert [at < 0 for at in begin] == [False] * 4 + [True] * 2 + [False] * 2
    begin, _ = run(large[:4] + small, [0] * 4 + [2, 3], [6] * 4 + [1, 2])
    assert begin == [at * 24 * 60 for at in range(6)], "first ready first, where there is time for all"


def test_lines_are_built_for_the_forecast_and_never_too_small():
    built = rated_throughput(np.array([[90_000.0, 10.0]]), np.array([100]))
    assert built.tolist() == [[round(90_000 / 100 / PLANNED_UTILIZATION / PLANNED_OEE), MIN_LINE_KG_PER_HOUR]]


def test_rated_time_follows_the_mass_and_the_rate():
    lines, none = filling_lines(kg_per_hour=500), np.zeros(2, dtype=np.int64)
    assert lines.rated_seconds(none, np.array([500_000, 1])).tolist() == [3_600, 1]
