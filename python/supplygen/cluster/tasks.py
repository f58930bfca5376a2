"""The leader's side of the tasks: one a part, which Dask gives to the workers, and again where one is lost."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from uuid import uuid4

from supplygen.cluster.job import Job
from supplygen.cluster.worker import make_part
from supplygen.errors import ClusterUnavailableError

if TYPE_CHECKING:
    from distributed import Client, Future

RETRIES = 3
"""Of a part that ran into what may pass, such as a lost connection. Workers that die with it Dask counts by itself:
`distributed.scheduler.allowed-failures`, 3 as well."""
LOOK_S = 1.0
"""Between two looks at what is done."""
PATIENCE_S = 60.0
"""For workers to come back when none is left: a nanny takes seconds, and for how long a batch system nobody knows."""


LOST = "the cluster's scheduler is lost, or has dropped the tasks"


class PartTasks:
    """Has parts made, as many at once as there are workers, and no more than `at_once`."""

    def __init__(self, client: Client, job: Job, at_once: int) -> None:
        """Submit nothing yet."""
        self._client, self._job, self._at_once = client, job, at_once
        # Two commands on one cluster may have equal runs and parts, in different databases.
        self._name = f"supplygen-{uuid4().hex}"
        self._running: dict[Future[object], int] = {}
        self._done: SimpleQueue[Future[object]] = SimpleQueue()
        self._worked = time.monotonic()

    def run(self, numbers: Sequence[int]) -> Generator[int | None, None, None]:
        """Yield the number of each part when it is made, and None whenever it is time to look around."""
        waiting = list(reversed(numbers))
        try:
            while waiting or self._running:
                workers = self._working()
                while waiting and len(self._running) < min(self._at_once, max(1, workers)):
                    self._submit(waiting.pop())
                yield self._next()
        except OSError as error:
            raise ClusterUnavailableError(LOST) from error
        finally:
            with suppress(OSError):
                self._client.cancel(list(self._running))

    def _submit(self, number: int) -> None:
        future = self._client.submit(
            make_part, self._job, number, key=f"{self._name}-{number}", pure=False, retries=RETRIES
        )
        self._running[future] = number
        future.add_done_callback(self._done.put)

    def _next(self) -> int | None:
        """Wait a moment for a part, or raise what it ran into."""
        try:
            future = self._done.get(timeout=LOOK_S)
        except Empty:
            return None
        number = self._running.pop(future)
        error = _outcome(future)
        if error is not None:
            error.add_note(f"this was part {number} of {self._job.settings.parts}")
            raise error
        return number

    def _working(self) -> int:
        """Return how many workers take tasks; raise when there have been none for too long."""
        if self._client.status != "running":
            raise ClusterUnavailableError(LOST)
        workers = self._client.scheduler_info()["workers"].values()
        found = len([one for one in workers if one["status"] == "running"])
        if found:
            self._worked = time.monotonic()
        elif time.monotonic() > self._worked + PATIENCE_S:
            paused = "; all are paused, for want of memory" if workers else ""
            raise ClusterUnavailableError(f"the cluster has had no worker at work for {PATIENCE_S:.0f} s{paused}")
        return found


def _outcome(future: Future[object]) -> BaseException | None:
    """Return what a task that has ended ran into."""
    from distributed import KilledWorker

    outcome: BaseException | None = ClusterUnavailableError(LOST)
    if future.status == "finished":
        outcome = future.result()
    elif future.status == "error":
        outcome = future.exception()
    if isinstance(outcome, KilledWorker):
        times = outcome.args[-1] + 1
        return ClusterUnavailableError(
            f"{times} workers have died of a part, by too little memory maybe; see their logs"
        )
    return outcome
