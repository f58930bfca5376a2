"""Steps of a restoration: the longest first, with helpers where cores would be idle."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest

from databases import query
from supplygen.database.locks import in_silence
from supplygen.load import steps
from supplygen.load.steps import Steps

HELPERS = "max_parallel_maintenance_workers"
CORES = 2


def test_the_step_with_the_highest_cost_comes_first(migrated_url: str) -> None:
    done: list[int] = []
    begun, go_on = threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        go_on.wait()

    def step(number: int) -> Callable[[], None]:
        return lambda: done.append(number)

    with closing(Steps(migrated_url, 1, in_silence)) as waiting:
        waiting.add(0, first)
        begun.wait()
        for cost in (2, 5, 1, 5):
            waiting.add(cost, step(10 * cost + len(done)))
        go_on.set()
        waiting.drain()
    assert done == [50, 50, 20, 10]


@pytest.mark.parametrize(
    ("jobs", "count", "is_local", "has_helpers"),
    [(2, 2, True, False), (2, 1, True, True), (1, 2, True, True), (2, 2, False, True)],
    ids=["all cores at work", "few steps", "few jobs", "another machine"],
)
def test_a_build_has_helpers_where_cores_would_be_idle(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch, jobs: int, count: int, is_local: bool, has_helpers: bool
) -> None:
    monkeypatch.setattr(steps, "usable_cores", lambda: CORES)
    monkeypatch.setattr(steps, "is_local", lambda _: is_local)
    ((usual,),) = query(migrated_url, f"SHOW {HELPERS}")
    found: list[str] = []
    added = threading.Event()

    def look(connection: psycopg.Connection) -> None:
        found.extend(connection.execute(f"SHOW {HELPERS}").fetchone() or ())

    with closing(Steps(migrated_url, jobs, in_silence)) as waiting:

        def step() -> None:
            added.wait()
            waiting.commit("looking", look)

        for _ in range(count):
            waiting.add(1, step)
        added.set()
        waiting.drain()
    assert usual != "0"
    # The last of several has cores to spare.
    assert (found[0] == usual) is has_helpers
