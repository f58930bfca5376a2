"""`pgbench -i` as a yardstick of the server: what it makes of about as many bytes with its own benchmark's tables."""

from __future__ import annotations

from bench.meter import Meter
from bench.program import run
from bench.sample import Sample
from bench.server import Server
from bench.state import size_bytes

UNIT_BYTES = 15 << 20
"""Tables and keys on disk of one unit of pgbench's scale, 100,000 accounts."""


def pgbench(server: Server, wanted_bytes: int, steps: str) -> Sample:
    """Initialize with `steps`: rows come from the client (g) or from the server itself (G)."""
    scale = max(1, round(wanted_bytes / UNIT_BYTES))
    with server.database("pgbench") as url:
        meter = Meter(server)
        usage = run([server.program("pgbench"), "-i", "-q", "-s", str(scale), "-I", steps, url])
        return meter.sample(usage, size_bytes(url))
