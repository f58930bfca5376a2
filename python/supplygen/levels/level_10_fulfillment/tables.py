"""Level 10, fulfillment: long hauls from the plants, milk runs to the stores, and the legs of both."""

from __future__ import annotations

import numpy as np

from supplygen._core import CODES
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Coded, Columns, Template
from supplygen.arrays.reading import natural
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from supplygen.context import GeneratorContext
from supplygen.facts.pallets import pallets
from supplygen.facts.vehicles import CONTAINERS, ROAD, SHARED, VEHICLES, fills_one, smallest
from supplygen.levels.level_10_fulfillment.shipment_emissions import long_haul_emissions, milk_run_emissions
from supplygen.levels.raw import Raw, nullable
from supplygen.levels.source import Source
from supplygen.plan.deployment import LATE_BY
from supplygen.plan.lanes import NOWHERE
from supplygen.schema.level_00_reference import TRANSPORT_MODES

GRAMS_PER_KG = 1_000

SHIPMENT_TYPES = Category.of("shipments", "shipment_type")
CHARGES = ("linehaul", "fuel", "handling", "stop_off")
"""What carriers charge for, as the simulator names it."""

SHIPMENT_STATUS = Category.of("shipments", "status")


def shipments(_: GeneratorContext, raw: Raw) -> Columns:
    """Deliveries to stores of a slice: milk runs, and straight to one of them."""
    count = len(raw["id"])
    none, delivered = np.full(count, NULL), nullable(raw["delivered"])
    return {
        **_identity(raw["id"].astype(np.int64)),
        "shipment_type": SHIPMENT_TYPES.choose({"direct": raw["stops"] == 1}, otherwise="dc_to_store"),
        "origin_plant_id": none,
        "origin_dc_id": raw["dc"],
        "destination_dc_id": none,
        "destination_location_id": raw["store"],
        "carrier_id": raw["carrier"],
        "route_id": none,
        "ship_date": raw["day"],
        "expected_delivery_date": raw["expected"],
        "actual_delivery_date": delivered,
        "status": _status(delivered),
        "total_cases": raw["cases"],
        "total_weight_kg": raw["grams"],
        "total_pallets": raw["pallets"],
        "freight_cost": np.sum([raw[f"{part}_cents"] for part in CHARGES], axis=0, dtype=np.int64),
        **_vehicle(raw["vehicle"].astype(np.int64)),
    }


