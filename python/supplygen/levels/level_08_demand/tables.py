"""Level 8, demand: sales at the till, store orders, forecasts and how good they were."""

from __future__ import annotations

from datetime import date

import numpy as np

from supplygen._core import CODES
from supplygen.arrays.amounts import BASIS_POINTS
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Coded, Columns, Template
from supplygen.arrays.reading import index, ints
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.types import Ints
from supplygen.calendar import date_of
from supplygen.context import GeneratorContext
from supplygen.levels.level_08_demand.consensus_adjustments import consensus_adjustments
from supplygen.levels.level_08_demand.demand_allocation import demand_allocation
from supplygen.levels.raw import Raw, nullable
from supplygen.levels.source import Source

PERCENT = 100
"""Parts of a percentage in one."""

ORDER_TYPES = Category.of("orders", "order_type")


def pos_sales(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Sales of a slice; revenue is eaches times shelf price."""
    week, promo = (raw[name].astype(np.int64) for name in ("week", "promo"))
    return {
        "id": raw["id"],
        "retail_location_id": raw["store"],
        "sku_id": raw["sku"],
        "sale_date": ctx.calendar.monday(week),
        "sale_week": _iso_weeks(ctx)[week],
        "quantity_eaches": raw["eaches"],
        "revenue": raw["eaches"].astype(np.int64) * _shelf_prices(ctx, raw),
        "is_promotional": promo >= 0,
        "promo_id": np.where(promo >= 0, promo + 1, NULL),
    }


def _shelf_prices(ctx: GeneratorContext, raw: Raw) -> Ints:
    """Price of an each, cents: list price at the account's level less the promotion's discount, rounded half up.

    The list is the one that held as long ago as the account takes to follow a new one.
    """
    store, sku, promo, week = (raw[name].astype(np.int64) for name in ("store", "sku", "promo", "week"))
    account = index(ctx.tables["retail_locations"], "retail_account_id")[store - 1]
    followed = ctx.calendar.monday(week - ints(ctx.tables["retail_accounts"], "price_lag_weeks")[account])
    price = ctx.results.list_prices.on(sku - 1, followed)
    price = price * ints(ctx.tables["retail_accounts"], "price_level_percent")[account]
    return round_half_up(price * (BASIS_POINTS - _discounts(ctx, promo)), PERCENT * BASIS_POINTS)


def _discounts(ctx: GeneratorContext, promo: Ints) -> Ints:
    """Price reduction of each row in basis points; the last entry serves rows without a promotion."""
    return np.append(ints(ctx.tables["promotions"], "discount_percent"), 0)[promo]


def _iso_weeks(ctx: GeneratorContext) -> Ints:
    """ISO week of each week of the horizon."""
    monday: list[date] = [date_of(ctx.calendar.monday(week)) for week in range(ctx.settings.weeks)]
    return np.array([day.isocalendar().week for day in monday], dtype=np.int64)


def orders(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Orders of a slice."""
    account = index(ctx.tables["retail_locations"], "retail_account_id")[raw["store"].astype(np.int64) - 1]
    promo = raw["promo"].astype(np.int64)
    return {
        "id": raw["id"],
        "order_number": Template("ORD-", 9, raw["id"].astype(np.int64)),
        "retail_account_id": account + 1,
        "retail_location_id": raw["store"],
        "channel_id": ints(ctx.tables["retail_accounts"], "channel_id")[account],
        "dc_id": raw["dc"],
        "order_date": raw["day"],
        "requested_delivery_date": raw["requested"],
        "promised_delivery_date": raw["promised"],
        "actual_delivery_date": nullable(raw["delivered"]),
        "status": Coded(raw["status"].astype(np.int32), CODES["orders.status"]),
        "order_type": ORDER_TYPES.choose({"promotional": promo >= 0}, otherwise="standard"),
        "promo_id": np.where(promo >= 0, promo + 1, NULL),
        "total_cases": raw["cases"],
        "total_amount": raw["amount_cents"],
        "cut_reason": Coded(raw["cut_reason"].astype(np.int32), CODES["orders.cut_reason"]),
        "allocation_date": nullable(raw["allocated"]),
    }


def demand_forecasts(ctx: GeneratorContext) -> Columns:
    """Forecasts of the weeks of the horizon and after it by SKU and center, where one was due, in their versions."""
    made = ctx.results.published
    monday = ctx.calendar.monday(made.week)
    return {
        "id": made.id,
        "sku_id": ctx.plan.items.sku[made.item] + 1,
        "dc_id": ctx.plan.items.dc[made.item] + 1,
        "forecast_date": ctx.calendar.monday(made.week - made.lag),
        "week_start": monday,
        "lag_weeks": made.lag,
        "forecast_quantity_cases": made.cases,
        "forecast_type": Category.of("demand_forecasts", "forecast_type").repeated("statistical", len(monday)),
    }


def forecast_accuracy(ctx: GeneratorContext) -> Columns:
    """The forecasts that are judged against what the stores ordered from the center in their weeks."""
    made = ctx.results.judged
    actual = ctx.plan.ordered[made.item, made.week].astype(np.int64)
    error = made.cases - actual
    ratio = np.where(actual > 0, round_half_up(np.abs(error) * BASIS_POINTS, np.maximum(actual, 1)), NULL)
    return {
        "forecast_id": made.id,
        "actual_quantity_cases": actual,
        "absolute_error": np.abs(error),
        "mape": ratio,
        "bias": np.where(actual > 0, np.sign(error) * ratio, NULL),
    }


def _forecasts(ctx: GeneratorContext) -> int:
    return len(ctx.results.published.id)


def _judged(ctx: GeneratorContext) -> int:
    return len(ctx.results.judged.id)


SOURCES = (
    Source(
        "pos_sales",
        slice=pos_sales,
        reads=("retail_accounts", "retail_locations", "skus", "promotions", "price_lists", "sku_prices"),
    ),
    Source("orders", slice=orders, reads=("retail_accounts", "retail_locations")),
    Source("demand_forecasts", whole=demand_forecasts, rows=_forecasts, reads=("skus",)),
    Source("forecast_accuracy", whole=forecast_accuracy, rows=_judged, reads=("skus",)),
    Source(
        "consensus_adjustments",
        whole=consensus_adjustments,
        reads=("distribution_centers", "promotion_skus", "promotions", "skus"),
    ),
    Source("demand_allocation", whole=demand_allocation, reads=("skus",)),
)
