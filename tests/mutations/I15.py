"""What breaks `I15_raw_lot_balance.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

FIRST_ORDER_USED = (
    "(SELECT po_id FROM goods_receipts WHERE id ="
    " (SELECT gr_id FROM batch_ingredients WHERE batch_id = 1 AND sequence = 1))"
)

FIRST_LOT_USED = "(SELECT lot_number FROM batch_ingredients WHERE batch_id = 1 AND sequence = 1)"

DIVIDED_LOT = (
    "(SELECT max(l.gr_id) FROM goods_receipt_lines AS l JOIN goods_receipt_lines AS o USING (lot_number)"
    " WHERE o.po_id <> l.po_id AND NOT EXISTS (SELECT FROM batch_ingredients AS u"
    " WHERE (u.gr_id, u.gr_line_number) = (l.gr_id, l.line_number))"
    " AND EXISTS (SELECT FROM supplier_invoices AS i WHERE i.gr_id = l.gr_id))"
)
"""The last receipt of a lot that came with several orders, of which nothing has been used, and which is billed."""

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
        breaks=("I29", "I47"),
        because="I29 states the same order of days for all receipts; its invoice comes before the receipt",
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
    Mutation(
        "less than nothing on hand",
        (
            drop_checks("ingredient_inventory"),
            "UPDATE ingredient_inventory SET on_hand_kg = -0.001, scrapped_kg = scrapped_kg + 0.001"
            " WHERE id = (SELECT min(id) FROM ingredient_inventory WHERE scrapped_kg > 0)",
        ),
    ),
    Mutation(
        "lot of two suppliers",
        (
            "UPDATE purchase_orders AS po SET supplier_id = (SELECT min(id) FROM suppliers WHERE id <> po.supplier_id)"
            f" WHERE id = (SELECT po_id FROM goods_receipts WHERE id = {DIVIDED_LOT})",
        ),
        breaks=("I05", "I47"),
        because="the other supplier has no contract for it; the invoice is the supplier's",
    ),
    Mutation(
        "lot of two raw materials",
        (
            "UPDATE ingredient_inventory AS i SET ingredient_id ="
            " (SELECT min(id) FROM ingredients WHERE id <> i.ingredient_id)"
            f" WHERE gr_id = {DIVIDED_LOT}",
            "UPDATE goods_receipt_lines AS l SET ingredient_id = i.ingredient_id FROM ingredient_inventory AS i"
            " WHERE (i.gr_id, i.gr_line_number) = (l.gr_id, l.line_number) AND i.ingredient_id <> l.ingredient_id",
        ),
        breaks=("I22",),
        because="its order is for the true raw material",
    ),
    Mutation("stock of another lot", ("UPDATE ingredient_inventory SET lot_number = 'LOT-0' WHERE id = 1",)),
    Mutation(
        "stock that expires on another day",
        ("UPDATE ingredient_inventory SET expiry_date = expiry_date + 1 WHERE id = 1 AND on_hand_kg > 0",),
    ),
    Mutation(
        "expired gram on hand",
        (
            "UPDATE ingredient_inventory SET on_hand_kg = 0.001, scrapped_kg = scrapped_kg - 0.001"
            " WHERE id = (SELECT min(id) FROM ingredient_inventory WHERE scrapped_kg > 0.001)",
        ),
    ),
    Mutation(
        "usable gram written off",
        (
            "UPDATE ingredient_inventory SET on_hand_kg = on_hand_kg - 0.001, scrapped_kg = 0.001"
            " WHERE id = (SELECT min(id) FROM ingredient_inventory WHERE on_hand_kg > 1)",
        ),
    ),
    Mutation(
        "lot that expired before its last use",
        (
            "UPDATE goods_receipt_lines AS l SET expiry_date = used.last_day - 1 FROM (SELECT u.gr_id,"
            " u.gr_line_number, max(b.production_date) AS last_day FROM batch_ingredients AS u"
            " JOIN batches AS b ON b.id = u.batch_id GROUP BY 1, 2) AS used"
            " WHERE (used.gr_id, used.gr_line_number) = (l.gr_id, l.line_number)"
            " AND l.lot_number = (SELECT min(lot_number) FROM (SELECT o.lot_number FROM goods_receipt_lines AS o"
            " LEFT JOIN ingredient_inventory AS i ON (i.gr_id, i.gr_line_number) = (o.gr_id, o.line_number)"
            " GROUP BY 1 HAVING count(*) = 1 AND count(i.id) = 0) AS alone)",
        ),
    ),
)
