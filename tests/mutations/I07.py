"""What breaks `I07_routes_are_whole.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

UNUSED_ROUTE = "id NOT IN (SELECT route_id FROM shipments WHERE route_id IS NOT NULL)"
"""So that only the route itself is wrong, and not the shipments that take it."""

UNSENT_ROUTE = "(SELECT min(id) FROM routes WHERE id NOT IN (SELECT route_id FROM shipments WHERE route_id > 0))"
"""The first route by which nothing was sent."""

DIRECT_HAUL = (
    "(SELECT min(l.id) FROM shipment_legs AS l JOIN shipments AS s ON s.id = l.shipment_id"
    " JOIN routes AS r ON r.id = s.route_id WHERE r.segment_count = 1 AND s.shipment_type = 'plant_to_dc')"
)
"""The first leg of a deployment straight from the plant to the center."""

LONG_SHIFT = "(SELECT min(id) FROM modal_shift_opportunities WHERE cardinality(alternative_segment_ids) = 3)"
"""The first modal shift over three segments."""

SHIFT_SUMS = (
    "UPDATE modal_shift_opportunities AS m SET alternative_distance_km = p.km, extra_hours = p.hours,"
    " assessment = CASE WHEN m.co2_saving_percent >= 30 AND p.hours <= 72 THEN 'recommended' ELSE 'possible' END"
    " FROM (SELECT o.id, sum(s.distance_km) AS km, sum(s.transit_hours) - min(g.transit_hours) AS hours"
    " FROM modal_shift_opportunities AS o JOIN route_segments AS g ON g.id = o.route_segment_id"
    " CROSS JOIN unnest(o.alternative_segment_ids) AS part (id) JOIN route_segments AS s ON s.id = part.id"
    " GROUP BY o.id) AS p WHERE p.id = m.id"
)
"""Sums up the segments of the modal shifts."""


def other_segments(ids: str) -> tuple[str, str]:
    """Let the first modal shift over three segments go by others, and sum them up."""
    return (
        f"UPDATE modal_shift_opportunities SET alternative_segment_ids = {ids} WHERE id = {LONG_SHIFT}",
        SHIFT_SUMS,
    )


MUTATIONS = (
    Mutation("length of a route", ("UPDATE routes SET total_distance_km = total_distance_km + 0.1 WHERE id = 1",)),
    Mutation("segments of a route", ("UPDATE routes SET segment_count = segment_count + 1 WHERE id = 1",)),
    Mutation(
        "mode of a leg",
        (
            "UPDATE shipment_legs SET transport_mode = CASE transport_mode WHEN 'ocean' THEN 'truck' ELSE 'ocean' END"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE route_segment_id IS NOT NULL)",
        ),
        breaks=("I19", "I45"),
        because="its emissions are those of the true mode; freight is that of its carrier, day and way",
    ),
    Mutation(
        "mode that the carrier does not run",
        (
            "UPDATE shipment_legs AS l SET transport_mode = 'ocean'"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE to_location_id IS NOT NULL)",
        ),
        breaks=("I19", "I20", "I45"),
        because="its emissions are those of the true mode; its vehicle is not that of such a load; "
        "freight is that of its carrier, day and way",
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
        breaks=("I20",),
        because="its vehicle is not that of such a load",
    ),
    Mutation(
        "milk run to one store",
        (
            "UPDATE shipments SET shipment_type = 'dc_to_store'"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'direct')",
        ),
        breaks=("I20",),
        because="a part load goes straight to its store",
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
    Mutation("hours of a route", ("UPDATE routes SET total_transit_hours = total_transit_hours + 0.01 WHERE id = 1",)),
    Mutation(
        "segments of a route by which nothing goes",
        (f"UPDATE routes SET segment_count = segment_count + 1 WHERE id = {UNSENT_ROUTE}",),
    ),
    Mutation(
        "leg over another segment",
        (
            "UPDATE shipment_legs SET route_segment_id = (SELECT min(g.id) FROM route_segments AS g"
            " WHERE g.origin_plant_id > 0 AND g.destination_dc_id > 0 AND g.transport_mode = 'truck'"
            " AND g.id <> route_segment_id)"
            f" WHERE id = {DIRECT_HAUL}",
        ),
    ),
    Mutation(
        "leg in lots where the segment is one of whole trucks",
        (
            "UPDATE shipment_legs SET transport_mode = 'ltl',"
            " carrier_id = (SELECT min(id) FROM carriers WHERE carrier_type = 'ltl')"
            f" WHERE id = {DIRECT_HAUL}",
        ),
        breaks=("I19", "I45"),
        because="its emissions are those of the true mode; freight is that of its carrier, day and way",
    ),
    Mutation(
        "transfer from another center",
        (
            "UPDATE shipments AS s SET origin_dc_id = (SELECT min(d.id) FROM distribution_centers AS d"
            " JOIN distribution_centers AS own ON own.id = s.origin_dc_id AND own.division_id = d.division_id"
            " WHERE d.id NOT IN (s.origin_dc_id, s.destination_dc_id))"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I17",),
        because="the goods left a stock that had them",
    ),
    Mutation(
        "stop left out",
        (
            "UPDATE shipment_legs AS l SET leg_sequence = leg_sequence + 1 WHERE id = (SELECT max(id)"
            " FROM shipment_legs WHERE shipment_id = (SELECT min(id) FROM shipments WHERE shipment_type ="
            " 'dc_to_store'))",
        ),
    ),
    Mutation(
        "leg from another store",
        (
            "UPDATE shipment_legs AS l SET from_location_id ="
            " (SELECT min(id) FROM retail_locations WHERE id <> l.from_location_id)"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE from_location_id > 0)",
        ),
    ),
    Mutation(
        "leg missing",
        (
            "DELETE FROM shipment_legs WHERE id = (SELECT max(l.id) FROM shipment_legs AS l"
            " JOIN shipment_legs AS b ON b.shipment_id = l.shipment_id AND b.leg_sequence = l.leg_sequence - 1"
            " WHERE b.actual_arrival IS NULL AND NOT EXISTS (SELECT FROM shipment_legs AS n"
            " WHERE n.shipment_id = l.shipment_id AND n.leg_sequence > l.leg_sequence))",
        ),
        breaks=("I19", "I43", "I45"),
        because="its emissions remain, and a row less than was announced; freight is that of its carrier, day and way",
    ),
    Mutation(
        "modal shift from rail",
        (
            drop_checks("modal_shift_opportunities"),
            "UPDATE modal_shift_opportunities SET current_mode = 'rail' WHERE id = 1",
        ),
    ),
    Mutation(
        "length before a modal shift",
        ("UPDATE modal_shift_opportunities SET current_distance_km = current_distance_km + 0.1 WHERE id = 1",),
    ),
    Mutation(
        "length after a modal shift",
        ("UPDATE modal_shift_opportunities SET alternative_distance_km = alternative_distance_km + 0.1 WHERE id = 1",),
    ),
    Mutation(
        "modal shift to another mode",
        (
            "UPDATE modal_shift_opportunities SET alternative_mode ="
            " CASE alternative_mode WHEN 'rail' THEN 'ocean' ELSE 'rail' END WHERE id = 1",
        ),
    ),
    Mutation("modal shift that begins elsewhere", other_segments("alternative_segment_ids[2:]")),
    Mutation("modal shift that ends elsewhere", other_segments("alternative_segment_ids[:2]")),
    Mutation(
        "modal shift with a gap",
        other_segments(
            "ARRAY[alternative_segment_ids[1], (SELECT min(o.id) FROM route_segments AS o JOIN route_segments AS own"
            " ON own.id = alternative_segment_ids[2] AND o.transport_mode = own.transport_mode AND o.id <> own.id),"
            " alternative_segment_ids[3]]"
        ),
    ),
    Mutation(
        "percent of a modal shift",
        (
            "UPDATE modal_shift_opportunities SET co2_saving_percent = co2_saving_percent + 0.01"
            " WHERE id = (SELECT id FROM modal_shift_opportunities ORDER BY co2_saving_percent DESC LIMIT 1)",
        ),
    ),
    Mutation(
        "good modal shift said to be possible",
        (
            "UPDATE modal_shift_opportunities SET assessment = 'possible'"
            " WHERE id = (SELECT min(id) FROM modal_shift_opportunities WHERE assessment = 'recommended')",
        ),
    ),
    Mutation(
        "possible modal shift recommended",
        (
            "UPDATE modal_shift_opportunities SET assessment = 'recommended'"
            " WHERE id = (SELECT min(id) FROM modal_shift_opportunities WHERE assessment = 'possible')",
        ),
    ),
)