def _vehicle(code: Ints) -> Columns:
    """Describe vehicles by their position in `VEHICLES`; what rides with the goods of others, `SHARED`, has none."""
    places = np.array([vehicle.pallets for vehicle in VEHICLES])
    payload = np.array([vehicle.grams // GRAMS_PER_KG for vehicle in VEHICLES])
    return {
        "vehicle_type": Coded(code.astype(np.int32), [vehicle.name for vehicle in VEHICLES]),
        "capacity_pallets": np.where(code == SHARED, NULL, places[code]),
        "capacity_kg": np.where(code == SHARED, NULL, payload[code]),
    }


def _identity(shipment: Ints) -> Columns:
    return {"id": shipment, "shipment_number": Template("SHP-", 8, shipment)}


def _status(delivered: Ints) -> Coded:
    """Status of shipments by the day of their delivery."""
    return SHIPMENT_STATUS.choose({"delivered": delivered != NULL}, otherwise="in_transit")


def shipment_legs(_: GeneratorContext, raw: Raw) -> Columns:
    """Legs of a slice's milk runs; the first begins at the warehouse."""
    count = len(raw["id"])
    start, delay = raw["from"].astype(np.int64), nullable(raw["delay_minutes"])
    delay = np.where(delay == NULL, NULL, round_half_up(delay * 100, 60))
    return {
        "id": raw["id"],
        "shipment_id": raw["shipment"],
        "leg_sequence": raw["sequence"],
        "route_segment_id": np.full(count, NULL),
        "from_location_id": np.where(start > 0, start, NULL),
        "to_location_id": raw["to"],
        "transport_mode": Coded(raw["service"].astype(np.int32), CODES["shipment_legs.transport_mode"]),
        "carrier_id": raw["carrier"],
        "planned_departure": raw["planned_departure"].astype(np.int64) * MINUTE_US,
        "planned_arrival": raw["planned_arrival"].astype(np.int64) * MINUTE_US,
        "actual_departure": _happened(raw["departure"].astype(np.int64), MINUTE_US),
        "actual_arrival": _happened(raw["arrival"].astype(np.int64), MINUTE_US),
        "distance_km": raw["hectometers"],
        "delay_hours": delay,
        "carrier_delay_hours": np.where(delay == NULL, NULL, delay - _before(delay, raw["sequence"].astype(np.int64))),
        "port_delay_hours": np.where(delay == NULL, NULL, 0),
        "delay_cause": Coded(raw["cause"].astype(np.int32), CODES["shipment_legs.delay_cause"]),
    }


def _hours(microseconds: Ints, happened: Bools) -> Ints:
    """Hundredths of an hour, NULL where it has not happened."""
    return np.where(happened, round_half_up(microseconds * 100, HOUR_US), NULL)


def _before(delay: Ints, sequence: Ints) -> Ints:
    """Delay with which each leg begins: that of the leg before, whose row it follows."""
    return np.where(sequence > 1, np.roll(delay, 1), 0)


def _happened(times: Ints, unit: int) -> Ints:
    """Times in microseconds, NULL kept."""
    return np.where(times == NULL, NULL, times * unit)


def long_haul_shipments(ctx: GeneratorContext, trucks: Ints) -> Columns:
    """Trucks and containers of the given rows of the plan, which left on the same week's days."""
    lanes, rows = ctx.plan.lanes, ctx.plan.deployment.trucks
    lane, arrival = rows["lane"][trucks], rows["arrival_day"][trucks]
    planned_arrival = ctx.plan.deployment.planned(lane, rows["ship_day"][trucks])[1]
    delivered = np.where(arrival <= ctx.as_of_day, arrival, NULL)
    day, grams, room = rows["ship_day"][trucks], rows["grams"][trucks], pallets(rows["parts"][trucks])
    return {
        **_identity(ctx.plan.numbering.long_haul_id[trucks]),
        "shipment_type": SHIPMENT_TYPES.choose({"plant_to_dc": lanes.plant[lane] >= 0}, otherwise="dc_to_dc"),
        "origin_plant_id": _id_or_null(lanes.plant[lane]),
        "origin_dc_id": _id_or_null(lanes.origin_dc[lane]),
        "destination_dc_id": lanes.dc[lane] + 1,
        "destination_location_id": np.full(len(trucks), NULL),
        "carrier_id": main_carrier(ctx, lane) + 1,
        "route_id": lanes.route[lane] + 1,
        "ship_date": day,
        "expected_delivery_date": ctx.plan.deployment.taken_in(lane, planned_arrival),
        "actual_delivery_date": delivered,
        "status": _status(delivered),
        "total_cases": rows["cases"][trucks],
        "total_weight_kg": grams,
        "total_pallets": room,
        "freight_cost": ctx.plan.freight.cents(lane, day, grams, room),
        **_vehicle(_long_haul_vehicle(ctx, lane, room, grams)),
    }


def _id_or_null(place: Ints) -> Ints:
    """Ids of records by their index, NULL where there is none."""
    return np.where(place == NOWHERE, NULL, place + 1)


def _long_haul_vehicle(ctx: GeneratorContext, lane: Ints, room: Ints, grams: Ints) -> Ints:
    """Position in `VEHICLES`: what crosses the sea travels in a container all the way."""
    segments = ctx.plan.lanes.segments[lane]
    at_sea = ((ctx.plan.lanes.modes == "ocean")[segments] & (segments >= 0)).any(axis=1)
    vehicle = np.where(at_sea, len(ROAD) + smallest(CONTAINERS, room, grams), smallest(ROAD, room, grams))
    enough = np.where(at_sea, fills_one(CONTAINERS[0], room, grams), fills_one(ROAD[0], room, grams))
    return np.where(enough, vehicle, SHARED)


def segment_kilometers(ctx: GeneratorContext, lane: Ints) -> Floats:
    """Length of the segments of some lanes, zero behind the last."""
    kilometers = natural("route_segments", ctx.tables["route_segments"], "distance_km")
    segments = ctx.plan.lanes.segments[lane]
    return np.where(segments >= 0, kilometers[segments], 0.0)


def main_carrier(ctx: GeneratorContext, lane: Ints) -> Ints:
    """Carrier of the longest segment of some lanes."""
    return np.asarray(ctx.plan.lanes.carriers[lane, segment_kilometers(ctx, lane).argmax(axis=1)])


def long_haul_legs(ctx: GeneratorContext, trucks: Ints) -> Columns:
    """Legs of the given trucks, segment by segment."""
    lanes, rows = ctx.plan.lanes, ctx.plan.deployment.trucks
    lane = rows["lane"][trucks]
    times = ctx.plan.deployment.legs(lane, rows["key"][trucks], rows["ship_day"][trucks])
    truck, position = np.nonzero(lanes.segments[lane] >= 0)
    segment = lanes.segments[lane[truck], position]
    modes = np.array([TRANSPORT_MODES.index(mode) for mode in lanes.modes], dtype=np.int32)
    planned_departure, planned, departure, actual, carrier, strike, congestion = (
        times[name][truck, position] * SECOND_US
        for name in ("planned_departure", "planned_arrival", "departure", "arrival", *LATE_BY)
    )
    worst = np.argmax([carrier, strike, congestion], axis=0)
    end = (ctx.as_of_day + 1) * DAY_US
    is_late = (carrier + strike + congestion > 0) & (actual < end)
    return {
        "id": ctx.plan.numbering.long_haul_last_leg[trucks][truck] + position + 1,
        "shipment_id": ctx.plan.numbering.long_haul_id[trucks][truck],
        "leg_sequence": position + 1,
        "route_segment_id": segment + 1,
        "from_location_id": np.full(len(truck), NULL),
        "to_location_id": np.full(len(truck), NULL),
        "transport_mode": Coded(modes[segment], TRANSPORT_MODES),
        "carrier_id": lanes.carriers[lane[truck], position] + 1,
        "planned_departure": planned_departure,
        "planned_arrival": planned,
        "actual_departure": np.where(departure < end, departure, NULL),
        "actual_arrival": np.where(actual < end, actual, NULL),
        "distance_km": np.rint(segment_kilometers(ctx, lane)[truck, position] * 10).astype(np.int64),
        "delay_hours": _hours(actual - planned, actual < end),
        "carrier_delay_hours": _hours(carrier, actual < end),
        "port_delay_hours": _hours(strike + congestion, actual < end),
        "delay_cause": Coded(np.where(is_late, worst, -1).astype(np.int32), LATE_BY),
    }


SOURCES = (
    Source("shipments", slice=shipments, long_haul=long_haul_shipments, reads=("route_segments",)),
    Source("shipment_legs", slice=shipment_legs, long_haul=long_haul_legs, reads=("route_segments",)),
    Source(
        "shipment_emissions",
        join=milk_run_emissions,
        long_haul=long_haul_emissions,
        reads=("packaging_types", "emission_factors", "route_segments", "skus"),
    ),
)
