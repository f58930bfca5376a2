"""What breaks `I07_routes_are_whole.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

UNUSED_ROUTE = "id NOT IN (SELECT route_id FROM shipments WHERE route_id IS NOT NULL)"
"""So that only the route itself is wrong, and not the shipments that take it."""

MUTATIONS = (
    Mutation("length of a route", ("UPDATE routes SET total_distance_km = total_distance_km + 0.1 WHERE id = 1",)),
    Mutation("segments of a route", ("UPDATE routes SET segment_count = segment_count + 1 WHERE id = 1",)),
    Mutation(
        "mode of a leg",
        (
            "UPDATE shipment_legs SET transport_mode = CASE transport_mode WHEN 'ocean' THEN 'truck' ELSE 'ocean' END"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE route_segment_id IS NOT NULL)",
        ),
        breaks=("I19",),
        because="its emissions are those of the true mode",
    ),
    Mutation(
        "mode that the carrier does not run",
        (
            "UPDATE shipment_legs AS l SET transport_mode = 'ocean'"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE to_location_id IS NOT NULL)",
        ),
        breaks=("I19",),
        because="its emissions are those of the true mode",
    ),
    Mutation(
        "modal shift from another place",
        (
            "UPDATE modal_shift_opportunities SET alternative_segment_ids = alternative_segment_ids[2:]"
            " WHERE id = (SELECT min(id) FROM modal_shift_opportunities"
            " WHERE cardinality(alternative_segment_ids) = 3)",
        ),
    ),
    Mutation(
        "modal shift by a segment that does not exist",
        ("UPDATE modal_shift_opportunities SET alternative_segment_ids[1] = 0 WHERE id = 1",),
    ),
    Mutation(
        "hours of a modal shift",
        ("UPDATE modal_shift_opportunities SET extra_hours = extra_hours + 0.01 WHERE id = 1",),
    ),
    Mutation(
        "saving of a modal shift",
        (
            drop_checks("modal_shift_opportunities"),
            "UPDATE modal_shift_opportunities SET co2_saving_kg_per_t = co2_saving_kg_per_t + 0.0001 WHERE id = 1",
        ),
    ),
    Mutation(
        "assessment of a modal shift",
        ("UPDATE modal_shift_opportunities SET co2_saving_percent = 1, assessment = 'recommended' WHERE id = 1",),
    ),
    Mutation(
        "straight to several stores",
        (
            "UPDATE shipments SET shipment_type = 'direct'"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
    ),
    Mutation(
        "milk run to one store",
        (
            "UPDATE shipments SET shipment_type = 'dc_to_store'"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'direct' AND vehicle_type IS NOT NULL)",
        ),
    ),
    Mutation(
        "transfer by the route of another center",
        (
            "UPDATE shipments AS s SET route_id = (SELECT min(id) FROM routes WHERE origin_dc_id <> s.origin_dc_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
    ),
    Mutation(
        "middle of a route from another port",
        (
            "UPDATE route_segments AS g SET origin_port_id ="
            " (SELECT min(id) FROM ports WHERE id NOT IN (g.origin_port_id, g.destination_port_id))"
            " WHERE id = (SELECT min(a.route_segment_id) FROM route_segment_assignments AS a"
            " JOIN routes AS r ON r.id = a.route_id AND r.segment_count > 2 WHERE a.sequence = 2"
            " AND a.route_segment_id NOT IN (SELECT route_segment_id FROM shipment_legs WHERE route_segment_id > 0)"
            " AND NOT EXISTS (SELECT FROM modal_shift_opportunities"
            "                 WHERE a.route_segment_id = ANY (alternative_segment_ids)))",
        ),
    ),
    Mutation(
        "route without a first segment",
        (
            "UPDATE route_segment_assignments SET sequence = 2"
            f" WHERE route_id = (SELECT min(id) FROM routes WHERE segment_count = 1 AND {UNUSED_ROUTE})",
        ),
    ),
    Mutation(
        "end of a route",
        (
            "UPDATE routes AS r SET destination_dc_id ="
            " (SELECT min(id) FROM distribution_centers WHERE id <> r.destination_dc_id)"
            f" WHERE id = (SELECT min(id) FROM routes WHERE destination_dc_id IS NOT NULL AND {UNUSED_ROUTE})",
        ),
    ),
    Mutation(
        "beginning of a route",
        (
            "UPDATE routes AS r SET origin_plant_id = (SELECT min(id) FROM plants WHERE id <> r.origin_plant_id)"
            f" WHERE id = (SELECT min(id) FROM routes WHERE origin_plant_id IS NOT NULL AND {UNUSED_ROUTE})",
        ),
    ),
)
