"""Emissions of shipments, by mode: what rode how far, times the emission factor of mode and vehicle.

A case of a milk run rides from the warehouse to its stop, so what remains on the truck counts on each leg. Journeys are
booked whole on the day of departure; return trips without load are part of the factors.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from supplygen.arrays.amounts import sum_by
from supplygen.arrays.columns import Coded, Columns
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.lookup import Keyed
from supplygen.arrays.reading import ints, texts
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.spread import cumulative_within
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.levels.level_00_reference.carbon import carbon_price_on
from supplygen.levels.raw import Raw
from supplygen.plan.outbound import case_grams
from supplygen.schema.level_00_reference import TRANSPORT_MODES

VEHICLE_OF_MODE = {
    "truck": "trailer",
    "ltl": "trailer",
    "parcel": "van",
    "rail": "container",
    "ocean": "container",
    "air": "aircraft",
}
"""Vehicle that runs each mode."""

STOP = KeyLayout("truck", store=1 << 32)
"""A stop of a milk run."""

UNITS_PER_GRAM = 1_000_000_000
"""A mass of one gram over 0.1 km is 1e-7 tonne-km, a factor in 1e-5 kg: so many of their products are a gram."""

GRAMS_PER_TONNE = 1_000_000


def milk_run_emissions(ctx: GeneratorContext, raw: Mapping[str, Raw]) -> Columns:
    """Emissions of a slice's milk runs; every one has a single mode."""
    shipment = raw["shipments"]["id"].astype(np.int64)
    legs = {name: raw["shipment_legs"][name].astype(np.int64) for name in ("shipment", "to", "hectometers")}
    return _columns(
        ctx,
        shipment,
        raw["shipments"]["service"].astype(np.int64),
        sum_by(Keyed(shipment).rows(legs["shipment"]), legs["hectometers"], len(shipment)),
        _work(ctx, raw, shipment, legs),
        raw["shipments"]["day"].astype(np.int64),
    )


def _work(ctx: GeneratorContext, raw: Mapping[str, Raw], shipment: Ints, legs: Mapping[str, Ints]) -> Ints:
    """Grams times 0.1 km of each truck: each line rides to the stop at its order's store."""
    lines, orders = raw["shipment_lines"], raw["orders"]
    truck = lines["shipment"].astype(np.int64)
    store = orders["store"][Keyed(orders["id"].astype(np.int64)).rows(lines["order"].astype(np.int64))].astype(np.int64)
    stop = STOP.key(truck=legs["shipment"], store=legs["to"])
    by_stop = np.argsort(stop, kind="stable")
    # Of two stops at one store, the last.
    leg = by_stop[np.searchsorted(stop, STOP.key(truck=truck, store=store), side="right", sorter=by_stop) - 1]
    ridden = cumulative_within(legs["shipment"], legs["hectometers"])[leg]
    grams = lines["cases"].astype(np.int64) * case_grams(ctx)[lines["sku"].astype(np.int64) - 1]
    return sum_by(Keyed(shipment).rows(truck), grams * ridden, len(shipment))


def long_haul_emissions(ctx: GeneratorContext, trucks: Ints) -> Columns:
    """Emissions of the given trucks and containers of the plan, one row for each mode of their routes."""
    rows, lanes = ctx.plan.deployment.trucks, ctx.plan.lanes
    segments = lanes.segments[rows["lane"][trucks]]
    tenths = ints(ctx.tables["route_segments"], "distance_km")[segments]
    mode_of = np.array([TRANSPORT_MODES.index(mode) for mode in lanes.modes])[segments]
    is_of_mode = mode_of[:, None, :] == np.arange(len(TRANSPORT_MODES))[None, :, None]
    by_mode = (segments >= 0)[:, None, :] & is_of_mode
    truck, mode = np.nonzero(by_mode.any(axis=2))
    hectometers = (by_mode * tenths[:, None, :]).sum(axis=2)[truck, mode]
    row = trucks[truck]
    return _columns(
        ctx,
        ctx.plan.numbering.long_haul_id[row],
        mode,
        hectometers,
        rows["grams"][row] * hectometers,
        rows["ship_day"][row],
    )


def _columns(ctx: GeneratorContext, shipment: Ints, mode: Ints, hectometers: Ints, work: Ints, day: Ints) -> Columns:
    """Rows of shipments and modes; `work` is in grams times 0.1 km."""
    factor = _factor_rows(ctx)[mode]
    grams = round_half_up(work * ints(ctx.tables["emission_factors"], "kg_co2e_per_tonne_km")[factor], UNITS_PER_GRAM)
    price, cents = carbon_price_on(ctx, day)
    return {
        "shipment_id": shipment,
        "transport_mode": Coded(mode.astype(np.int32), TRANSPORT_MODES),
        "emission_factor_id": factor + 1,
        "carbon_price_id": price,
        "distance_km": hectometers,
        "tonne_km": work,
        "co2e_kg": grams,
        "carbon_cost": round_half_up(grams * cents, GRAMS_PER_TONNE),
    }


def _factor_rows(ctx: GeneratorContext) -> Ints:
    """Row of the emission factor of each mode."""
    factors = ctx.tables["emission_factors"]
    rows = list(zip(texts(factors, "transport_mode"), texts(factors, "vehicle_type"), strict=True))
    return np.array([rows.index((mode, VEHICLE_OF_MODE[mode])) for mode in TRANSPORT_MODES], dtype=np.int64)
