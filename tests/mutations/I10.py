"""What breaks `I10_goods_leave_from_their_place.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "allocation at another DC",
        (
            "UPDATE order_allocations AS a SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> a.dc_id)"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    Mutation(
        "transfer to another division",
        (
            "UPDATE shipments AS s SET destination_dc_id = (SELECT min(d.id) FROM distribution_centers AS d"
            " JOIN distribution_centers AS f ON f.id = s.origin_dc_id WHERE d.division_id <> f.division_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I07", "I17"),
        because="its route leads elsewhere, and so did the goods",
    ),
    Mutation(
        "store served from another center",
        (
            "UPDATE shipments AS s SET origin_dc_id = (SELECT min(d.id) FROM distribution_centers AS d"
            " JOIN distribution_centers AS o ON o.id = s.origin_dc_id"
            " WHERE d.division_id = o.division_id AND d.id <> o.id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
        breaks=("I17", "I42", "I46"),
        because="the goods left a stock that had them, and key figures count the truck elsewhere; "
        "it keeps the hours of another place",
    ),
    Mutation(
        "deployed from another plant",
        (
            "UPDATE shipments AS s SET origin_plant_id = (SELECT min(id) FROM plants WHERE id <> s.origin_plant_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
        ),
        breaks=("I07", "I26"),
        because="its route begins elsewhere, and so does the plan that it fulfills",
    ),
    Mutation(
        "last stop at a store of another center",
        (
            "UPDATE shipments AS s SET destination_location_id ="
            " (SELECT min(id) FROM retail_locations WHERE primary_dc_id <> s.origin_dc_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
        breaks=("I07",),
        because="its legs end elsewhere",
    ),
    Mutation(
        "stop at a store of another center",
        (
            "UPDATE retail_locations AS l SET primary_dc_id = (SELECT min(d.id) FROM distribution_centers AS d"
            " JOIN distribution_centers AS own ON own.id = l.primary_dc_id AND d.division_id = own.division_id"
            " AND d.id <> own.id)"
            " WHERE id = (SELECT min(to_location_id) FROM shipment_legs)",
        ),
        breaks=("I03", "I42"),
        because="its orders and its shelf are those of the other center",
    ),
    Mutation(
        "transfer into its own stock",
        (
            "UPDATE shipments SET destination_dc_id = origin_dc_id"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I07", "I17"),
        because="its route leads elsewhere, and so did the goods",
    ),
    Mutation(
        "goods of no order to a store",
        (
            "UPDATE shipment_lines SET order_id = NULL, order_line_number = NULL WHERE (shipment_id, line_number) ="
            " (SELECT l.shipment_id, l.line_number FROM shipment_lines AS l WHERE l.order_id > 0"
            " ORDER BY 1, 2 LIMIT 1)",
        ),
        breaks=("I17", "I18", "I19", "I27"),
        because="the order and its store lack what the truck has brought",
    ),
)
