"""Fills in what the outbound simulator is told: assortments, demand rates, seasons, promotions, carriers."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.reading import day_or, index, ints, natural, texts
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import WEEKS_A_YEAR, Calendar
from supplygen.facts.scale import cases_a_year
from supplygen.plan.carriers import STORE_SERVICES, draw_carriers
from supplygen.plan.planted import planted
from supplygen.policy.demand import ASSORTMENT_TASTE, PROMOTION_UPLIFT, SEASON_AMPLITUDE, SEASON_PEAK_WEEK
from supplygen.policy.stock import CAPACITY_SHARE, ORDER_CASES, PICK_LUMPS, PICK_RESERVE
from supplygen.simulator_spec import (
    Accounts,
    Centers,
    Channels,
    Members,
    OutboundSpec,
    Pairs,
    Promotions,
    Season,
    Skus,
    Stores,
)
from supplygen.streams import cos, exp, ln
from supplygen.world import World

MEAN_YEAR_WEEKS = 52.1775
"""Weeks of a mean Gregorian year, which the season follows."""

FAR_FUTURE_DAY = 100_000
"""A day after every horizon (year 2243)."""


def outbound_spec(ctx: World, calendar: Calendar, pairs: Pairs, week_capacity: Ints) -> OutboundSpec:
    """Everything that `_core.Simulator` is told; `week_capacity` is what each center can pick in a week."""
    return OutboundSpec(
        seed=ctx.settings.seed,
        start_day=calendar.start_day,
        weeks=calendar.weeks,
        skus=_skus(ctx, calendar),
        season=Season(calendar.season_weeks, _season(ctx, calendar).ravel()),
        accounts=_accounts(ctx),
        channels=_channels(ctx),
        stores=_stores(ctx),
        pairs=pairs,
        centers=_centers(ctx, week_capacity),
        promotions=_promotions(ctx, calendar),
        scenario=planted(ctx, calendar),
    )


def sku_division(ctx: World) -> Ints:
    """Division index of each SKU."""
    return index(ctx.tables["skus"], "division_id")


def _skus(ctx: World, calendar: Calendar) -> Skus:
    skus = ctx.tables["skus"]
    launch = ints(skus, "launch_date")
    end = day_or(skus, "discontinue_date", FAR_FUTURE_DAY) + 1
    return Skus(
        units_per_case=_units(ctx).astype(np.int32),
        case_grams=case_grams(ctx).astype(np.int32),
        case_list_cents=ints(skus, "list_price") * _units(ctx),
        capacity_share=np.array([CAPACITY_SHARE[kind] for kind in texts(skus, "abc_class")]),
        season=index(skus, "product_id").astype(np.uint32),
        division=sku_division(ctx).astype(np.uint32),
        first_week=-(-(launch - calendar.start_day) // 7).astype(np.int32),
        end_week=((end - calendar.start_day) // 7).astype(np.int32),
    )


def case_grams(ctx: World) -> Ints:
    """Gross mass of a case of each SKU, grams."""
    return ints(ctx.tables["packaging_types"], "case_weight_kg")[index(ctx.tables["skus"], "packaging_id")]


def _season(ctx: World, calendar: Calendar) -> Floats:
    """Season factor by product and week of the demand axis."""
    peaks = np.array([SEASON_PEAK_WEEK[family] for family in texts(ctx.tables["products"], "product_family")])
    first_week = (calendar.start_day + 3) / 7  # weeks since Monday 1969-12-29, fractions do not matter to a cosine
    week = np.arange(calendar.season_weeks, dtype=np.float64) + first_week
    angle = 2 * np.pi * (week[None, :] - peaks[:, None]) / MEAN_YEAR_WEEKS
    return np.asarray(1 + SEASON_AMPLITUDE * cos(angle.ravel()).reshape(angle.shape))


def _accounts(ctx: World) -> Accounts:
    accounts = ctx.tables["retail_accounts"]
    return Accounts(
        division=index(accounts, "division_id").astype(np.uint32),
        priority=ints(accounts, "priority_rank").astype(np.int32),
    )


def _channels(ctx: World) -> Channels:
    channels = ctx.tables["channels"]
    return Channels(
        margin_bp=ints(channels, "margin_percent").astype(np.int32),
        request_days=ints(channels, "request_lead_days").astype(np.int32),
    )


def _stores(ctx: World) -> Stores:
    stores, accounts = ctx.tables["retail_locations"], ctx.tables["retail_accounts"]
    account = index(stores, "retail_account_id")
    return Stores(
        account=account.astype(np.uint32),
        channel=index(accounts, "channel_id")[account].astype(np.uint32),
        dc=index(stores, "primary_dc_id").astype(np.uint32),
        latitude=natural("retail_locations", stores, "latitude"),
        longitude=natural("retail_locations", stores, "longitude"),
        cadence=ints(stores, "order_cadence_weeks").astype(np.int32),
        orders_per_week=ints(stores, "orders_per_week").astype(np.int32),
        weekday=ints(stores, "order_weekday").astype(np.int32),
    )


def assortments(ctx: World) -> Pairs:
    """Assortment of every store (Gumbel top-k by popularity) and the mean demand of each pair in a plain week."""
    start, sku = _listed(ctx)
    store = np.repeat(np.arange(len(start) - 1), np.diff(start))
    rate = _case_rates(ctx, store, sku) * _units(ctx)[sku]
    return Pairs(start, sku.astype(np.uint32), rate.astype(np.float32))


def weekly_cases(ctx: World, pairs: Pairs) -> Floats:
    """Cases that each distribution center's stores are expected to sell in a mean week, promotions included."""
    store = np.repeat(np.arange(len(pairs.start) - 1), np.diff(pairs.start))
    cases = pairs.rate.astype(np.float64) / _units(ctx)[pairs.sku] * PROMOTION_UPLIFT
    dc = index(ctx.tables["retail_locations"], "primary_dc_id")[store]
    centers = len(ints(ctx.tables["distribution_centers"], "id"))
    weekly: Floats = np.bincount(dc, cases, minlength=centers).astype(np.float64)
    return weekly


