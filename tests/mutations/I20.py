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
        "parcels in a van",
        (
            "UPDATE shipments SET vehicle_type = 'van', capacity_pallets = 3"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type IS NULL)",
        ),
        breaks=("I42",),
        because="the van counts among the trucks whose fill is measured",
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
)
