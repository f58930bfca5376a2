"""`supplygen load`, and what its progress tells of its phases."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from bench.meter import Meter
from bench.program import Usage, run
from bench.sample import Sample
from bench.server import MIGRATED, Server
from bench.state import State, insist, size_bytes

END_OF_PHASE = re.compile(r"^([\w ]+): done in ")
"""How the loader's progress says it where there is no terminal."""
LOOK_S = 0.05
"""Between two looks for the first row: often enough for a tenth of a second, too seldom to cost anything."""
FIRST_ROW = """
SELECT EXISTS (
    SELECT FROM pg_stat_progress_copy WHERE datname = current_database() AND tuples_processed > 0
    UNION ALL
    SELECT FROM supplygen.ledger
)
"""


def load(server: Server, scale: float, wanted: State) -> Sample:
    """Fill a database at head with `supplygen load`."""
    with server.database("loaded", MIGRATED) as url:
        meter = Meter(server)
        with first_row(url, meter) as seen:
            usage = supplygen_load(meter, "--scale", str(scale), "--database-url", url)
        sample = meter.sample(usage, size_bytes(url), seen())
        insist("load", url, wanted)
    return sample


def generator(server: Server, scale: float) -> Sample:
    """Generate and encode, keep nothing."""
    meter = Meter(server)
    usage = supplygen_load(meter, "--scale", str(scale), "--null")
    return meter.sample(usage)


def supplygen_load(meter: Meter, *flags: str) -> Usage:
    """Run the command; its phases are the meter's laps."""

    def listen(line: str) -> None:
        if found := END_OF_PHASE.match(line):
            meter.lap(found[1])

    usage = run([sys.executable, "-m", "supplygen", "load", *flags], listen)
    meter.lap("end")
    return usage


@contextmanager
def first_row(url: str, meter: Meter) -> Iterator[Callable[[], float | None]]:
    """Watch for the first row that the server takes; the answer is seconds since the meter began."""
    seen: list[float] = []
    over = threading.Event()

    def watch() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while not over.wait(LOOK_S):
                if connection.execute(FIRST_ROW).fetchone() == (True,):
                    seen.append(meter.seconds)
                    return

    thread = threading.Thread(target=watch, name="first row")
    thread.start()
    try:
        yield lambda: seen[0] if seen else None
    finally:
        over.set()
        thread.join()
