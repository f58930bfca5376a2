"""Stores: each belongs to an account and a distribution center, and stands in a real city near that center."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.apportion import largest_remainder, split_capped
from supplygen.arrays.columns import Coded, Columns, Template, dense_ids
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import DAYS_A_WEEK
from supplygen.facts.geography import cities, population_weights, squared_chords, unit_vectors, within
from supplygen.facts.reader import facts, integers, records
from supplygen.facts.scale import division_skus, listings_growth, store_sku_pairs
from supplygen.levels.level_03_network.distribution_centers import store_weights
from supplygen.levels.level_03_network.receiving_hours import receiving_hours
from supplygen.levels.level_03_network.store_names import store_names
from supplygen.plan.volumes import format_positions
from supplygen.policy.network import (
    ABROAD_RADIUS_KM,
    ASSORTMENT_CAP_PERCENT,
    CATCHMENT_FACTOR,
    HOME_COUNTRY_WEIGHT,
    LAST_ORDER_WEEKDAY,
    SERVICE_RADIUS_KM,
    STORE_JITTER_MICRODEGREES,
    STORE_OPENED_DAYS_AGO,
    STORE_SIZE_MEAN,
    STORE_SIZE_SIGMA,
)
from supplygen.policy.size import MIN_ASSORTMENT
from supplygen.world import World


def retail_locations(world: World) -> Columns:
    """Stores in order of their account."""
    account_stores = world.column("retail_accounts", "store_count")
    account = np.repeat(world.column("retail_accounts", "id"), account_stores)
    store = dense_ids(len(account))
    channel = world.column("retail_accounts", "channel_id")[account - 1] - 1
    division = world.column("retail_accounts", "division_id")[account - 1] - 1
    center = _centers(world, channel, division)
    kind = _formats(world, store, account)
    place = _places(world, store, center, kind)
    size = _sizes(world, store, kind)
    orders = _orders_per_week(world, store, channel)
    zones = [cities().timezones[at] for at in place.tolist()]
    return {
        "id": store,
        "location_code": Template("LOC-", 6, store),
        "name": store_names(world, store, account, place),
        "retail_account_id": account,
        "primary_dc_id": center + 1,
        "store_format": Coded(kind.astype(np.int32), [row["code"] for row in records("accounts", "formats")]),
        **_address(world, store, place),
        "timezone": zones,
        "size_index": size.astype(np.int64),
        "assortment_size": _assortments(world.scale, channel, division, size),
        "order_cadence_weeks": integers(records("channels"), "cadence_weeks")[channel],
        "orders_per_week": orders,
        "order_weekday": world.streams.integers(
            "retail_locations.order_weekday", store, 0, [LAST_ORDER_WEEKDAY[count] for count in orders.tolist()]
        ),
        "opened_date": world.start_day
        - world.streams.integers("retail_locations.opened_date", store, *STORE_OPENED_DAYS_AGO),
        **receiving_hours(world, kind, zones),
    }


def _address(world: World, store: Ints, place: Ints) -> Columns:
    """City of each store, and a point near its middle."""
    gazetteer = cities()
    jitter = [
        world.streams.integers(f"retail_locations.{axis}", store, -STORE_JITTER_MICRODEGREES, STORE_JITTER_MICRODEGREES)
        for axis in ("latitude", "longitude")
    ]
    return {
        "country": [str(country) for country in gazetteer.countries[place].tolist()],
        "city": [gazetteer.names[at] for at in place.tolist()],
        "latitude": gazetteer.latitude[place] + jitter[0],
        "longitude": gazetteer.longitude[place] + jitter[1],
    }


def _centers(world: World, channel: Ints, division: Ints) -> Ints:
    """Center (position) of each store: exact quotas within division and channel, dealt out in random order.

    Distributors' stores, the most numerous, reach every center of the division.
    """
    found = np.zeros(len(channel), dtype=np.int64)
    divisions = len(records("divisions"))
    for at, row in enumerate(records("channels")):
        for region in range(divisions):
            mine = np.flatnonzero((channel == at) & (division == region))
            weights = store_weights(world.scale, region, row["code"])
            quotas = largest_remainder(len(mine), weights, minimum=int(row["code"] == "bm_distributor"))
            dealt = np.repeat(np.arange(len(quotas)), quotas)
            order = world.streams.permutation("retail_locations.primary_dc_id", len(mine), at * divisions + region)
            found[mine] = dealt[order]
    return found


def _places(world: World, store: Ints, center: Ints, kind: Ints) -> Ints:
    """City of each store: one that is large enough for its format, where the center serves such."""
    gazetteer = cities()
    least = integers(records("accounts", "formats"), "min_population")
    near, home = _reachable_countries(world), world.texts("distribution_centers", "country")
    places = np.zeros(len(store), dtype=np.int64)
    for at in range(len(home)):
        candidates = _served_cities(world, at, near[at])
        at_home = gazetteer.countries[candidates] == home[at]
        weights = population_weights(gazetteer.population[candidates]) * np.where(at_home, HOME_COUNTRY_WEIGHT, 1)
        for population in np.unique(least).tolist():
            mine = np.flatnonzero((center == at) & (least[kind] == population))
            large = np.where(gazetteer.population[candidates] >= population, weights, 0)
            chosen = world.streams.choice("retail_locations.city", store[mine], large if large.any() else weights)
            places[mine] = candidates[chosen]
    return places


def _served_cities(world: World, at: int, countries: list[str]) -> Ints:
    """Cities in reach of a center that have no other one of its division much nearer."""
    gazetteer = cities()
    vectors = _center_vectors(world)
    found = gazetteer.of(countries)
    found = found[within(vectors[at], gazetteer.vectors[found], SERVICE_RADIUS_KM)]
    abroad = gazetteer.countries[found] != world.texts("distribution_centers", "country")[at]
    found = found[~abroad | within(vectors[at], gazetteer.vectors[found], ABROAD_RADIUS_KM)]
    general = np.array([kind != "ecommerce" for kind in world.texts("distribution_centers", "dc_type")])
    if general[at]:
        division = world.column("distribution_centers", "division_id")
        rivals = vectors[general & (division == division[at])]
        found = found[_in_catchment(vectors[at], rivals, gazetteer.vectors[found])]
    return np.asarray(found)


def _reachable_countries(world: World) -> list[list[str]]:
    """Countries of its division that each center reaches by road or ferry."""
    landmasses = facts("lanes")["landmasses"].values()
    own = zip(
        world.column("distribution_centers", "division_id").tolist(),
        world.texts("distribution_centers", "country"),
        strict=True,
    )
    return [
        [
            code
            for code in records("divisions")[division - 1]["countries"]
            for land in landmasses
            if {code, home} <= set(land)
        ]
        for division, home in own
    ]


def _center_vectors(world: World) -> Floats:
    latitude, longitude = (world.column("distribution_centers", name) / 1e6 for name in ("latitude", "longitude"))
    return unit_vectors(latitude, longitude)


def _in_catchment(center: Floats, rivals: Floats, points: Floats) -> Bools:
    """Which points have no other center much nearer than this one."""
    nearest = np.min([squared_chords(rival, points) for rival in rivals], axis=0)
    near: Bools = squared_chords(center, points) <= nearest * CATCHMENT_FACTOR * CATCHMENT_FACTOR
    return near


def _assortments(scale: float, channel: Ints, division: Ints, size: Floats) -> Ints:
    """SKUs that each store lists: usual for its channel, growing with the root of its size; the sum is the scale's."""
    usual = integers(records("channels"), "assortment")[channel]
    weights = (usual * np.sqrt(size)).astype(np.int64)
    caps = np.maximum(division_skus(scale) * ASSORTMENT_CAP_PERCENT // 100, MIN_ASSORTMENT)[division]
    return split_capped(store_sku_pairs(scale), weights, caps, MIN_ASSORTMENT)


def _orders_per_week(world: World, store: Ints, channel: Ints) -> Ints:
    """Orders of each store in an ordering week: more where stores list more, so that orders keep their lines."""
    usual = integers(records("channels"), "orders_per_week")[channel] * listings_growth(world.scale)
    more = world.streams.uniform("retail_locations.orders_per_week", store) < usual % 1
    return np.asarray(np.minimum(np.floor(usual).astype(np.int64) + more, DAYS_A_WEEK))


def _formats(world: World, store: Ints, account: Ints) -> Ints:
    """Format (position) of each store, one of its archetype's."""
    options = format_positions(world)
    pick = world.streams.integers("retail_locations.store_format", store, 0, options.shape[1] - 1)
    return np.asarray(options[account - 1, pick])


def _sizes(world: World, store: Ints, kind: Ints) -> Floats:
    """Size of each store relative to the average one, in 1/10,000: usual for its format, times luck."""
    usual = integers(records("accounts", "formats"), "size_percent")[kind] * 100
    luck = world.streams.lognormal("retail_locations.size_index", store, STORE_SIZE_SIGMA) / STORE_SIZE_MEAN
    return np.maximum(1, luck * usual)
