"""What is compared, in the order in which a round runs it.

generator               `supplygen load --null`: simulate, generate and encode, keep nothing
load                    `supplygen load` into a database at head
pg_restore              the same database, dumped uncompressed, into an empty one, with --jobs
pg_restore + vacuumdb   that and `vacuumdb --freeze --analyze --jobs`: the state in which a load leaves the tables
ceiling                 the same state from files on the server's disk, see bench/ceiling.py
COPY                    the same rows from files on the server's disk into tables without keys, and nothing else
pgbench                 `pgbench -i` of about as many bytes on disk

A way with several settings is tried once with each, and its fastest is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench.ceiling import Setting, ceiling, plain_copy
from bench.loader import generator, load
from bench.pgbench import pgbench
from bench.reference import Reference
from bench.restore import restore
from bench.sample import Samples
from bench.server import Server
from supplygen.machine import usable_cores

Run = Callable[[], Samples]
WAYS = ("generator", "load", "pg_restore", "ceiling", "COPY", "pgbench")
"""Their names."""
MEMORIES = ("64MB", "256MB", "512MB")
"""Of an index build: PostgreSQL's default, a load's least, and the most that an embedded server gets."""


def ways(server: Server, reference: Reference, scale: float) -> Mapping[str, Mapping[str, Run]]:
    """Return the ways by name, and of each the settings to be tried."""
    cores = usable_cores()
    settings = [Setting(jobs, memory) for jobs in (cores, cores + 1) for memory in MEMORIES]
    return {
        "generator": {"": lambda: {"generator": generator(server, scale)}},
        "load": {"": lambda: {"load": load(server, scale, reference.state)}},
        "pg_restore": {f"{jobs} jobs": _restore(server, reference, jobs) for jobs in (cores, 2 * cores)},
        "ceiling": {str(setting): _ceiling(server, reference, setting) for setting in settings},
        "COPY": {"": lambda: {"COPY": plain_copy(server, reference, cores)}},
        "pgbench": {f"-I {steps}": _pgbench(server, reference, steps) for steps in ("dtgvp", "dtGvp")},
    }


def _restore(server: Server, reference: Reference, jobs: int) -> Run:
    return lambda: restore(server, reference, jobs)


def _ceiling(server: Server, reference: Reference, setting: Setting) -> Run:
    return lambda: {"ceiling": ceiling(server, reference, setting)}


def _pgbench(server: Server, reference: Reference, steps: str) -> Run:
    return lambda: {"pgbench": pgbench(server, reference.size_bytes, steps)}
