"""Fills in what the outbound simulator is told: assortments, demand rates, courses, promotions, carriers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.amounts import BASIS_POINTS
from supplygen.arrays.columns import Columns
from supplygen.arrays.reading import index, ints, natural, texts
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import HOUR_MINUTES, WEEKS_A_YEAR
from supplygen.facts.holidays import countries
from supplygen.facts.pallets import case_parts
from supplygen.facts.scale import cases_a_year
from supplygen.plan.base_prices import ListPrices, conditions
from supplygen.plan.carriers import STORE_CARRIERS, store_carriers
from supplygen.plan.course import HEMISPHERES, NORTHERN, SOUTHERN, course, end_weeks, hemispheres, launch_weeks
from supplygen.plan.local_time import LocalTime
from supplygen.plan.outbound_events import outbound_events
from supplygen.plan.tariffs import Tariffs
from supplygen.plan.volumes import cell_shares, fits, store_formats
from supplygen.plan.working_days import closed_days
from supplygen.policy.demand import ASSORTMENT_TASTE, PROMOTION_UPLIFT, SWITCHING
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
    Swings,
)
from supplygen.streams import exp, ln
from supplygen.world import World


def outbound_spec(
    world: World, tariffs: Tariffs, pairs: Pairs, swings: Swings, store_city: Ints, week_capacity: Ints
) -> OutboundSpec:
    """Everything that `_core.Simulator` is told; `week_capacity` is what each center can pick in a week."""
    local = LocalTime.of(world)
    return OutboundSpec(
        seed=world.settings.seed,
        start_day=world.start_day,
        weeks=world.calendar.weeks,
        skus=_skus(world),
        substitutes=_members(world, "sku_substitutes", ("sku_id", "skus"), "substitute_sku_id"),
        season=Season(world.calendar.season_weeks, course(world).ravel()),
        swings=swings,
        base_prices=ListPrices.of(world).told(world, _units(world)),
        accounts=_accounts(world),
        conditions=conditions(world),
        channels=_channels(world),
        stores=_stores(world, store_city, local),
        pairs=pairs,
        centers=_centers(world, tariffs, week_capacity, local),
        holidays=_holidays(world),
        zones=local.told(),
        prices=tariffs.prices,
        promotions=_promotions(world),
        scenario=outbound_events(world),
    )


def sku_division(world: World) -> Ints:
    """Division index of each SKU."""
    return index(world.tables["skus"], "division_id")


def _skus(world: World) -> Skus:
    skus = world.tables["skus"]
    season = np.arange(HEMISPHERES * len(skus["id"]), dtype=np.uint32).reshape(HEMISPHERES, -1)
    share_bp = {kind: round(share * BASIS_POINTS) for kind, share in CAPACITY_SHARE.items()}
    return Skus(
        units_per_case=_units(world).astype(np.int32),
        case_grams=case_grams(world).astype(np.int32),
        case_parts=sku_case_parts(world),
        product=index(skus, "product_id").astype(np.uint32),
        capacity_share_bp=np.array([share_bp[kind] for kind in texts(skus, "abc_class")], dtype=np.int32),
        northern_season=season[NORTHERN],
        southern_season=season[SOUTHERN],
        division=sku_division(world).astype(np.uint32),
        first_week=launch_weeks(world).astype(np.int32),
        end_week=end_weeks(world).astype(np.int32),
    )


def case_grams(world: World) -> Ints:
    """Gross mass of a case of each SKU, grams."""
    return ints(world.tables["packaging_types"], "case_weight_kg")[index(world.tables["skus"], "packaging_id")]


def sku_case_parts(world: World) -> Ints:
    """Room that a case of each SKU takes, in parts of a pallet."""
    packs = world.tables["packaging_types"]
    return case_parts(ints(packs, "cases_per_pallet"))[index(world.tables["skus"], "packaging_id")]


def _accounts(world: World) -> Accounts:
    accounts = world.tables["retail_accounts"]
    return Accounts(
        division=index(accounts, "division_id").astype(np.uint32),
        priority=ints(accounts, "priority_rank").astype(np.int32),
        in_full_bp=ints(accounts, "in_full_percent").astype(np.int32),
        penalty_bp=ints(accounts, "otif_penalty_percent").astype(np.int32),
        allowance_bp=ints(accounts, "promotion_allowance_percent").astype(np.int32),
        price_lag_weeks=ints(accounts, "price_lag_weeks").astype(np.int32),
    )


def _channels(world: World) -> Channels:
    channels = world.tables["channels"]
    return Channels(
        margin_bp=ints(channels, "margin_percent").astype(np.int32),
        request_days=ints(channels, "request_lead_days").astype(np.int32),
        terms_days=ints(channels, "payment_terms_days").astype(np.int32),
    )


def _stores(world: World, city: Ints, local: LocalTime) -> Stores:
    stores, accounts = world.tables["retail_locations"], world.tables["retail_accounts"]
    account = index(stores, "retail_account_id")
    return Stores(
        account=account.astype(np.uint32),
        channel=index(accounts, "channel_id")[account].astype(np.uint32),
        dc=index(stores, "primary_dc_id").astype(np.uint32),
        city=city.astype(np.uint32),
        latitude=natural("retail_locations", stores, "latitude"),
        longitude=natural("retail_locations", stores, "longitude"),
        **_local(stores, local),
        receives_from=ints(stores, "receives_from_hour").astype(np.int32) * HOUR_MINUTES,
        receives_until=ints(stores, "receives_until_hour").astype(np.int32) * HOUR_MINUTES,
        cadence=ints(stores, "order_cadence_weeks").astype(np.int32),
        orders_per_week=ints(stores, "orders_per_week").astype(np.int32),
        weekday=ints(stores, "order_weekday").astype(np.int32),
    )


def assortments(world: World) -> Pairs:
    """Assortment of every store (Gumbel top-k by popularity) and the mean demand of each pair in a plain week."""
    start, sku = _listed(world)
    store = np.repeat(np.arange(len(start) - 1), np.diff(start))
    rate = _case_rates(world, store, sku) * _units(world)[sku]
    return Pairs(start, sku.astype(np.uint32), rate.astype(np.float32))


def weekly_cases(world: World, pairs: Pairs) -> Floats:
    """Cases that each distribution center's stores are expected to sell in a mean week, promotions included."""
    store = np.repeat(np.arange(len(pairs.start) - 1), np.diff(pairs.start))
    cases = pairs.rate.astype(np.float64) / _units(world)[pairs.sku] * PROMOTION_UPLIFT
    dc = index(world.tables["retail_locations"], "primary_dc_id")[store]
    centers = len(ints(world.tables["distribution_centers"], "id"))
    weekly: Floats = np.bincount(dc, cases, minlength=centers).astype(np.float64)
    return weekly


