"""What breaks `I20_truck_limits.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation("too many pallets", ("UPDATE shipments SET total_pallets = 27 WHERE id = 1",)),
    Mutation(
        "one gram from line to line",
        (
            "UPDATE shipment_lines SET weight_kg = weight_kg + CASE line_number WHEN 1 THEN 0.001 ELSE -0.001 END"
            " WHERE line_number IN (1, 2)"
            " AND shipment_id = (SELECT min(shipment_id) FROM shipment_lines WHERE line_number = 2)",
        ),
    ),
    Mutation(
        "heavier than the vehicle can carry",
        (
            "UPDATE shipments SET total_weight_kg = 3000.001 WHERE id ="
            " (SELECT min(id) FROM shipments WHERE vehicle_type = 'van')",
        ),
        breaks=("I19",),
        because="the lines weigh less",
    ),
    Mutation(
        "parcels on a truck of their own",
        (
            "UPDATE shipments SET vehicle_type = 'rigid', capacity_pallets = 15"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type IS NULL)",
        ),
        breaks=("I42",),
        because="the truck counts among the trucks whose fill is measured",
    ),
    Mutation(
        "parcels of more than a pallet",
        (
            "UPDATE shipments SET total_pallets = 2"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type IS NULL)",
        ),
    ),
    Mutation(
        "a pallet more than the cases fill",
        (
            "UPDATE shipments SET total_pallets = total_pallets + 1 WHERE id = (SELECT min(id) FROM shipments"
            " WHERE shipment_type = 'plant_to_dc' AND total_pallets = 1)",
        ),
        breaks=("I45",),
        because="freight is paid by the pallet",
    ),
    Mutation(
        "larger vehicle than need be",
        (
            "UPDATE shipments SET vehicle_type = 'rigid', capacity_pallets = 15"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type = 'van')",
        ),
    ),
    Mutation(
        "container to a store",
        (
            "UPDATE shipments SET vehicle_type = 'container_20', capacity_pallets = 10"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type = 'van')",
        ),
    ),
    Mutation(
        "pallet places of a vehicle",
        ("UPDATE shipments SET capacity_pallets = capacity_pallets + 1 WHERE id = 1",),
    ),
    Mutation(
        "more pallets than the vehicle holds",
        (
            "UPDATE shipments AS s SET vehicle_type = v.smaller, capacity_pallets = v.pallets FROM (VALUES"
            " ('light_truck', 'van', 3, 1200), ('rigid', 'light_truck', 8, 3500), ('trailer', 'rigid', 15, 9000),"
            " ('container_45', 'container_20', 10, 20000)) AS v (larger, smaller, pallets, payload_kg)"
            " WHERE v.larger = s.vehicle_type AND s.id = (SELECT min(o.id) FROM shipments AS o WHERE o.route_id > 0"
            " AND o.vehicle_type = 'light_truck' AND o.total_weight_kg <= 1200)",
        ),
    ),
    Mutation(
        "round without a truck of its own",
        (
            "UPDATE shipments SET vehicle_type = NULL, capacity_pallets = NULL"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
        breaks=("I42",),
        because="the fill of trucks leaves part loads and parcels out",
    ),
    *(
        Mutation(
            f"{name} as {mode}",
            (
                f"UPDATE shipment_legs SET transport_mode = '{mode}' WHERE shipment_id ="
                f" (SELECT min(id) FROM shipments WHERE shipment_type = 'direct' AND vehicle_type IS NULL AND {which})",
            ),
            breaks=("I19", "I45"),
            because="emissions and freight are those of the mode",
        )
        for name, which, mode in (
            ("a few cases", "total_cases <= 10", "ltl"),
            ("more than ten cases", "total_cases > 10", "parcel"),
        )
    ),
)
