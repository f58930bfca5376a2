"""Tariffs: what carriers charge under their contracts, as `carrier_rates` lists it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from supplygen import _core
from supplygen.arrays.columns import NULL, Columns
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.reading import index, ints, texts
from supplygen.arrays.types import Ints
from supplygen.plan.carrier_contracts import contract_terms
from supplygen.schema.level_00_reference import TRANSPORT_MODES
from supplygen.simulator_spec import PriceLists
from supplygen.world import World

PLACES = 1_000
"""Room for divisions and ports in a key."""

PRICE_LIST = KeyLayout("carrier", mode=len(TRANSPORT_MODES), division=PLACES, origin=PLACES, destination=PLACES)
"""Who charges for what: a mode of a carrier in a division, or on the lane between two ports; 0 is none of them."""

FARTHEST_KM = 1_000_000
"""Kilometers, farther than any leg: a lane has one price whatever its length."""

HECTOMETERS_PER_KM = 10
GRAMS_PER_KG = 1_000
NOTHING = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Moves:
    """What carriers move under one price each."""

    day: Ints
    """Day of the shipment's departure, which decides on the contract."""
    hectometers: Ints
    grams: Ints
    pallets: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Charges:
    """What carriers charge, cents, one value for each move or load."""

    linehaul: Ints
    fuel: Ints
    handling: Ints

    @property
    def total(self) -> Ints:
        """All of it."""
        return self.linehaul + self.fuel + self.handling


@dataclass(frozen=True, eq=False, slots=True)
class Tariffs:
    """Price lists of all contracts, found by carrier, mode and place."""

    prices: PriceLists
    keys: Ints
    """What each list of the first contract period is for, ascending."""

    @classmethod
    def of(cls, world: World) -> Tariffs:
        """Read contracts and rates of a world; every carrier has a contract in each of the same periods."""
        rates, contracts = world.tables["carrier_rates"], contract_terms(world)
        periods = np.unique(ints(contracts, "start_date"))
        contract = index(rates, "carrier_contract_id")
        key = _keys(rates, index(contracts, "carrier_id")[contract])
        period = np.searchsorted(periods, ints(contracts, "start_date")[contract])
        keys, number = np.unique(key, return_inverse=True)
        prices = _price_lists(rates, periods, number * len(periods) + period)
        return cls(_with_accessorials(world, prices, keys, periods), keys)

    def lists(self, carrier: Ints, mode: Ints, division: Ints, lane: tuple[Ints, Ints]) -> Ints:
        """Price lists of the first period; carriers and modes by index, divisions and ports by id, 0 for none."""
        key = PRICE_LIST.key(carrier=carrier, mode=mode, division=division, origin=lane[0], destination=lane[1])
        at = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
        if (missing := np.flatnonzero(self.keys[at] != key)).size:
            one = key.ravel()[missing[0]]
            raise ValueError(
                f"carrier {PRICE_LIST.part(one, 'carrier') + 1} has no rates for"
                f" {TRANSPORT_MODES[int(PRICE_LIST.part(one, 'mode'))]} there: add them to facts/tariffs.toml"
            )
        return np.asarray(at * len(self.prices.periods))

    def charges(self, lists: Ints, moves: Moves) -> Charges:
        """What each move costs by its list."""
        return Charges(*_core.charges(self.prices, lists, moves.day, (moves.hectometers, moves.grams, moves.pallets)))


def _keys(rates: Columns, carrier: Ints) -> Ints:
    division, origin, destination = (
        _or(ints(rates, name), 0) for name in ("division_id", "origin_port_id", "destination_port_id")
    )
    return PRICE_LIST.key(
        carrier=carrier, mode=_modes(rates), division=division, origin=origin, destination=destination
    )


def _modes(rows: Columns) -> Ints:
    return np.array([TRANSPORT_MODES.index(mode) for mode in texts(rows, "transport_mode")], dtype=np.int64)


def _price_lists(rates: Columns, periods: Ints, number: Ints) -> PriceLists:
    """Sort the rows into their lists."""
    hectometers = _or(ints(rates, "distance_to_km"), FARTHEST_KM) * HECTOMETERS_PER_KM
    grams = ints(rates, "weight_to_kg") * GRAMS_PER_KG
    order = np.lexsort((grams, hectometers, number))
    basis = np.array([_core.CODES["carrier_rates.rate_basis"].index(basis) for basis in texts(rates, "rate_basis")])
    return PriceLists(
        periods=periods.astype(np.int32),
        start=np.searchsorted(number[order], np.arange(int(number.max()) + 2)),
        hectometers=hectometers[order],
        grams=grams[order],
        basis=basis[order].astype(np.uint32),
        rate=ints(rates, "rate")[order],
        minimum=ints(rates, "minimum_charge")[order],
        fuel_bp=NOTHING,
        handling=NOTHING,
        stop_off=NOTHING,
    )


def _with_accessorials(world: World, prices: PriceLists, keys: Ints, periods: Ints) -> PriceLists:
    """Give each list what the contract charges besides; `keys` are those of the lists of the first period."""
    rows, contracts = world.tables["carrier_accessorials"], contract_terms(world)
    contract = index(rows, "carrier_contract_id")
    carrier = index(contracts, "carrier_id")[contract]
    period = np.searchsorted(periods, ints(contracts, "start_date")[contract])
    at = np.full((carrier.max() + 1, len(TRANSPORT_MODES), len(periods)), 0)
    at[carrier, _modes(rows), period] = np.arange(len(contract))
    of_list = at[PRICE_LIST.part(keys, "carrier"), PRICE_LIST.part(keys, "mode")].ravel()
    return replace(
        prices,
        fuel_bp=ints(rows, "fuel_percent")[of_list],
        handling=ints(rows, "handling_charge")[of_list],
        stop_off=ints(rows, "stop_off_charge")[of_list],
    )


def _or(values: Ints, default: int) -> Ints:
    return np.where(values == NULL, default, values)
