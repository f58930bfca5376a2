"""What is said before a load against what a load takes."""

from __future__ import annotations

import pytest

from databases import NAMES, query
from supplygen.config import Settings
from supplygen.load.disk import estimated_bytes
from supplygen.load.estimate import Estimate, typical_bytes
from supplygen.schema.graph import level_graph
from tools.docs.questions import SETTINGS as STANDARD

TABLES = {table.name: table for table in level_graph().tables}
ROWS = dict.fromkeys(NAMES, 100_000)
MIB = 1 << 20


def estimate(rows: dict[str, int] = ROWS, *, jobs: int = 2) -> Estimate:
    return Estimate.of(TABLES, rows, jobs, plan_seconds=20.0, plan_memory=200 * MIB)


def test_an_estimate_is_a_range_above_what_the_plan_took():
    (least, most), (least_memory, most_memory) = estimate().seconds, estimate().memory_bytes
    assert 20 < least < most
    assert 200 * MIB <= least_memory < most_memory


def test_twice_the_rows_take_twice_the_disk_and_more_jobs_at_least_less_time():
    twice = estimate({name: 2 * count for name, count in ROWS.items()})
    assert twice.disk_bytes == pytest.approx(2 * estimate().disk_bytes)
    assert twice.seconds > estimate().seconds
    assert estimate(jobs=8).seconds[0] < estimate().seconds[0]
    assert estimate(jobs=8).seconds[1] == estimate().seconds[1]


def test_half_of_the_weeks_are_half_of_what_is_typical():
    assert typical_bytes(Settings(weeks=26)) * 2 == pytest.approx(typical_bytes(Settings()), abs=2)


@pytest.mark.thorough
def test_what_is_estimated_is_about_what_a_load_takes(standard_url):
    rows = dict(query(standard_url, "SELECT table_name, row_count FROM supplygen.ledger"))
    [(taken,)] = query(
        standard_url,
        "SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class AS c"
        " JOIN pg_namespace AS n ON n.oid = relnamespace WHERE nspname IN ('public', 'supplygen') AND relkind = 'r'",
    )
    estimated = estimated_bytes(TABLES, rows)
    assert estimated == pytest.approx(taken, rel=0.15)
    assert typical_bytes(Settings(scale=STANDARD.scale)) == pytest.approx(estimated, rel=0.1)
