"""A load whose rows the workers stream, while this process leads: it looks at what is committed, and restores."""

from __future__ import annotations

import math
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import psycopg

from supplygen.cluster.job import LoadJob
from supplygen.cluster.tasks import PartTasks
from supplygen.cluster.worker import forget, prepare, reach
from supplygen.config import Settings
from supplygen.database import ledger
from supplygen.database.part_locks import DOOR, shut
from supplygen.database.session import server_process
from supplygen.database.sql import query
from supplygen.database.target import display_url
from supplygen.errors import ClusterUnavailableError, DatabaseUnavailableError, SupplygenError
from supplygen.load.stream import Streaming
from supplygen.machine import peak_memory
from supplygen.sinks.base import Leaf, TableTotals

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
    rounds = math.ceil(rows / MOST_ROWS / workers)
    return max(1, min(rounds * workers, max(math.ceil(rows / MOST_ROWS), rows // LEAST_ROWS)))


class ClusterStreams:
    """A task a part; what is done is read from the database, which knows it best."""

    def __init__(self, client: Client, url: str, settings: Settings) -> None:
        """Lead a load into the database at `url`."""
        self._client, self._url, self._settings = client, display_url(url), settings
        self._workers = client.scheduler_info(n_workers=-1)["workers"]
        self._preparing: list[Future[None]] = []

    @property
    def at_once(self) -> int:
        """A part a worker."""
        return len(self._workers)

    def check(self, control: psycopg.Connection) -> None:
        """Have every worker join the load and leave it again."""
        found = self._client.run(reach, self._url, server_process(control), on_error="return")
        for worker, error in found.items():
            if error is not None:
                raise DatabaseUnavailableError(
                    f"nothing is touched: worker {worker} cannot fill the database ({error}); each needs a way to it,"
                    " and a password, if there is one, of its own: DATABASE_URL, PGPASSWORD or a password file"
                )

    def prepare(self) -> None:
        """Let each worker make world and plan, which all of them need."""
        self._preparing = [
            self._client.submit(prepare, self._settings, pure=False, workers=[worker], allow_other_workers=True)
            for worker in self._workers
        ]

    def parts(self, rows: int) -> int:
        """Return how many fit; refuse workers that would pause for want of memory, which no task would end."""
        needed = peak_memory()
        for worker, one in self._workers.items():
            if one["memory_limit"] and one["memory_limit"] * PAUSED_AT < needed:
                raise ClusterUnavailableError(
                    f"nothing is touched: worker {worker} takes no tasks above {PAUSED_AT:.0%} of its"
                    f" {one['memory_limit'] / MIB:,.0f} MiB, and world and plan took {needed / MIB:,.0f} MiB here:"
                    " give each more (`dask worker --memory-limit`), or local:N fewer processes"
                )
        return fitting_parts(rows, self.at_once)

    def run(self, control: psycopg.Connection, streaming: Streaming) -> None:
        """Have parts made until all are committed; then, and whatever happens, no session of a worker is left."""
        job = LoadJob(streaming.settings, streaming.run_id, self._url, server_process(control))
        tasks, watch = PartTasks(self._client, job, streaming.connections.at_once), _Watch(control, streaming)
        try:
            for _ in tasks.run(streaming.due):
                watch.look()
        except BaseException:
            with suppress(SupplygenError, psycopg.Error):
                shut(control)
            raise
        finally:
            self._client.cancel(self._preparing)
            with suppress(OSError):
                self._client.run(forget, on_error="ignore")
        shut(control)
        watch.look()


class _Watch:
    """Tells of what comes into the database: rows on their way, and leaves that are committed."""

    def __init__(self, control: psycopg.Connection, streaming: Streaming) -> None:
        self._control, self._streaming = control, streaming
        self._finished = set(streaming.finished)
        self._rows: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()

    def look(self) -> None:
        """Tell what is new; rows that are undone, because a part is made again, are taken back."""
        rows, sizes = Counter[str](), Counter[str]()
        new = []
        for leaf, table in ledger.loaded_leaves(self._control, self._streaming.run_id).items():
            if leaf not in self._streaming.finished:
                rows[table.table_name] += table.row_count
                sizes[table.table_name] += table.bytes
            if leaf not in self._finished:
                new.append((leaf, TableTotals(table.row_count, table.bytes)))
        with psycopg.RawCursor(self._control) as cursor:
            for name, count, size in cursor.execute(query("streaming"), [DOOR]):
                rows[name] += count
                sizes[name] += size
        for name in rows.keys() | self._rows.keys():
            if change := rows[name] - self._rows[name]:
                self._streaming.on_block(name, change, sizes[name] - self._bytes[name])
        self._rows, self._bytes = rows, sizes
        for leaf, totals in new:
            self._finished.add(Leaf(*leaf))
            self._streaming.on_finished(leaf[0], totals)
