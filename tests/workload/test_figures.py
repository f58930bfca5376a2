"""What pgbench logs, counted and ranked."""

from __future__ import annotations

import pytest

from supplygen.workload.figures import Figures, Transactions, nearest_rank, read_logs


@pytest.mark.parametrize(
    ("microseconds", "percent", "expected"),
    [
        ([], 50, None),
        ([1000], 50, 1.0),
        ([1000], 99, 1.0),
        ([1000, 2000], 50, 1.0),
        ([1000, 2000], 51, 2.0),
        (list(range(1000, 101_000, 1000)), 95, 95.0),
        (list(range(1000, 101_000, 1000)), 100, 100.0),
    ],
)
def test_a_percentile_is_a_latency_that_occurred(microseconds, percent, expected):
    assert nearest_rank(microseconds, percent) == expected


def test_logs_of_all_threads_are_read(tmp_path):
    (tmp_path / "log.12").write_text("0 1 4000 1 1700000000 1 0\n0 2 serialization 1 1700000000 2 9\n")
    # With --rate there is a lag before the retries.
    (tmp_path / "log.12.1").write_text("1 1 2000 1 1700000000 3 17 2\n1 2 5000 0 1700000000 4 20 0\n")
    (tmp_path / "script.sql").write_text("SELECT 1;")
    found = read_logs(tmp_path, 3)
    assert [(sorted(one.microseconds), one.failed, one.retries) for one in found] == [
        ([5000], 0, 0),
        ([2000, 4000], 1, 11),
        ([], 0, 0),
    ]
    total = Transactions.of_all(found)
    assert (sorted(total.microseconds), total.failed, total.retries) == ([2000, 4000, 5000], 1, 11)


def test_figures_of_nothing_are_none():
    made = Figures.of("idle", 1, Transactions(), 0.0)
    assert (made.tps, set(made.latency_ms.values())) == (0.0, {None})
    assert Figures.of("busy", 1, Transactions([1500, 500]), 4.0).tps == 0.5
