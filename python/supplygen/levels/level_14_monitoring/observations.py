"""What the key figures are made of: for each, the observations whose numerators and denominators are added up.

Every key figure is a ratio of two integer sums, so that SQL over the base tables finds the same value to the last
digit: `verify/invariants/I42_kpi_actuals.sql` holds the same definitions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.category import is_value
from supplygen.arrays.columns import NULL
from supplygen.arrays.reading import index, ints
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK
from supplygen.context import GeneratorContext
from supplygen.levels.level_08_demand.tables import forecast_accuracy
from supplygen.policy.monitoring import KPI_PERIOD_WEEKS

CENTS = 100
"""Cents of a dollar."""

DAYS_OF_YEAR = 365
"""Days that a turnover is taken to."""

SHARED = -1
"""Place of an observation that belongs to no single center, channel or division."""

TOTALS = (
    ("FILL_RATE", "allocated_cases", "ordered_cases", 1),
    ("OTIF", "otif_orders", "due_orders", 1),
    ("ON_TIME_DELIVERY", "on_time_orders", "delivered_orders", 1),
    ("ORDER_CYCLE_TIME", "cycle_days", "delivered_orders", 1),
    ("RETURN_RATE", "returned_cases", "delivered_cases", 1),
    ("OSA", "shelves_in_stock", "shelves_checked", 1),
    ("TRUCK_FILL", "truck_places", "truck_capacity", 1),
    ("FREIGHT_PER_CASE", "freight_cents", "truck_cases", CENTS),
)
"""Key figures from the simulator's weekly totals: code, numerator, denominator and what the latter is multiplied by."""


@dataclass(frozen=True, slots=True)
class Observations:
    """Parts of one key figure, one array element each; places are indices from 0 or `SHARED`."""

    kpi_code: str
    day: Ints
    division: Ints
    center: Ints
    channel: Ints
    numerator: Ints
    denominator: Ints


def all_observations(ctx: GeneratorContext) -> Iterator[Observations]:
    """Observations of every key figure, one figure after the other."""
    for code, numerator, denominator, factor in TOTALS:
        yield _from_totals(ctx, code, measure(ctx, numerator), measure(ctx, denominator) * factor)
    yield from _forecasts(ctx)
    yield from _batches(ctx)
    yield _receipts(ctx)
    yield _turns(ctx)


def measure(ctx: GeneratorContext, name: str) -> Ints:
    """One of the simulator's totals by center, channel and week; behind the last channel, what several share."""
    return np.asarray(ctx.plan.totals[..., _core.MEASURES.index(name)])


def _from_totals(ctx: GeneratorContext, code: str, numerator: Ints, denominator: Ints) -> Observations:
    center, channel, week = (axis.ravel() for axis in np.indices(numerator.shape))
    shared = channel == numerator.shape[1] - 1
    return Observations(
        code,
        ctx.calendar.monday(week),
        index(ctx.tables["distribution_centers"], "division_id")[center],
        center,
        np.where(shared, SHARED, channel),
        numerator.ravel(),
        denominator.ravel(),
    )


def _of_centers(
    ctx: GeneratorContext, code: str, day: Ints, center: Ints, numerator: Ints, denominator: Ints
) -> Observations:
    """Observations of centers that no single channel owns."""
    division = index(ctx.tables["distribution_centers"], "division_id")[center]
    return Observations(code, day, division, center, np.full(len(day), SHARED), numerator, denominator)


def _of_plants(
    ctx: GeneratorContext, code: str, day: Ints, plant: Ints, numerator: Ints, denominator: Ints
) -> Observations:
    """Observations of plants, which belong to divisions and to no center or channel."""
    division, nowhere = index(ctx.tables["plants"], "division_id")[plant], np.full(len(day), SHARED)
    return Observations(code, day, division, nowhere, nowhere, numerator, denominator)


def _forecasts(ctx: GeneratorContext) -> Iterator[Observations]:
    """Error and bias of the forecasts, by the week forecast."""
    made, seen = ctx.results.judged, forecast_accuracy(ctx)
    day, center = ctx.calendar.monday(made.week), ctx.plan.items.dc[made.item]
    actual = ints(seen, "actual_quantity_cases")
    yield _of_centers(ctx, "FORECAST_MAPE", day, center, ints(seen, "absolute_error"), actual)
    bias = made.cases - actual
    yield _of_centers(ctx, "FORECAST_BIAS", day, center, bias, actual)


def _batches(ctx: GeneratorContext) -> Iterator[Observations]:
    """Yield and rejections, by production date."""
    rows = ctx.tables["batches"]
    day, plant = ints(rows, "production_date"), index(rows, "plant_id")
    yield _of_plants(ctx, "BATCH_YIELD", day, plant, ints(rows, "quantity_kg"), ints(rows, "input_kg"))
    rejected, pending = is_value(rows, "qc_status", "rejected"), is_value(rows, "qc_status", "pending")
    yield _of_plants(ctx, "QC_REJECT_RATE", day, plant, rejected.astype(np.int64), (~pending).astype(np.int64))


def _receipts(ctx: GeneratorContext) -> Observations:
    """Punctuality of the suppliers, by an order's first receipt: what a split delivery leaves for later is no delay."""
    orders, receipts = ctx.tables["purchase_orders"], ctx.tables["goods_receipts"]
    order, first = np.unique(index(receipts, "po_id"), return_index=True)
    day = ints(receipts, "receipt_date")[first]
    on_time = day <= ints(orders, "expected_delivery_date")[order]
    plant = index(orders, "plant_id")[order]
    return _of_plants(ctx, "SUPPLIER_ON_TIME", day, plant, on_time.astype(np.int64), np.ones_like(day))


def _turns(ctx: GeneratorContext) -> Observations:
    """Turnover of the centers in the last period, the only one whose closing stock is on record."""
    weeks = ctx.settings.weeks
    first = (weeks - 1) // KPI_PERIOD_WEEKS * KPI_PERIOD_WEEKS
    shipped = measure(ctx, "truck_cases")[:, :, first:].sum(axis=(1, 2))
    rows = ctx.tables["inventory"]
    held = ints(rows, "dc_id") != NULL
    stock = np.zeros_like(shipped)
    np.add.at(stock, ints(rows, "dc_id")[held] - 1, ints(rows, "quantity_cases")[held])
    center = np.arange(len(shipped))
    day = np.full(len(shipped), ctx.as_of_day)
    return _of_centers(ctx, "DC_TURNS", day, center, shipped * DAYS_OF_YEAR, stock * DAYS_A_WEEK * (weeks - first))
