"""Samples: what belongs together is taken together, so no false alarm arises and what is inside is found."""

from __future__ import annotations

import psycopg
import pytest

from supplygen.schema import metadata
from supplygen.verify import Choice, registry, run, runner
from supplygen.verify.registry import Invariant
from supplygen.verify.sampling import is_taken

SAMPLED = [invariant for invariant in registry.load() if invariant.sample]
WHOLE = {"I02", "I25", "I26", "I39", "I42", "I43"}
"""Expensive, but statements about all rows of a table, about sums over plants, lines and weeks, about planted events,
which may touch any row, or about waves, whose orders only the wave's own table knows."""
PERCENT = 30.0


def test_expensive_exact_invariants_are_sampled_or_said_not_to_be() -> None:
    expensive = {one.id for one in registry.load() if one.kind == "exact" and one.cost == "expensive"}
    assert {one.id for one in SAMPLED} == expensive - WHOLE


@pytest.mark.parametrize("invariant", SAMPLED, ids=lambda one: one.id)
def test_sampled_columns_exist_and_are_read(invariant: Invariant) -> None:
    tables = [column.split(".")[0] for column in invariant.sample]
    assert len(set(tables)) == len(tables)
    for column in invariant.sample:
        table, name = column.split(".")
        assert name in metadata.tables[table].columns
        assert f" {table}" in invariant.query


def test_values_are_spread_evenly_and_smaller_samples_lie_in_larger_ones() -> None:
    values = range(1, 100_001)
    for percent in (1.0, 10.0, 50.0):
        assert sum(is_taken(value, percent) for value in values) == pytest.approx(1000 * percent, rel=0.01)
    assert all(is_taken(value, 10.0) for value in values if is_taken(value, 5.0))
    assert all(is_taken(value, 100.0) for value in values)


@pytest.mark.parametrize(
    "percent", [3.0, *(pytest.param(percent, marks=pytest.mark.thorough) for percent in (PERCENT, 100.0))]
)
def test_no_false_alarms(loaded_url: str, percent: float) -> None:
    report = run(loaded_url, Choice(kind="exact", cost="expensive"), percent=percent)
    assert report.ok, [str(violation) for result in report.failed for violation in result.sample]
    assert {result.invariant.id for result in report.results if result.percent == percent} == {
        one.id for one in SAMPLED
    }


def test_every_sampled_query_runs_on_an_empty_schema(migrated_url: str) -> None:
    report = run(migrated_url, Choice(kind="exact"), percent=PERCENT)
    assert [result.error for result in report.results if result.error] == []


BREAKS = {
    "I04": (
        "sku_id",
        "UPDATE skus SET launch_date = DATE '2030-01-01', discontinue_date = NULL WHERE id = {}",
        "SELECT sku_id FROM order_lines",
    ),
    "I16": ("id", "UPDATE batches SET scrapped_cases = scrapped_cases + 1 WHERE id = {}", "SELECT id FROM batches"),
    "I17": (
        "sku_id",
        "UPDATE inventory SET quantity_cases = quantity_cases + 1 WHERE sku_id = {} AND location_type = 'dc'",
        "SELECT sku_id FROM inventory WHERE location_type = 'dc'",
    ),
    "I18": (
        "order_id",
        "UPDATE order_allocations SET allocated_cases = allocated_cases + 1 WHERE order_id = {}",
        "SELECT order_id FROM order_allocations",
    ),
    "I19": ("id", "UPDATE orders SET total_cases = total_cases + 1 WHERE id = {}", "SELECT id FROM orders"),
    "I20": ("id", "UPDATE shipments SET total_pallets = 27 WHERE id = {}", "SELECT id FROM shipments"),
    "I27": (
        "sku_id",
        "UPDATE store_inventory SET closing_eaches = closing_eaches + 1 WHERE sku_id = {}",
        "SELECT sku_id FROM store_inventory",
    ),
    "I28": (
        "id",
        "UPDATE orders SET actual_delivery_date = actual_delivery_date + 1 WHERE id = {}",
        "SELECT id FROM orders WHERE status = 'delivered'",
    ),
}
"""The sampled value, how rows of one such value are broken, and the values that there are."""


@pytest.mark.parametrize("inside", [True, False], ids=["inside", "outside"])
@pytest.mark.parametrize("number", BREAKS)
def test_a_violation_is_found_where_the_sample_has_it(bench: psycopg.Connection, number: str, inside: bool) -> None:
    column, broken, values = BREAKS[number]
    invariant = next(one for one in SAMPLED if one.id == number)
    found = bench.execute(f"SELECT DISTINCT {column} FROM ({values}) AS there ORDER BY 1").fetchall()
    value = next(row[0] for row in found if is_taken(row[0], PERCENT) == inside)
    bench.execute("ALTER TABLE batches DROP CONSTRAINT ck_batches_case_balance")
    assert bench.execute(broken.format(value)).rowcount > 0
    assert runner.check_on(bench, invariant).violations > 0
    assert (runner.check_on(bench, invariant, PERCENT).violations > 0) == inside
