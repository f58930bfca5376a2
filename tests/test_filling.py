"""Batches queue for their line."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from supplygen.plan.filling import queue_times

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
