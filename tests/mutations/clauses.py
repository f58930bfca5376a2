"""Clauses on batches, lots and waves that no other mutation breaks alone."""

from __future__ import annotations

from mutations.mutation import Mutation

SHIPPED_BATCH = (
    "SELECT min(l.batch_id) FROM shipment_lines AS l JOIN batches AS b ON b.id = l.batch_id"
    " WHERE b.qc_status = 'released'"
)
"""The first released batch that has left its plant."""

MUTATIONS = (
    Mutation(
        "I10",
        "store served from another center",
        (
            "UPDATE shipments AS s SET origin_dc_id = (SELECT min(d.id) FROM distribution_centers AS d"
            " JOIN distribution_centers AS o ON o.id = s.origin_dc_id"
            " WHERE d.division_id = o.division_id AND d.id <> o.id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
        breaks=("I17", "I42"),
        because="the goods left a stock that had them, and key figures count the truck elsewhere",
    ),
    Mutation(
        "I10",
        "deployed from another plant",
        (
            "UPDATE shipments AS s SET origin_plant_id = (SELECT min(id) FROM plants WHERE id <> s.origin_plant_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
        ),
        breaks=("I07", "I26"),
        because="its route begins elsewhere, and so does the plan that it fulfils",
    ),
    Mutation(
        "I16",
        "a gram more than the cases hold",
        (
            "UPDATE batches SET quantity_kg = quantity_kg + 0.001, loss_kg = loss_kg - 0.001"
            " WHERE id = (SELECT max(id) FROM batches)",
        ),
    ),
    Mutation(
        "I25",
        "order picked twice",
        (
            "INSERT INTO pick_wave_orders (wave_id, order_id, pick_sequence)"
            " SELECT w.id, o.order_id, 99 FROM pick_wave_orders AS o JOIN pick_waves AS own ON own.id = o.wave_id"
            " JOIN pick_waves AS w ON w.dc_id = own.dc_id AND w.id <> own.id ORDER BY o.order_id, w.id LIMIT 1",
        ),
        breaks=("I19", "I43"),
        because="the wave has an order more than it counts, and the table a row",
    ),
    Mutation(
        "I32",
        "rejected batch shipped",
        (f"UPDATE batches SET qc_status = 'rejected', qc_release_date = NULL WHERE id = ({SHIPPED_BATCH})",),
    ),
    Mutation(
        "I15",
        "lot used after it expired",
        (
            "UPDATE goods_receipt_lines AS l SET expiry_date = b.production_date - 1 FROM batch_ingredients AS u"
            " JOIN batches AS b ON b.id = u.batch_id WHERE (u.gr_id, u.gr_line_number) = (l.gr_id, l.line_number)"
            " AND u.batch_id = (SELECT max(batch_id) FROM batch_ingredients) AND u.sequence = 1",
        ),
    ),
    Mutation(
        "I15",
        "usable lot written off",
        (
            "UPDATE ingredient_inventory SET scrapped_kg = on_hand_kg, on_hand_kg = 0"
            " WHERE id = (SELECT max(id) FROM ingredient_inventory WHERE on_hand_kg > 0)",
        ),
    ),
)
