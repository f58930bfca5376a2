"""What breaks `I20_truck_limits.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "too many pallets",
        ("UPDATE shipments SET total_pallets = 27 WHERE id = 1",),
        breaks=("I45",),
        because="freight is that of its carrier, day and way",
    ),
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
        breaks=("I19", "I45"),
        because="the lines weigh less; freight is that of its carrier, day and way",
    ),
    Mutation(
        "parcels on a truck of their own",
        (
            "UPDATE shipments SET vehicle_type = 'rigid', capacity_pallets = 15, capacity_kg = 9000"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'direct' AND vehicle_type IS NULL)",
        ),
        breaks=("I42",),
        because="the truck counts among the trucks whose fill is measured",
    ),
    Mutation(
        "parcels of more than a pallet",
        (
            "UPDATE shipments SET total_pallets = 2"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'direct' AND vehicle_type IS NULL)",
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
            "UPDATE shipments SET vehicle_type = 'rigid', capacity_pallets = 15, capacity_kg = 9000"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type = 'van')",
        ),
    ),
    Mutation(
        "container to a store",
        (
            "UPDATE shipments SET vehicle_type = 'container_20', capacity_pallets = 10, capacity_kg = 20000"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type = 'van')",
        ),
    ),
    Mutation(
        "pallet places of a vehicle",
        (
            "UPDATE shipments SET capacity_pallets = capacity_pallets + 1"
            " WHERE id = (SELECT min(id) FROM shipments WHERE route_id > 0 AND vehicle_type IS NOT NULL)",
        ),
    ),
    Mutation(
        "payload of a vehicle",
        (
            "UPDATE shipments SET capacity_kg = capacity_kg + 1 WHERE id = (SELECT min(id) FROM shipments"
            " WHERE route_id > 0 AND vehicle_type IS NOT NULL)",
        ),
    ),
    Mutation(
        "a long haul that fills a vehicle without one",
        (
            "UPDATE shipments SET vehicle_type = NULL, capacity_pallets = NULL, capacity_kg = NULL"
            " WHERE id = (SELECT min(id) FROM shipments WHERE route_id > 0 AND vehicle_type IS NOT NULL)",
        ),
    ),
    Mutation(
        "a long haul with a vehicle for next to nothing",
        (
            "UPDATE shipments AS s SET vehicle_type = v.name, capacity_pallets = v.pallets, capacity_kg = v.kg"
            " FROM (VALUES (true, 'container_20', 10, 20000), (false, 'van', 3, 1200)) AS v (at_sea, name, pallets, kg)"
            " WHERE s.id = (SELECT min(id) FROM shipments WHERE route_id > 0 AND vehicle_type IS NULL)"
            " AND v.at_sea = EXISTS (SELECT FROM route_segment_assignments AS a JOIN route_segments AS g"
            " ON g.id = a.route_segment_id WHERE a.route_id = s.route_id AND g.transport_mode = 'ocean')",
        ),
    ),
    *(
        Mutation(f"a case that is {what}", (f"UPDATE packaging_types SET {change} WHERE id = 1",))
        for what, change in (
            ("too wide for its layer", "case_width_mm = 2 * case_width_mm"),
            ("too high for its layers", "case_height_mm = 2 * case_height_mm"),
            ("smaller than its content", "case_height_mm = 1"),
        )
    ),
    Mutation(
        "a pallet that is too heavy",
        (
            "INSERT INTO packaging_types SELECT (p).* FROM (SELECT jsonb_populate_record(t, jsonb_build_object("
            "'id', 99, 'packaging_code', 'PKG-LEAD', 'case_tare_kg', 90, 'case_weight_kg', 90 + case_net_kg)) AS p"
            " FROM packaging_types AS t WHERE id = 1) AS copies",
        ),
        breaks=("I43",),
        because="one row is more than announced",
    ),
    Mutation(
        "round without a truck of its own",
        (
            "UPDATE shipments SET vehicle_type = NULL, capacity_pallets = NULL, capacity_kg = NULL"
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
            breaks=("I19", "I45", *more),
            because="emissions and freight are those of the mode, and not every carrier has both",
        )
        for name, which, mode, *more in (
            ("a few cases", "total_cases <= 10", "ltl"),
            ("more than ten cases", "total_cases > 10", "parcel", "I07"),
        )
    ),
)
