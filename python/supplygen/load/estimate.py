"""What a load will take, before there is a database: disk, memory and time, as ranges and not as promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from sqlalchemy import Table

from supplygen.config import Settings
from supplygen.load.disk import INDEX_SHARE, estimated_bytes

YEAR_WEEKS = 52
FACT_BYTES_AT_1 = 1_740_000_000
"""Bytes that grow with the scale, of a year at scale 1. Fitted to the plans of scales 0.1 and 1; at 0.3 and with half
of the weeks the fit is within a tenth of the plan."""
STORE_BYTES_AT_1 = 620_000_000
"""Bytes that grow with its square root, as the stores do. Fitted in the same way."""
CORE_SECONDS_A_MILLION_ROWS = (5.0, 10.0)
"""Of loader and server together, once the plan is there: to make, copy, index and validate a million rows. 7 were
measured at scale 0.3 on two cores, 6 at scale 1."""
MEMORY_AFTER_PLAN = 1.25
"""Peak of a load over the peak of its plan; 1.02 to 1.13 was measured at scales 0.1 to 1."""
BASIS = "this plan's own time and memory, and loads measured on two cores; no database is looked at"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a load takes; a pair is the least and the most to expect."""

    disk_bytes: int
    """Tables with their indexes."""
    index_bytes: int
    """Those of the indexes, and of the sorting that builds them."""
    wal_bytes: int
    """At most, where `wal_level` is above minimal; at minimal it is little."""
    memory_bytes: tuple[int, int]
    """Of the loader."""
    seconds: tuple[int, int]
    """From the start to the seal. The most is for one core that does all in turn."""
    basis: str = BASIS

    @classmethod
    def of(
        cls, tables: Mapping[str, Table], rows: Mapping[str, int], jobs: int, plan_seconds: float, plan_memory: int
    ) -> Estimate:
        """Estimate for `rows` per table, whose plan took as many seconds and bytes of memory."""
        disk = estimated_bytes(tables, rows)
        millions = sum(rows.values()) / 1_000_000
        least, most = CORE_SECONDS_A_MILLION_ROWS
        return cls(
            disk_bytes=disk,
            index_bytes=round(disk * INDEX_SHARE / (1 + INDEX_SHARE)),
            wal_bytes=disk,
            memory_bytes=(plan_memory, round(plan_memory * MEMORY_AFTER_PLAN)),
            seconds=(round(plan_seconds + millions * least / jobs), round(plan_seconds + millions * most)),
        )


def typical_bytes(settings: Settings) -> int:
    """Estimate what a load writes without its plan, which takes longer than an answer should."""
    a_year = settings.scale * FACT_BYTES_AT_1 + sqrt(settings.scale) * STORE_BYTES_AT_1
    return round(a_year * settings.weeks / YEAR_WEEKS)
