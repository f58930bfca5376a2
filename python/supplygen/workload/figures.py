"""What was measured, from what pgbench has logged: a line for each transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Self

LOG_PREFIX = "log"
"""How the names of the files begin; pgbench adds its process and thread."""
PERCENTILES = {"p50": 50, "p90": 90, "p95": 95, "p99": 99, "max": 100}
MICROSECONDS_PER_MS = 1000


@dataclass(slots=True)
class Transactions:
    """What became of transactions."""

    microseconds: list[int] = field(default_factory=list)
    """How long each took that was committed, from when it was to begin, tries that were in vain included."""
    failed: int = 0
    """Ended by a deadlock or a conflict, as often as they were tried."""
    retries: int = 0

    @classmethod
    def of_all(cls, parts: Sequence[Self]) -> Self:
        """Put together what became of several kinds."""
        times = [time for part in parts for time in part.microseconds]
        return cls(times, sum(part.failed for part in parts), sum(part.retries for part in parts))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the transactions of a script, or of all, come to."""

    script: str
    weight: int
    transactions: int
    tps: float
    """Committed per second."""
    failed: int
    retries: int
    latency_ms: dict[str, float | None]
    """Percentiles and the largest; None where there was no transaction."""

    @classmethod
    def of(cls, script: str, weight: int, found: Transactions, seconds: float) -> Self:
        """Count and rank what became of transactions in so much time."""
        ordered = sorted(found.microseconds)
        latencies = {name: nearest_rank(ordered, percent) for name, percent in PERCENTILES.items()}
        tps = len(ordered) / seconds if ordered else 0.0
        return cls(script, weight, len(ordered), tps, found.failed, found.retries, latencies)


def nearest_rank(ordered: Sequence[int], percent: int) -> float | None:
    """Return the least of the microseconds that so many percent of all do not exceed, in ms."""
    if not ordered:
        return None
    return ordered[ceil(len(ordered) * percent / 100) - 1] / MICROSECONDS_PER_MS


def read_logs(directory: Path, scripts: int) -> list[Transactions]:
    """Read the logs of a run, of which each thread has written one; what became of each script's transactions."""
    found = [Transactions() for _ in range(scripts)]
    for file in directory.glob(f"{LOG_PREFIX}.*"):
        with file.open(encoding="ascii") as lines:
            for line in lines:
                # client, number, time or failure, script, second, its part, lag where there is a rate, retries
                fields = line.split()
                of_script = found[int(fields[3])]
                of_script.retries += int(fields[-1])
                if fields[2].isdigit():
                    of_script.microseconds.append(int(fields[2]))
                else:
                    of_script.failed += 1
    return found