def pick_capacity(weekly: Floats) -> Ints:
    """Cases that a center is staffed to pick in a week: its mean, a reserve, and room for uneven orders."""
    return np.ceil(PICK_RESERVE * weekly + PICK_LUMPS * np.sqrt(weekly * ORDER_CASES)).astype(np.int64)


def _units(world: World) -> Ints:
    """Eaches in a case of each SKU."""
    return ints(world.tables["packaging_types"], "units_per_case")[index(world.tables["skus"], "packaging_id")]


def _listed(world: World) -> tuple[Ints, Ints]:
    stores, accounts, skus = (world.tables[t] for t in ("retail_locations", "retail_accounts", "skus"))
    division = index(accounts, "division_id")[index(stores, "retail_account_id")]
    size, kind = ints(stores, "assortment_size"), store_formats(world)
    popularity, pack = natural("skus", skus, "popularity_weight"), index(skus, "packaging_id")
    pairs = []
    for number, form in np.unique(np.column_stack([division, kind]), axis=0).tolist():
        listed, members = (
            np.flatnonzero(sku_division(world) == number),
            np.flatnonzero((division == number) & (kind == form)),
        )
        weight = exp(ASSORTMENT_TASTE * ln(popularity[listed] * fits()[form][pack[listed]]))
        most = min(int(size[members].max(initial=0)), len(listed))
        best = world.streams.gumbel_top_k("assortment", members + 1, weight, most, listed + 1)
        taken = np.arange(most)[None, :] < size[members][:, None]
        pairs.append(np.column_stack([np.repeat(members, taken.sum(axis=1)), listed[best[taken]]]))
    store, sku = np.concatenate(pairs).T
    order = np.lexsort((sku, store))
    start = np.searchsorted(store[order], np.arange(len(size) + 1))
    return start.astype(np.int64), sku[order].astype(np.int64)


