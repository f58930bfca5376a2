"""Batches queue for their line and take their time on it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from supplygen.plan.filling import queue_times
from supplygen.plan.running import actual_minutes, planned_minutes
from supplygen.policy.production import CHANGEOVER_MINUTES, SPEED_RANGE
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
    operating, down = actual_minutes(Streams(1), np.arange(len(rated)), rated, np.full(len(rated), 5_760))
    run = operating - down
    assert (down >= CHANGEOVER_MINUTES).all()
    assert (run >= rated / 60 / SPEED_RANGE[1]).all()
    assert (run <= rated / 60 / SPEED_RANGE[0] + 1).all()
    broken = down > CHANGEOVER_MINUTES
    assert 0.05 < broken.mean() < 0.6
    assert (np.diff(planned_minutes(rated)) >= 0).all()


def test_breakdowns_leave_a_batch_within_the_week():
    rated = np.full(1_000, 5_000 * 60)
    operating, _ = actual_minutes(Streams(1), np.arange(1_000), rated, np.full(1_000, 5_760))
    assert operating.max() <= 5_760
