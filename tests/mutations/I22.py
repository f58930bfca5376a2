"""What breaks `I22_receipts_fit_purchase_orders.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    Mutation(
        "one gram neither accepted nor rejected",
        (
            drop_checks("goods_receipt_lines"),
            "UPDATE goods_receipt_lines SET quantity_rejected_kg = quantity_rejected_kg + 0.001"
            " WHERE gr_id = 1 AND line_number = 1",
        ),
    ),
    Mutation(
        "more than was ordered",
        (
            "UPDATE goods_receipt_lines AS g SET quantity_received_kg = l.quantity_kg * 1.06 + g.quantity_accepted_kg,"
            " quantity_rejected_kg = l.quantity_kg * 1.06 FROM purchase_order_lines AS l"
            " WHERE l.po_id = g.po_id AND l.line_number = g.po_line_number AND g.gr_id = 1 AND g.line_number = 1",
        ),
    ),
    Mutation(
        "status of a purchase order",
        ("UPDATE purchase_orders SET status = 'open' WHERE id = (SELECT min(po_id) FROM goods_receipts)",),
    ),
    Mutation(
        "receipt for another order",
        (
            "UPDATE goods_receipts AS g SET po_id = two.other FROM (SELECT po.id, max(o.id) AS other"
            " FROM purchase_orders AS po JOIN purchase_orders AS o ON (o.plant_id, o.supplier_id) ="
            " (po.plant_id, po.supplier_id) AND o.order_date < po.order_date GROUP BY po.id ORDER BY po.id LIMIT"
            " 1) AS two"
            " WHERE g.id = (SELECT min(id) FROM goods_receipts WHERE po_id = two.id)",
        ),
    ),
    *(
        Mutation(
            f"order said to be {said}",
            (
                f"UPDATE purchase_orders SET status = '{said}'"
                f" WHERE id = (SELECT min(id) FROM purchase_orders WHERE status = '{status}')",
            ),
        )
        for status, said in (("partially_received", "open"), ("open", "partially_received"))
    ),
)
