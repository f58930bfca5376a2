"""Price lists of carrier contracts, by which freight is charged: dearer by mode, cheaper by weight.

Terminals are joined by lanes with a price each; elsewhere the price depends on the division and the distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from supplygen.arrays.amounts import RATE_UNITS_PER_CENT
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.arrays.reading import index, ints
from supplygen.arrays.types import Ints
from supplygen.facts.reader import Record, facts, positions, records
from supplygen.plan.carrier_contracts import contract_terms
from supplygen.policy.transport import LONG_HAUL_PALLET_CENTS, LONG_HAUL_PALLET_KM_CENTS, TRUCK_PALLETS
from supplygen.schema.level_00_reference import TRANSPORT_MODES
from supplygen.world import World

CENTS_PER_USD = 100
LANE_BASIS = {"pallet_km": "pallet", "kg": "kg"}
"""What is paid for on a lane, whose distance is given, by the basis of the mode elsewhere."""

LEVEL_UNITS = 10_000
"""Price level of a contract: 10,000 is the average of the carriers of its kind."""


@dataclass(frozen=True, slots=True)
class Price:
    """A row of every price list of a mode, before the contract's own level."""

    mode: str
    basis: str
    rate: float
    """Cents per unit of the basis."""
    weight: tuple[int, int]
    lane: tuple[int, int] = (NULL, NULL)
    """Ids of the terminals."""
    division: int = NULL
    distance: tuple[int, int] = (NULL, NULL)


def carrier_rates(world: World) -> Columns:
    """Price lists by contract, mode, place and weight."""
    lists = {mode: _lanes(mode) + _bands(mode) for mode in TRANSPORT_MODES}
    carriers, divisions = records("carriers"), [row["code"] for row in records("divisions")]
    offered = [
        [
            price
            for mode in TRANSPORT_MODES
            if mode in carrier["transport_modes"]
            for price in lists[mode]
            if price.division == NULL or divisions[price.division - 1] in carrier["regions"]
        ]
        for carrier in carriers
    ]
    contracts = contract_terms(world)
    of_contract = [offered[carrier - 1] for carrier in ints(contracts, "carrier_id").tolist()]
    contract = np.repeat(np.arange(len(of_contract)), [len(prices) for prices in of_contract])
    prices = list(chain.from_iterable(of_contract))
    return {"id": dense_ids(len(prices)), "carrier_contract_id": contract + 1, **_columns(contracts, contract, prices)}


def _columns(contracts: Columns, contract: Ints, prices: list[Price]) -> Columns:
    """Everything but the keys."""
    level = _levels(contracts)[contract]
    rate = np.array([price.rate for price in prices]) * RATE_UNITS_PER_CENT
    tariffs = facts("tariffs")["modes"]
    minimum = np.array([tariffs[price.mode]["minimum_usd"] * CENTS_PER_USD for price in prices], dtype=np.int64)
    return {
        "transport_mode": [price.mode for price in prices],
        "origin_port_id": _ints([price.lane[0] for price in prices]),
        "destination_port_id": _ints([price.lane[1] for price in prices]),
        "division_id": _ints([price.division for price in prices]),
        "distance_from_km": _ints([price.distance[0] for price in prices]),
        "distance_to_km": _ints([price.distance[1] for price in prices]),
        "weight_from_kg": _ints([price.weight[0] for price in prices]),
        "weight_to_kg": _ints([price.weight[1] for price in prices]),
        "rate_basis": [price.basis for price in prices],
        "rate": np.rint(rate * level / LEVEL_UNITS).astype(np.int64),
        "minimum_charge": minimum * level // LEVEL_UNITS,
        "currency": Category.of("carrier_rates", "currency").repeated("USD", len(prices)),
        "valid_from": ints(contracts, "start_date")[contract],
        "valid_to": ints(contracts, "end_date")[contract],
    }


def _levels(contracts: Columns) -> Ints:
    """Price level of each contract: its rate over the average of the carriers of its kind."""
    carriers = records("carriers")
    kinds = [row["carrier_type"] for row in carriers]
    average = {
        kind: sum(row["rate_per_km"] for row in carriers if row["carrier_type"] == kind) / kinds.count(kind)
        for kind in kinds
    }
    usual = np.array([int(average[kind] * LEVEL_UNITS) for kind in kinds], dtype=np.int64)
    return np.asarray(ints(contracts, "rate_per_km") * LEVEL_UNITS // usual[index(contracts, "carrier_id")])


def _lanes(mode: str) -> list[Price]:
    """Prices on the lanes between terminals, in both directions."""
    port, basis = positions(records("ports")), LANE_BASIS[facts("tariffs")["modes"][mode]["basis"]]
    return [
        Price(mode, basis, _cents(mode, basis, int(lane["km"])) * percent / 100, weight, lane=ends)
        for lane in records("lanes")
        if lane["mode"] == mode
        for ends in (_ends(port, lane["ports"]), _ends(port, lane["ports"][::-1]))
        for weight, percent in _breaks(mode)
    ]


def _ends(port: dict[str, int], codes: list[str]) -> tuple[int, int]:
    origin, destination = (port[code] + 1 for code in codes)
    return origin, destination


def _bands(mode: str) -> list[Price]:
    """Prices by division and distance; each band costs what its far end costs."""
    tariff: Record = facts("tariffs")["modes"][mode]
    limits = [0, *tariff.get("bands_km", ())]
    return [
        Price(
            mode,
            tariff["basis"],
            _cents(mode, tariff["basis"], far) * percent / 100,
            weight,
            division=division,
            distance=(near, far),
        )
        for division in range(1, len(records("divisions")) + 1)
        for near, far in pairwise(limits)
        for weight, percent in _breaks(mode)
    ]


def _breaks(mode: str) -> list[tuple[tuple[int, int], int]]:
    """Weight breaks of a mode with their percentages."""
    tariff = facts("tariffs")["modes"][mode]
    limits = [0, *tariff["breaks_kg"]]
    return list(zip(pairwise(limits), tariff["break_percent"], strict=True))


def _pallet_cents(mode: str, km: float) -> float:
    """Freight of a pallet over a distance; modes without a haulage rate cost a multiple of a truck."""
    percent = int(facts("tariffs")["modes"][mode].get("price_percent", 100))
    per_km = LONG_HAUL_PALLET_KM_CENTS.get(mode, LONG_HAUL_PALLET_KM_CENTS["truck"])
    return (LONG_HAUL_PALLET_CENTS + km * per_km) * percent / 100


def _cents(mode: str, basis: str, km: int) -> float:
    """Freight at a distance, cents per unit of the basis."""
    cents = _pallet_cents(mode, float(km))
    units = {"pallet": 1.0, "pallet_km": float(km), "kg": int(facts("tariffs")["payload_kg"]) / TRUCK_PALLETS}
    return cents / units[basis]


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)
