"""What is known of a cluster before there is one."""

from __future__ import annotations

import sys

import pytest

from supplygen.cli import run
from supplygen.cluster.workers import LEAST_ROWS, MOST_ROWS, fitting_parts
from supplygen.load.connections import Connections


@pytest.mark.parametrize(
    ("rows", "workers", "parts"),
    [
        (0, 4, 1),
        (2 * LEAST_ROWS, 4, 2),
        (4 * LEAST_ROWS, 4, 4),
        (MOST_ROWS, 1, 1),
        (MOST_ROWS + 1, 1, 2),
        (9 * MOST_ROWS, 4, 12),
        (12 * MOST_ROWS, 4, 12),
        (9 * MOST_ROWS, 16, 16),
    ],
)
def test_parts_are_small_enough_and_workers_end_together(rows: int, workers: int, parts: int) -> None:
    assert fitting_parts(rows, workers) == parts


@pytest.mark.parametrize(("limit", "at_once", "jobs"), [(0, 4, 2), (100, 4, 2), (70, 4, 1), (69, 3, 2), (19, 1, 1)])
def test_a_limit_of_connections_lets_fewer_parts_be_made_at_once(limit: int, at_once: int, jobs: int) -> None:
    planned = Connections.planned(17, 2, limit, 4)
    assert (planned.at_once, planned.restoring) == (at_once, jobs)
    assert planned.total == 1 + at_once * 17 + jobs <= (limit or 1000)


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (("load", "--cluster", "local:0"), "local:N has 1 to 256 processes, such as local:4"),
        (("load", "--cluster", "local:x"), "--cluster local:x:"),
        (("load", "--cluster", "tcp://127.0.0.1:1"), "--cluster needs Dask: install it with `pip install"),
        (("load", "--cluster", "local:2", "--null"), "--null needs neither database nor cluster"),
        (("load", "--cluster", "local:2", "--dry-run"), "it goes without --create and --cluster"),
        (("dump", "--cluster", "local:2", "--parts", "4", "--part", "3"), "it goes without --part and --parts 1"),
        (("dump", "--cluster", "local:2", "--parts", "1"), "it goes without --part and --parts 1"),
    ],
)
def test_what_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tokens: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere.invalid/x")
    flags = ("--out", "nowhere") if tokens[0] == "dump" else ()
    assert run([*tokens, *flags]) == 2
    assert said in capsys.readouterr().err
