"""The workers of a cluster, as whoever leads them sees them."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from supplygen.cluster.worker import forget, prepare
from supplygen.config import Settings
from supplygen.errors import ClusterUnavailableError
from supplygen.machine import peak_memory

if TYPE_CHECKING:
    from distributed import Client, Future

MOST_ROWS = 20_000_000
"""Of a part: a minute or two of one worker, which is what its loss costs."""
LEAST_ROWS = 250_000
"""Of a part that is made only so that each worker has one: opening its connections takes as long as fewer rows."""
PAUSED_AT = 0.8
"""Share of its memory at which a worker takes no more tasks: Dask's `distributed.worker.memory.pause`."""
MIB = 1 << 20


def fitting_parts(rows: int, workers: int) -> int:
    """Return how many parts so many rows fit: none too large, and as many as let all workers end together."""
    least = math.ceil(rows / MOST_ROWS)
    rounds = math.ceil(least / workers)
    return max(1, least, min(rounds * workers, rows // LEAST_ROWS))


class ClusterWorkers:
    """Workers that make parts, once they know the settings."""

    def __init__(self, client: Client, settings: Settings) -> None:
        """Look who is there."""
        self.client, self.settings = client, settings
        self._workers = client.scheduler_info(n_workers=-1)["workers"]
        self._preparing: list[Future[None]] = []

    @property
    def count(self) -> int:
        """How many there were to begin with."""
        return len(self._workers)

    def prepare(self) -> None:
        """Let each make world and plan, which all of them need."""
        self._preparing = [
            self.client.submit(prepare, self.settings, pure=False, workers=[worker], allow_other_workers=True)
            for worker in self._workers
        ]

    def cut(self, rows: int) -> Settings:
        """Return the settings with the parts that fit so many rows, unless they say how many, once the plan is made.

        Raises `ClusterUnavailableError` if a worker would pause for want of memory, which no other task would end.
        """
        needed = peak_memory()
        for worker, one in self._workers.items():
            if one["memory_limit"] and one["memory_limit"] * PAUSED_AT < needed:
                raise ClusterUnavailableError(
                    f"nothing is touched: worker {worker} takes no tasks above {PAUSED_AT:.0%} of its"
                    f" {one['memory_limit'] / MIB:,.0f} MiB, and world and plan took {needed / MIB:,.0f} MiB here:"
                    " give each more (`dask worker --memory-limit`), or local:N fewer processes"
                )
        parts = min(fitting_parts(rows, self.count), self.settings.weeks)
        return self.settings if self.settings.parts else replace(self.settings, parts=parts)

    def close(self) -> None:
        """Let them have their memory back."""
        with suppress(OSError):
            self.client.cancel(self._preparing)
            self.client.run(forget, on_error="ignore")