def pick_capacity(weekly: Floats) -> Ints:
    """Cases that a center is staffed to pick in a week: its mean, a reserve, and room for uneven orders."""
    return np.ceil(PICK_RESERVE * weekly + PICK_LUMPS * np.sqrt(weekly * ORDER_CASES)).astype(np.int64)


def _units(ctx: World) -> Ints:
    """Eaches in a case of each SKU."""
    return ints(ctx.tables["packaging_types"], "units_per_case")[index(ctx.tables["skus"], "packaging_id")]


def _listed(ctx: World) -> tuple[Ints, Ints]:
    stores, accounts, skus = (ctx.tables[t] for t in ("retail_locations", "retail_accounts", "skus"))
    division = index(accounts, "division_id")[index(stores, "retail_account_id")]
    size = ints(stores, "assortment_size")
    weight = exp(ASSORTMENT_TASTE * ln(natural("skus", skus, "popularity_weight")))
    pairs = []
    for number in range(int(division.max()) + 1):
        listed, members = np.flatnonzero(sku_division(ctx) == number), np.flatnonzero(division == number)
        most = min(int(size[members].max(initial=0)), len(listed))
        best = ctx.streams.gumbel_top_k("assortment", members + 1, weight[listed], most, listed + 1)
        taken = np.arange(most)[None, :] < size[members][:, None]
        pairs.append(np.column_stack([np.repeat(members, taken.sum(axis=1)), listed[best[taken]]]))
    store, sku = np.concatenate(pairs).T
    order = np.lexsort((sku, store))
    start = np.searchsorted(store[order], np.arange(len(size) + 1))
    return start.astype(np.int64), sku[order].astype(np.int64)


def _case_rates(ctx: World, store: Ints, sku: Ints) -> Floats:
    """Cases a week of each pair: the company's volume, divided by division, then channel, then size x popularity."""
    stores, accounts = ctx.tables["retail_locations"], ctx.tables["retail_accounts"]
    account = index(stores, "retail_account_id")
    channel, division = index(accounts, "channel_id")[account], index(accounts, "division_id")[account]
    channels = len(ints(ctx.tables["channels"], "id"))
    cell = (division * channels + channel)[store]
    size = natural("retail_locations", stores, "size_index")[store]
    raw = size * natural("skus", ctx.tables["skus"], "popularity_weight")[sku]
    volume = _cell_volume(ctx, channels, np.unique(cell))
    total = np.bincount(cell, raw, minlength=len(volume))
    return np.asarray(raw * (volume[cell] / total[cell]))


def _cell_volume(ctx: World, channels: int, present: Ints) -> Floats:
    """Cases a week of each (division, channel); a channel without stores leaves its share to the division's others."""
    by_division = natural("divisions", ctx.tables["divisions"], "revenue_share")
    by_channel = natural("channels", ctx.tables["channels"], "volume_share")
    share = np.zeros(len(by_division) * channels)
    share[present] = (by_division[:, None] * by_channel[None, :]).ravel()[present]
    per_division = share.reshape(-1, channels).sum(axis=1)
    share = share * np.repeat(
        np.divide(by_division, per_division, where=per_division > 0, out=np.zeros_like(by_division)), channels
    )
    return np.asarray(share / share.sum() * (cases_a_year(ctx.scale) / PROMOTION_UPLIFT / WEEKS_A_YEAR))


def _centers(ctx: World, week_capacity: Ints) -> Centers:
    centers = ctx.tables["distribution_centers"]
    on_time = natural("carriers", ctx.tables["carriers"], "on_time_rate")
    division = index(centers, "division_id")
    chosen = np.column_stack(
        [
            draw_carriers(ctx, f"distribution_centers.{kind}", kind, ints(centers, "id"), division)
            for kind in STORE_SERVICES
        ]
    )
    return Centers(
        latitude=natural("distribution_centers", centers, "latitude"),
        longitude=natural("distribution_centers", centers, "longitude"),
        week_capacity=week_capacity,
        dispatch_days=ints(centers, "dispatch_days_per_week").astype(np.int32),
        carriers=(chosen + 1).astype(np.int32),
        on_time=on_time[chosen],
    )


def _promotions(ctx: World, calendar: Calendar) -> Promotions:
    promos = ctx.tables["promotions"]
    return Promotions(
        first_week=((ints(promos, "start_date") - calendar.start_day) // 7).astype(np.int32),
        last_week=((ints(promos, "end_date") - calendar.start_day) // 7).astype(np.int32),
        hangover_weeks=ints(promos, "hangover_weeks").astype(np.int32),
        lift=natural("promotions", promos, "lift"),
        hangover=natural("promotions", promos, "hangover"),
        discount_bp=ints(promos, "discount_percent").astype(np.uint16),
        skus=_members(ctx, "promotion_skus", "sku_id"),
        accounts=_members(ctx, "promotion_accounts", "retail_account_id"),
    )


def _members(ctx: World, table: str, member: str) -> Members:
    """Members of each promotion."""
    lists = ctx.lookup.children(table, "promo_id", "promotions")
    return Members(lists.start, index(ctx.tables[table], member)[lists.rows].astype(np.uint32))
