"""A load whose rows the workers stream, while this process leads: it looks at what is committed, and restores."""

from __future__ import annotations

from collections import Counter
from contextlib import closing, suppress

import psycopg

from supplygen.cluster.job import LoadJob
from supplygen.cluster.tasks import PartTasks
from supplygen.cluster.worker import reach
from supplygen.cluster.workers import ClusterWorkers
from supplygen.database import ledger
from supplygen.database.part_locks import DOOR, shut
from supplygen.database.session import server_process
from supplygen.database.sql import query
from supplygen.database.target import display_url
from supplygen.errors import DatabaseUnavailableError, SupplygenError
from supplygen.load.stream import Streaming
from supplygen.sinks.base import Leaf, TableTotals


class ClusterStreams:
    """A task a part; what is done is read from the database, which knows it best."""

    def __init__(self, workers: ClusterWorkers, url: str) -> None:
        """Lead a load into the database at `url`."""
        self._workers, self._url = workers, display_url(url)

    @property
    def at_once(self) -> int:
        """A part a worker."""
        return self._workers.count

    def check(self, control: psycopg.Connection) -> None:
        """Have every worker join the load and leave it again."""
        found = self._workers.client.run(reach, self._url, server_process(control), on_error="return")
        for worker, error in found.items():
            if error is not None:
                raise DatabaseUnavailableError(
                    f"nothing is touched: worker {worker} cannot fill the database ({error}); each needs a way to it,"
                    " and a password, if there is one, of its own: DATABASE_URL, PGPASSWORD or a password file"
                )

    def prepare(self) -> None:
        """Let the workers begin with world and plan."""
        self._workers.prepare()

    def parts(self, rows: int) -> int:
        """Return how many fit."""
        return self._workers.cut(rows).parts

    def run(self, control: psycopg.Connection, streaming: Streaming) -> None:
        """Have parts made until all are committed; then, and whatever happens, no session of a worker is left."""
        job = LoadJob(streaming.settings, streaming.run_id, self._url, server_process(control))
        tasks = PartTasks(self._workers.client, job, streaming.connections.at_once)
        watch = _Watch(control, streaming)
        try:
            with closing(tasks.run(streaming.due)) as made:
                for _ in made:
                    watch.look()
        except BaseException:
            with suppress(SupplygenError, psycopg.Error):
                shut(control)
            raise
        shut(control)
        watch.look()


class _Watch:
    """Tells of what comes into the database: rows on their way, and leaves that are committed."""

    def __init__(self, control: psycopg.Connection, streaming: Streaming) -> None:
        self._control, self._streaming = control, streaming
        self._told = set(streaming.finished)
        self._rows: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()

    def look(self) -> None:
        """Tell what is new; rows that are undone, because a part is made again, are taken back."""
        leaves = ledger.loaded_leaves(self._control, self._streaming.run_id)
        rows, sizes = self._on_their_way()
        for leaf, table in leaves.items():
            if leaf not in self._streaming.finished:
                rows[table.table_name] += table.row_count
                sizes[table.table_name] += table.bytes
        for name in rows.keys() | self._rows.keys():
            if change := rows[name] - self._rows[name]:
                self._streaming.on_block(name, change, sizes[name] - self._bytes[name])
        self._rows, self._bytes = rows, sizes
        for leaf in leaves.keys() - self._told:
            self._told.add(Leaf(*leaf))
            self._streaming.on_finished(Leaf(*leaf), TableTotals(leaves[leaf].row_count, leaves[leaf].bytes))

    def _on_their_way(self) -> tuple[Counter[str], Counter[str]]:
        """Rows and bytes of each table that are not committed yet."""
        with psycopg.RawCursor(self._control) as cursor:
            found = cursor.execute(query("streaming"), [DOOR]).fetchall()
        return Counter({name: rows for name, rows, _ in found}), Counter({name: size for name, _, size in found})
