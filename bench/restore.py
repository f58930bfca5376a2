"""`pg_restore` of a dump of the same database, and `vacuumdb` after it, which a load makes unnecessary."""

from __future__ import annotations

from bench.meter import Meter
from bench.program import Usage, run
from bench.reference import Reference
from bench.sample import Samples
from bench.server import Server
from bench.state import insist, size_bytes

RESTORED = "pg_restore"
VACUUMED = "pg_restore + vacuumdb"


def restore(server: Server, reference: Reference, jobs: int) -> Samples:
    """Restore an uncompressed dump, then freeze the rows, set the visibility map and collect statistics."""
    with server.database("restored") as url:
        meter = Meter(server)
        restoring = run([server.program("pg_restore"), f"--jobs={jobs}", f"--dbname={url}", reference.dump])
        meter.lap("restore")
        restored = meter.sample(restoring, size_bytes(url))
        cleaning = ("--freeze", "--analyze", "--quiet", f"--jobs={jobs}")
        vacuuming = run([server.program("vacuumdb"), *cleaning, f"--dbname={url}"])
        meter.lap("vacuum")
        peak = max(restoring.peak_bytes, vacuuming.peak_bytes)
        vacuumed = meter.sample(Usage(restoring.cpu_seconds + vacuuming.cpu_seconds, peak), size_bytes(url))
        insist(VACUUMED, url, reference.state)
    return {RESTORED: restored, VACUUMED: vacuumed}
