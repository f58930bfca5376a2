"""Level 10, fulfillment: trucks and containers, the legs of their journeys, and their emissions."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from supplygen.schema.base import (
    category,
    code,
    day,
    decimal,
    exactly_one,
    fact_id,
    integer,
    level_table,
    mass_kg,
    moment,
    money,
    parent,
    rule,
    smallint,
)
from supplygen.schema.level_00_reference import TRANSPORT_MODES

LEVEL = 10

SHIPMENT_TYPES = ("plant_to_dc", "dc_to_dc", "dc_to_store", "direct")
DELAY_CAUSES = ("carrier", "traffic", "congestion", "strike")
SHIPMENT_VEHICLES = ("van", "box_truck", "light_truck", "rigid", "trailer", "container_20", "container_45")

shipments = level_table(
    LEVEL,
    "shipments",
    "Shipments: deployment from a plant, transfer between distribution centers, or delivery to stores",
    fact_id(),
    code("shipment_number", "Business key, SHP-..."),
    category(
        "shipment_type", SHIPMENT_TYPES, "Kind of shipment; dc_to_store: a milk run; direct: straight to a single store"
    ),
    parent("origin_plant_id", "plants", "Plant of origin, for plant_to_dc", nullable=True),
    parent("origin_dc_id", "distribution_centers", "Distribution center of origin, for all others", nullable=True),
    parent("destination_dc_id", "distribution_centers", "Destination, for plant_to_dc and dc_to_dc", nullable=True),
    parent("destination_location_id", "retail_locations", "Store of the last or only stop", nullable=True),
    parent("carrier_id", "carriers", "Carrier of the main leg"),
    parent("route_id", "routes", "Route, for plant_to_dc and dc_to_dc; null for store deliveries", nullable=True),
    day("ship_date", "Day of departure", index=True),
    day("expected_delivery_date", "Planned day of the last arrival, at a center the first working day from then on"),
    day(
        "actual_delivery_date",
        "Day of the last arrival, at a center the first working day from then on; null if that has not come",
        nullable=True,
    ),
    category("status", ("in_transit", "delivered"), "State at the as-of date"),
    integer("total_cases", "Sum of the lines, cases", minimum=0),
    mass_kg("total_weight_kg", "Sum of the lines' gross mass, kg", minimum=0),
    integer("total_pallets", "Pallet places used", minimum=0),
    money(
        "freight_cost",
        "Freight by the carriers' rates that are valid on the ship date, USD: of all legs, or of the run to stores",
        minimum=0,
    ),
    category(
        "vehicle_type",
        SHIPMENT_VEHICLES,
        "The smallest vehicle that holds the load; null for part loads and parcels, which share one",
        nullable=True,
    ),
    smallint(
        "capacity_pallets", "Pallet places of the vehicle; null for part loads and parcels", nullable=True, minimum=1
    ),
    exactly_one("one_origin", "origin_plant_id", "origin_dc_id"),
    exactly_one("one_destination", "destination_dc_id", "destination_location_id"),
    integer("capacity_kg", "Payload of the vehicle, kg; null for part loads and parcels", nullable=True, minimum=1),
    rule("capacity_of_vehicle", "num_nonnulls(vehicle_type, capacity_pallets, capacity_kg) IN (0, 3)"),
    rule("delivered_has_date", "(status = 'delivered') = (actual_delivery_date IS NOT NULL)"),
    rule("expected_after_ship", "ship_date <= expected_delivery_date"),
    rule("delivered_after_ship", "ship_date <= actual_delivery_date"),
)

shipment_legs = level_table(
    LEVEL,
    "shipment_legs",
    "Legs of a shipment: a route segment, or from stop to stop of a store delivery",
    fact_id("Surrogate key, dense from 1"),
    parent("shipment_id", "shipments", "Shipment", index=False),
    smallint("leg_sequence", "Position of the leg, from 1", minimum=1),
    parent("route_segment_id", "route_segments", "Segment of the route, for long haul", nullable=True),
    parent(
        "from_location_id",
        "retail_locations",
        "Store where the leg begins; null for long haul and for a leg that begins at the warehouse",
        nullable=True,
    ),
    parent("to_location_id", "retail_locations", "Store where the leg ends; null for long haul", nullable=True),
    category("transport_mode", TRANSPORT_MODES, "Mode of transport, that of the segment for long haul"),
    parent("carrier_id", "carriers", "Carrier of the leg"),
    moment("planned_departure", "Planned departure", index=True),
    moment("planned_arrival", "Planned arrival"),
    moment("actual_departure", "Departure; null if not departed", nullable=True),
    moment("actual_arrival", "Arrival; null if not arrived", nullable=True),
    decimal("distance_km", 10, 1, "Length of the leg, km", minimum=0),
    decimal("delay_hours", 8, 2, "Actual less planned arrival, hours; null if not arrived", nullable=True),
    decimal(
        "carrier_delay_hours",
        8,
        2,
        "Of the delay, what the carrier and its way added on this leg, hours; negative where a wait made up for it",
        nullable=True,
    ),
    decimal(
        "port_delay_hours",
        8,
        2,
        "Of the delay, what waiting in ports added on this leg, hours",
        nullable=True,
        minimum=0,
    ),
    category("delay_cause", DELAY_CAUSES, "What added most on this leg; null if nothing did", nullable=True),
    UniqueConstraint("shipment_id", "leg_sequence"),
    exactly_one("segment_or_stop", "route_segment_id", "to_location_id"),
    rule("planned_times_in_order", "planned_departure <= planned_arrival"),
    rule("actual_times_in_order", "actual_departure <= actual_arrival"),
)

shipment_emissions = level_table(
    LEVEL,
    "shipment_emissions",
    "Emissions of shipments, one row per shipment and mode of its legs, booked on the ship date",
    parent("shipment_id", "shipments", "Shipment", key=True),
    category("transport_mode", TRANSPORT_MODES, "Mode of the legs", key=True),
    parent("emission_factor_id", "emission_factors", "Emission factor of mode and vehicle"),
    parent("carbon_price_id", "carbon_prices", "Price that is valid on the ship date"),
    decimal("distance_km", 10, 1, "Length of the shipment's legs of the mode, km", minimum=0),
    decimal(
        "tonne_km",
        18,
        7,
        "Gross mass times distance: of a store delivery, each line rides to the stop of its order",
        minimum=0,
    ),
    mass_kg("co2e_kg", "Tonne-km times the emission factor, kg CO2e", minimum=0),
    money("carbon_cost", "Emissions times the carbon price, USD", minimum=0),
)
