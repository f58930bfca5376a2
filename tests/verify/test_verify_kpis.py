"""The four key figures that people look at first, computed once more from the base tables, in Python, row by row.

Invariant I42 does the same in SQL for all figures and scopes; this holds against a mistake that the query and the
generator have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from importlib import resources

import psycopg
import pytest
from psycopg.rows import dict_row

from supplygen.policy.demand import SWITCHING
from supplygen.policy.prices import PRICE_ELASTICITY

Fact = tuple[date, int, int]
"""Day, numerator, denominator."""


def fill_rate(connection: psycopg.Connection, _horizon: tuple[date, date]) -> Iterator[Fact]:
    lines = connection.execute("SELECT order_id, quantity_cases, allocated_cases FROM order_lines").fetchall()
    days = dict(connection.execute("SELECT id, order_date FROM orders").fetchall())
    for order, ordered, allocated in lines:
        yield days[order], allocated, ordered


def otif(connection: psycopg.Connection, horizon: tuple[date, date]) -> Iterator[Fact]:
    cut: Counter[int] = Counter()
    for order, cases in connection.execute("SELECT order_id, cut_cases FROM order_lines"):
        cut[order] += cases
    asked = dict(connection.execute("SELECT id, in_full_percent FROM retail_accounts").fetchall())
    columns = "id, retail_account_id, total_cases, order_date, promised_delivery_date, actual_delivery_date"
    orders = connection.execute(f"SELECT {columns} FROM orders")
    for order, account, cases, day, promised, actual in orders.fetchall():
        is_in_full = Fraction(cases - cut[order], cases) >= Fraction(asked[account]) / 100
        if promised <= horizon[1]:
            yield day, int(actual is not None and actual <= promised and is_in_full), 1


def turns(connection: psycopg.Connection, horizon: tuple[date, date]) -> Iterator[Fact]:
    start, as_of = horizon
    last_period = start + timedelta(days=(as_of - start).days // 28 * 28)
    shipped = connection.execute(
        "SELECT ship_date, total_cases FROM shipments WHERE destination_location_id IS NOT NULL"
    ).fetchall()
    for day, cases in shipped:
        if day >= last_period:
            yield as_of, 365 * cases, 0
    for (cases,) in connection.execute("SELECT quantity_cases FROM inventory WHERE dc_id IS NOT NULL").fetchall():
        yield as_of, 0, ((as_of - last_period).days + 1) * cases


def mape(connection: psycopg.Connection, _horizon: tuple[date, date]) -> Iterator[Fact]:
    actuals = dict(connection.execute("SELECT forecast_id, actual_quantity_cases FROM forecast_accuracy").fetchall())
    forecasts = connection.execute("SELECT id, week_start, forecast_quantity_cases FROM demand_forecasts").fetchall()
    for forecast, week, cases in forecasts:
        if forecast in actuals:
            yield week, abs(cases - actuals[forecast]), actuals[forecast]


FIGURES: dict[str, Callable[[psycopg.Connection, tuple[date, date]], Iterator[Fact]]] = {
    "FILL_RATE": fill_rate,
    "OTIF": otif,
    "DC_TURNS": turns,
    "FORECAST_MAPE": mape,
}


@pytest.mark.parametrize("code", FIGURES)
def test_key_figure_equals_its_base_tables(bench: psycopg.Connection, code: str) -> None:
    row = bench.execute("SELECT start_date, start_date + 7 * weeks - 1 FROM supplygen.run").fetchone()
    assert row is not None
    start, as_of = row
    sums: dict[date, tuple[int, int]] = {}
    for day, numerator, denominator in FIGURES[code](bench, (start, as_of)):
        end = min(start + timedelta(days=(day - start).days // 28 * 28 + 27), as_of)
        before = sums.get(end, (0, 0))
        sums[end] = before[0] + numerator, before[1] + denominator
    recorded = bench.execute(
        "SELECT measurement_date, actual_value FROM kpi_actuals JOIN kpi_thresholds ON kpi_thresholds.id = kpi_id"
        " WHERE kpi_code = %s AND scope_type = 'company'",
        [code],
    ).fetchall()
    assert dict(recorded) == {end: rounded(Fraction(*pair)) for end, pair in sums.items()}


def rounded(value: Fraction) -> Decimal:
    """Four decimals, half up."""
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def test_buyers_switch_to_what_is_on_promotion(standard_connection: psycopg.Connection) -> None:
    query = (resources.files("supplygen.workload") / "questions" / "cannibalization.sql").read_text(encoding="utf-8")
    with standard_connection.cursor(row_factory=dict_row) as cursor:
        found = {row["promo_type"]: row for row in cursor.execute(query)}
    seasonal = found["seasonal"]
    beside = [float(seasonal[f"beside_{rank}"]) for rank in ("first", "second", "third")]
    # Of several promoted substitutes the nearest is told of; what the others take is in its figure too.
    assert beside == pytest.approx([float(seasonal["lift"]) ** -switching for switching in SWITCHING], abs=0.08)
    assert sorted(beside) == beside
    assert 0.05 < seasonal["cannibalized"] < 0.3


def test_the_elasticity_of_base_prices_shows_at_the_tills(standard_connection: psycopg.Connection) -> None:
    query = (resources.files("supplygen.workload") / "questions" / "price_elasticity.sql").read_text(encoding="utf-8")
    found = {family: float(elasticity) for family, _, _, elasticity in standard_connection.execute(query).fetchall()}
    # Swings of demand blur it.
    assert found.pop("all") == pytest.approx(-sum(PRICE_ELASTICITY.values()) / len(PRICE_ELASTICITY), abs=0.7)
    assert found.keys() == PRICE_ELASTICITY.keys()
    assert max(found.values()) < 0
