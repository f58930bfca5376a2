"""Measured key figures: each is a ratio of integer sums over four weeks, for the company and each of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from supplygen.arrays.amounts import sum_by
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Coded, Columns
from supplygen.arrays.reading import column_texts, ints
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.levels.level_14_monitoring.observations import Observations, all_observations
from supplygen.policy.monitoring import KPI_PERIOD_WEEKS

SCOPES = Category.of("kpi_actuals", "scope_type")

VALUE_UNITS = 10_000
"""A value is stored in ten-thousandths."""

COLUMNS = ("day", "kpi", "scope", "scope_id", "value")
"""What is known of a measured figure before its color."""

PERIOD_DAYS = 7 * KPI_PERIOD_WEEKS


def kpi_actuals(ctx: GeneratorContext) -> Columns:
    """Every key figure of every period and scope in which something was observed."""
    parts = [part for seen in all_observations(ctx) for part in measured(ctx, seen)]
    day, kpi, scope, scope_id, value = (np.concatenate([part[name] for part in parts]) for name in COLUMNS)
    order = np.lexsort((scope_id, scope, kpi, day))
    day, kpi, scope, scope_id, value = (column[order] for column in (day, kpi, scope, scope_id, value))
    return {
        "id": np.arange(1, len(day) + 1),
        "kpi_id": kpi,
        "measurement_date": day,
        "scope_type": SCOPES.coded(scope),
        "scope_id": scope_id,
        "actual_value": value,
        "status": colors(ctx, kpi, value),
    }


def measured(ctx: GeneratorContext, seen: Observations) -> Iterator[dict[str, Ints]]:
    """Values of one key figure, scope by scope, without their colors."""
    company = np.zeros_like(seen.day)
    places = {"company": company, "division": seen.division, "channel": seen.channel, "dc": seen.center}
    for scope, place in places.items():
        inside = np.flatnonzero((place >= 0) & (seen.day >= ctx.start_day) & (seen.day <= ctx.as_of_day))
        period = (seen.day[inside] - ctx.start_day) // PERIOD_DAYS
        numerator, denominator = (
            _sums(place[inside], period, amounts[inside]) for amounts in (seen.numerator, seen.denominator)
        )
        where, when = np.nonzero(denominator)
        yield {
            "day": np.minimum(ctx.start_day + (when + 1) * PERIOD_DAYS - 1, ctx.as_of_day),
            "kpi": np.full(len(where), ctx.ids("kpi_thresholds", seen.kpi_code)),
            "scope": np.full(len(where), SCOPES.code(scope)),
            "scope_id": np.full(len(where), NULL) if scope == "company" else where + 1,
            "value": round_half_up(np.abs(numerator[where, when]) * VALUE_UNITS, denominator[where, when]),
        }


def _sums(place: Ints, period: Ints, amounts: Ints) -> Ints:
    """Sum amounts by place and period."""
    places, periods = int(place.max(initial=-1)) + 1, int(period.max(initial=-1)) + 1
    return sum_by(place * periods + period, amounts, places * periods).reshape(places, periods)


def colors(ctx: GeneratorContext, kpi: Ints, value: Ints) -> Coded:
    """Colors of values: green up to the warning threshold, amber up to the critical one, red beyond."""
    limits = ctx.tables["kpi_thresholds"]
    sign = np.array(_signs(column_texts(limits["direction"])))[kpi - 1]
    warning, critical = (ints(limits, f"{name}_threshold")[kpi - 1] for name in ("warning", "critical"))
    beyond = {"red": value * sign < critical * sign, "amber": value * sign < warning * sign}
    return Category.of("kpi_actuals", "status").choose(beyond, otherwise="green")


def _signs(directions: Sequence[str | None]) -> list[int]:
    """1 where a higher value is better, -1 where a lower one is."""
    return [1 if direction == "higher_is_better" else -1 for direction in directions]
