"""What the outbound simulator is told, field by field as `rust/core/src/sim/spec` declares and explains it.

Arrays have one value per row of the table that a class is named after; indices count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Skus:
    """SKUs."""

    units_per_case: NDArray[np.int32]
    case_grams: NDArray[np.int32]
    case_parts: NDArray[np.int64]
    product: NDArray[np.uint32]
    capacity_share_bp: NDArray[np.int32]
    northern_season: NDArray[np.uint32]
    southern_season: NDArray[np.uint32]
    division: NDArray[np.uint32]
    first_week: NDArray[np.int32]
    end_week: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """Factors on demand by category and week, category by category."""

    weeks: int
    factors: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Swing:
    """Swings by category and week of the horizon, category by category: factors on demand, and what stores expect."""

    weeks: int
    factors: NDArray[np.float64]
    expected: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Swings:
    """The swings of demand."""

    skus: Swing
    cities: Swing


@dataclass(frozen=True, slots=True, eq=False)
class BasePrices:
    """List prices by SKU, `lists` of each, and what demand makes of those of a week, `lead_weeks` of them before."""

    lists: int
    first_day: NDArray[np.int32]
    case_cents: NDArray[np.int64]
    lead_weeks: int
    weeks: int
    response: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Accounts:
    """Retail accounts."""

    division: NDArray[np.uint32]
    priority: NDArray[np.int32]
    in_full_bp: NDArray[np.int32]
    penalty_bp: NDArray[np.int32]
    allowance_bp: NDArray[np.int32]
    price_lag_weeks: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """What accounts have negotiated off list prices, period by period, account by account and product by product."""

    first_day: NDArray[np.int32]
    products: int
    discount_bp: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Channels:
    """Channels."""

    margin_bp: NDArray[np.int32]
    request_days: NDArray[np.int32]
    terms_days: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Stores:
    """Stores."""

    account: NDArray[np.uint32]
    channel: NDArray[np.uint32]
    dc: NDArray[np.uint32]
    city: NDArray[np.uint32]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    country: NDArray[np.uint32]
    zone: NDArray[np.uint32]
    receives_from: NDArray[np.int32]
    receives_until: NDArray[np.int32]
    cadence: NDArray[np.int32]
    orders_per_week: NDArray[np.int32]
    weekday: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs (store, SKU), store by store; `start` has one value more than there are stores."""

    start: NDArray[np.int64]
    sku: NDArray[np.uint32]
    rate: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Centers:
    """Distribution centers; three columns for the carriers of truckloads, of part loads and of parcels."""

    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    southern: NDArray[np.bool_]
    country: NDArray[np.uint32]
    zone: NDArray[np.uint32]
    week_capacity: NDArray[np.int64]
    dispatch_days: NDArray[np.int32]
    carriers: NDArray[np.int32]
    on_time: NDArray[np.float64]
    price_lists: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class PriceLists:
    """Price lists of carriers, one behind the other; `start` has one value more than there are lists."""

    periods: NDArray[np.int32]
    start: NDArray[np.int64]
    hectometers: NDArray[np.int64]
    grams: NDArray[np.int64]
    basis: NDArray[np.uint32]
    rate: NDArray[np.int64]
    minimum: NDArray[np.int64]
    fuel_bp: NDArray[np.int64]
    handling: NDArray[np.int64]
    stop_off: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """Minutes by which time zones are ahead of UTC, by zone and day, zone by zone."""

    first_day: int
    days: int
    ahead: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """Lists of indices, one behind the other; `start` has one value more than there are lists."""

    start: NDArray[np.int64]
    member: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Promotions:
    """Promotions and who takes part in them."""

    first_week: NDArray[np.int32]
    last_week: NDArray[np.int32]
    hangover_weeks: NDArray[np.int32]
    lift: NDArray[np.float64]
    hangover: NDArray[np.float64]
    beside: NDArray[np.float64]
    discount_bp: NDArray[np.uint16]
    skus: Members
    accounts: Members


@dataclass(frozen=True, slots=True)
class Outage:
    """A center that cannot load, the first day of that and the day on which it can again."""

    dc: int
    first_day: int
    end_day: int


@dataclass(frozen=True, slots=True, eq=False)
class OverOrdering:
    """Promotions that are bought for in excess, accounts that do so, and by what factor."""

    promotions: NDArray[np.bool_]
    accounts: NDArray[np.bool_]
    factor: float


@dataclass(frozen=True, slots=True)
class Phantom:
    """Share of the (store, SKU) pairs hit, and weeks until the loss is found."""

    share: float
    weeks: int


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """The planted events on the outbound side; None where one is off."""

    outage: Outage | None
    over_ordering: OverOrdering | None
    phantom: Phantom | None
    recall_week: int | None
    overcharged: float | None
    wrongly_deducted: float | None


@dataclass(frozen=True, slots=True, eq=False)
class OutboundSpec:
    """Everything that `_core.Simulator` is told."""

    seed: int
    start_day: int
    weeks: int
    skus: Skus
    substitutes: Members
    season: Season
    swings: Swings
    base_prices: BasePrices
    accounts: Accounts
    conditions: Conditions
    channels: Channels
    stores: Stores
    pairs: Pairs
    centers: Centers
    holidays: Members
    zones: Zones
    prices: PriceLists
    promotions: Promotions
    scenario: Scenario
