"""Level 8, demand: sales at the till, store orders, forecasts and how good they were."""

from __future__ import annotations

from datetime import date

import numpy as np

from supplygen.columns import NULL, Coded, Columns, Template
from supplygen.context import GeneratorContext, date_of
from supplygen.levels.rounding import round_half_up
from supplygen.plan.policy import BASIS_POINTS, FORECAST_CYCLE_WEEKS, FORECAST_LAG_DAYS
from supplygen.plan.reading import Ints, index, ints
from supplygen.vectorized import Raw, nullable

LEVEL = 8

ORDER_STATUS = ("allocated", "shipped", "delivered", "cancelled")
"""In the order of the simulator's codes."""


def pos_sales(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Sales of a slice; revenue is list price less the promotion's price reduction, rounded half up to the cent."""
    week, sku, promo = (raw[name].astype(np.int64) for name in ("week", "sku", "promo"))
    gross = raw["eaches"].astype(np.int64) * ints(ctx.tables["skus"], "list_price")[sku - 1]
    return {
        "id": raw["id"],
        "retail_location_id": raw["store"],
        "sku_id": raw["sku"],
        "sale_date": ctx.start_day + week * 7,
        "sale_week": _iso_weeks(ctx)[week],
        "quantity_eaches": raw["eaches"],
        "revenue": round_half_up(gross * (BASIS_POINTS - _discounts(ctx, promo)), BASIS_POINTS),
        "is_promotional": promo >= 0,
        "promo_id": np.where(promo >= 0, promo + 1, NULL),
    }


def _discounts(ctx: GeneratorContext, promo: Ints) -> Ints:
    """Price reduction of each row in basis points; the last entry serves rows without a promotion."""
    return np.append(ints(ctx.tables["promotions"], "discount_percent"), 0)[promo]


def _iso_weeks(ctx: GeneratorContext) -> Ints:
    """ISO week of each week of the horizon."""
    monday: list[date] = [date_of(ctx.start_day + 7 * week) for week in range(ctx.settings.weeks)]
    return np.array([day.isocalendar().week for day in monday], dtype=np.int64)


def orders(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Orders of a slice; the store asks for the day that the company can promise."""
    account = index(ctx.tables["retail_locations"], "retail_account_id")[raw["store"].astype(np.int64) - 1]
    promo = raw["promo"].astype(np.int64)
    promised = raw["promised"].astype(np.int64)
    return {
        "id": raw["id"],
        "order_number": Template("ORD-", 9, raw["id"].astype(np.int64)),
        "retail_account_id": account + 1,
        "retail_location_id": raw["store"],
        "channel_id": ints(ctx.tables["retail_accounts"], "channel_id")[account],
        "dc_id": raw["dc"],
        "order_date": raw["day"],
        "requested_delivery_date": promised,
        "promised_delivery_date": promised,
        "actual_delivery_date": nullable(raw["delivered"]),
        "status": Coded(raw["status"].astype(np.int32), ORDER_STATUS),
        "order_type": Coded((promo >= 0).astype(np.int32), ("standard", "promotional")),
        "promo_id": np.where(promo >= 0, promo + 1, NULL),
        "total_cases": raw["cases"],
        "total_amount": raw["amount_cents"],
    }


def demand_forecasts(ctx: GeneratorContext) -> Columns:
    """Forecasts of every week of the horizon by SKU and center, where one was due; ids ascend with the week."""
    item, week, cases = _forecast_rows(ctx)
    monday = ctx.start_day + week * 7
    return {
        "id": np.arange(1, len(item) + 1),
        "sku_id": ctx.plan.items.sku[item] + 1,
        "dc_id": ctx.plan.items.dc[item] + 1,
        "forecast_date": monday - FORECAST_LAG_DAYS,
        "week_start": monday,
        "forecast_quantity_cases": cases,
        "forecast_type": Coded(np.zeros(len(item), dtype=np.int32), ("statistical",)),
    }


def forecast_accuracy(ctx: GeneratorContext) -> Columns:
    """Each forecast against what the stores ordered from the center in its week."""
    item, week, cases = _forecast_rows(ctx)
    actual = ctx.plan.ordered[item, week].astype(np.int64)
    error = cases - actual
    ratio = np.where(actual > 0, round_half_up(np.abs(error) * BASIS_POINTS, np.maximum(actual, 1)), NULL)
    return {
        "forecast_id": np.arange(1, len(item) + 1),
        "actual_quantity_cases": actual,
        "absolute_error": np.abs(error),
        "mape": ratio,
        "bias": np.where(actual > 0, np.sign(error) * ratio, NULL),
    }


def _forecast_rows(ctx: GeneratorContext) -> tuple[Ints, Ints, Ints]:
    """Item, week and cases of every forecast: SKUs on sale in the week; slow sellers are forecast every few weeks."""
    weeks = np.arange(ctx.settings.weeks)
    sku = ctx.plan.items.sku
    cycle = np.array([FORECAST_CYCLE_WEEKS[str(name)] for name in ctx.texts("skus", "abc_class")])[sku]
    due = (weeks[:, None] + sku) % cycle == 0
    week, item = np.nonzero(due & (ctx.plan.expected[:, : len(weeks)].T > 0))
    return item, week, np.rint(ctx.plan.forecasts[item, week]).astype(np.int64)


TABLES = (("demand_forecasts", demand_forecasts), ("forecast_accuracy", forecast_accuracy))
SLICED = (("pos_sales", "pos", pos_sales), ("orders", "orders", orders))