def _case_rates(world: World, store: Ints, sku: Ints) -> Floats:
    """Cases a week of each pair: those of its store, divided by the popularity of what the store lists."""
    skus = world.tables["skus"]
    fit = fits()[store_formats(world)[store], index(skus, "packaging_id")[sku]]
    taste = natural("skus", skus, "popularity_weight")[sku] * fit
    cases = store_cases(world)
    return np.asarray(taste / np.bincount(store, taste, minlength=len(cases))[store] * cases[store])


def store_cases(world: World) -> Floats:
    """Cases a plain week of each store: the company's volume, divided by division and channel, then by size."""
    stores, accounts = world.tables["retail_locations"], world.tables["retail_accounts"]
    account = index(stores, "retail_account_id")
    shares = cell_shares(world)
    cell = index(accounts, "division_id")[account] * shares.shape[1] + index(accounts, "channel_id")[account]
    size = natural("retail_locations", stores, "size_index")
    volume = shares.ravel() * (cases_a_year(world.scale) / PROMOTION_UPLIFT / WEEKS_A_YEAR)
    return np.asarray(size * (volume / np.bincount(cell, size, minlength=len(volume)).clip(min=1e-300))[cell])


def _centers(world: World, tariffs: Tariffs, week_capacity: Ints, local: LocalTime) -> Centers:
    centers = world.tables["distribution_centers"]
    on_time = natural("carriers", world.tables["carriers"], "on_time_rate")
    division, chosen = index(centers, "division_id"), store_carriers(world)
    mode = np.arange(len(STORE_CARRIERS))[None, :]
    lists = tariffs.lists(chosen, mode, division[:, None] + 1, (np.zeros_like(chosen), np.zeros_like(chosen)))
    return Centers(
        latitude=natural("distribution_centers", centers, "latitude"),
        longitude=natural("distribution_centers", centers, "longitude"),
        southern=hemispheres(world) == SOUTHERN,
        **_local(centers, local),
        week_capacity=week_capacity,
        dispatch_days=ints(centers, "dispatch_days_per_week").astype(np.int32),
        carriers=(chosen + 1).astype(np.int32),
        on_time=on_time[chosen],
        price_lists=lists.astype(np.int32),
    )


def _local(places: Columns, local: LocalTime) -> dict[str, NDArray[np.uint32]]:
    """Country and time zone of some places, by number."""
    number = {country: at for at, country in enumerate(countries())}
    country = [number[name] for name in texts(places, "country") if name]
    zone = local.numbers(texts(places, "timezone"))
    return {"country": np.array(country, dtype=np.uint32), "zone": zone.astype(np.uint32)}


def _holidays(world: World) -> Members:
    """Holidays of each country."""
    days_of: dict[str | None, list[int]] = {country: [] for country in countries()}
    for country, day in closed_days(world):
        days_of[country].append(day)
    start = np.concatenate(([0], np.cumsum([len(days) for days in days_of.values()])))
    return Members(start.astype(np.int64), np.concatenate(list(days_of.values())).astype(np.uint32))


def _promotions(world: World) -> Promotions:
    promos = world.tables["promotions"]
    lift = natural("promotions", promos, "lift")
    return Promotions(
        first_week=world.calendar.week(ints(promos, "start_date")).astype(np.int32),
        last_week=world.calendar.week(ints(promos, "end_date")).astype(np.int32),
        hangover_weeks=ints(promos, "hangover_weeks").astype(np.int32),
        lift=lift,
        hangover=natural("promotions", promos, "hangover"),
        beside=exp(-np.outer(ln(lift), SWITCHING).ravel()),
        discount_bp=ints(promos, "discount_percent").astype(np.uint16),
        skus=_members(world, "promotion_skus", ("promo_id", "promotions"), "sku_id"),
        accounts=_members(world, "promotion_accounts", ("promo_id", "promotions"), "retail_account_id"),
    )


def _members(world: World, table: str, owner: tuple[str, str], member: str) -> Members:
    """Members that a table has of each owner, whose column and table are named."""
    lists = world.lookup.children(table, *owner)
    return Members(lists.start, index(world.tables[table], member)[lists.rows].astype(np.uint32))
