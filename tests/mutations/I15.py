"""What breaks `I15_raw_lot_balance.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

FIRST_ORDER_USED = (
    "(SELECT po_id FROM goods_receipts WHERE id ="
    " (SELECT gr_id FROM batch_ingredients WHERE batch_id = 1 AND sequence = 1))"
)

FIRST_LOT_USED = "(SELECT lot_number FROM batch_ingredients WHERE batch_id = 1 AND sequence = 1)"

MUTATIONS = (
    Mutation("one gram of a lot", ("UPDATE ingredient_inventory SET on_hand_kg = on_hand_kg + 0.001 WHERE id = 1",)),
    Mutation(
        "lot number of a draw",
        ("UPDATE batch_ingredients SET lot_number = 'nowhere' WHERE batch_id = 1 AND sequence = 1",),
    ),
    Mutation(
        "one lot with two days of expiry",
        (
            "UPDATE goods_receipt_lines AS l SET expiry_date = expiry_date + 1 WHERE (gr_id, line_number) ="
            " (SELECT gr_id, line_number FROM goods_receipt_lines AS l WHERE lot_number IN"
            " (SELECT lot_number FROM goods_receipt_lines GROUP BY lot_number HAVING count(*) > 1) AND NOT EXISTS"
            " (SELECT FROM ingredient_inventory AS i WHERE i.gr_id = l.gr_id AND i.gr_line_number = l.line_number)"
            " ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "issued to a work order",
        (
            "UPDATE work_order_materials SET issued_quantity_kg = issued_quantity_kg + 0.001"
            " WHERE wo_id = 1 AND line_number = 1",
        ),
    ),
    Mutation(
        "lot received after its use",
        (
            "UPDATE goods_receipts AS g SET receipt_date = b.production_date + 1 FROM batch_ingredients AS bi"
            " JOIN batches AS b ON b.id = bi.batch_id WHERE bi.gr_id = g.id AND bi.batch_id = 1 AND bi.sequence = 1",
        ),
        breaks=("I29",),
        because="I29 states the same order of days for all receipts",
    ),
    Mutation(
        "lot used after it expired",
        (
            "UPDATE goods_receipt_lines AS l SET expiry_date = b.production_date - 1 FROM batch_ingredients AS u"
            " JOIN batches AS b ON b.id = u.batch_id WHERE (u.gr_id, u.gr_line_number) = (l.gr_id, l.line_number)"
            " AND u.batch_id = (SELECT max(batch_id) FROM batch_ingredients) AND u.sequence = 1",
        ),
    ),
    Mutation(
        "usable lot written off",
        (
            "UPDATE ingredient_inventory SET scrapped_kg = on_hand_kg, on_hand_kg = 0"
            " WHERE id = (SELECT max(id) FROM ingredient_inventory WHERE on_hand_kg > 0)",
        ),
    ),
    Mutation(
        "stock of a lot at another plant",
        (
            "UPDATE ingredient_inventory AS i SET plant_id = (SELECT min(id) FROM plants WHERE id <> i.plant_id)"
            " WHERE id = 1",
        ),
    ),
    Mutation(
        "stock of another raw material",
        (
            "UPDATE ingredient_inventory AS i SET ingredient_id ="
            " (SELECT min(id) FROM ingredients WHERE id <> i.ingredient_id) WHERE id = 1",
        ),
    ),
    Mutation(
        "lot drawn at another plant",
        (
            "UPDATE ingredient_inventory AS i SET plant_id = (SELECT min(id) FROM plants WHERE id <> i.plant_id)"
            f" WHERE gr_id IN (SELECT id FROM goods_receipts WHERE po_id = {FIRST_ORDER_USED})",
            "UPDATE purchase_orders AS po SET plant_id = (SELECT min(id) FROM plants WHERE id <> po.plant_id)"
            f" WHERE id = {FIRST_ORDER_USED}",
        ),
    ),
    Mutation(
        "lot of another raw material",
        (
            "UPDATE ingredient_inventory AS i SET ingredient_id ="
            f" (SELECT min(id) FROM ingredients WHERE id <> i.ingredient_id) WHERE lot_number = {FIRST_LOT_USED}",
            "UPDATE goods_receipt_lines AS l SET ingredient_id ="
            f" (SELECT min(id) FROM ingredients WHERE id <> l.ingredient_id) WHERE lot_number = {FIRST_LOT_USED}",
        ),
        breaks=("I22",),
        because="its order is for the raw material that was drawn",
    ),
)
