"""What breaks `I62_goods_come_by_their_way.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

IDLE = "(SELECT max(id) FROM suppliers WHERE status = 'qualified')"
"""A supplier that nothing is bought from."""

AT_HOME = (
    "(SELECT l.supplier_id, l.plant_id FROM supplier_lanes AS l JOIN suppliers AS s ON s.id = l.supplier_id"
    " JOIN plants AS p ON p.id = l.plant_id WHERE s.status = 'qualified' AND s.country = p.country"
    " ORDER BY 1, 2 LIMIT 1)"
)
"""The way from such a supplier to a plant of its country."""

UNUSED = (
    "NOT EXISTS (SELECT FROM batch_ingredients AS b WHERE b.gr_id = g.id) AND NOT EXISTS (SELECT FROM"
    " goods_receipt_lines AS l JOIN ingredients AS i ON i.id = l.ingredient_id AND i.ingredient_code IN"
    " ('ING-SORB-001', 'ING-PALM-001') WHERE l.gr_id = g.id)"
)
"""Of a receipt: nothing of it has been used yet, and no event of the scenario tells when it came."""

MUTATIONS = (
    *(
        Mutation(
            what,
            (f"UPDATE supplier_lanes SET {change} WHERE supplier_id = {IDLE} AND plant_id = 1",),
        )
        for what, change in (
            ("a day more than the way takes", "transit_days = transit_days + 1"),
            ("a kilometer too far", "distance_km = distance_km + 1"),
            (
                "another way than the days tell",
                "transport_mode = CASE transport_mode WHEN 'truck' THEN 'ocean' ELSE 'truck' END",
            ),
        )
    ),
    Mutation(
        "by sea to a plant next door",
        (
            "UPDATE supplier_lanes SET transport_mode = 'ocean', transit_days = 10 + ceil(distance_km / 600.0)"
            f" WHERE (supplier_id, plant_id) = {AT_HOME}",
        ),
    ),
    Mutation(
        "no way to a plant",
        (f"DELETE FROM supplier_lanes WHERE supplier_id = {IDLE} AND plant_id = 1",),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    *(
        Mutation(
            f"expected a day {when}",
            (
                f"UPDATE purchase_orders SET expected_delivery_date = expected_delivery_date {sign} 1"
                " WHERE id = (SELECT max(p.id) FROM purchase_orders AS p"
                " JOIN purchase_order_lines AS l ON l.po_id = p.id"
                " JOIN ingredients AS i ON i.id = l.ingredient_id AND i.piece_mass_g IS NOT NULL)",
            ),
        )
        for when, sign in (("late", "+"), ("early", "-"))
    ),
    Mutation(
        "received on a Sunday",
        (
            "UPDATE goods_receipts AS g SET receipt_date = (SELECT start_date + 7 * weeks - 1 FROM supplygen.run"
            " ORDER BY id DESC LIMIT 1) WHERE g.id = (SELECT max(g.id) FROM goods_receipts AS g"
            f" WHERE {UNUSED}) AND g.id >= (SELECT max(id) - 3 FROM goods_receipts)",
        ),
    ),
    Mutation(
        "received on a holiday",
        (
            "UPDATE goods_receipts AS g SET receipt_date = n.day FROM (SELECT g.id, h.holiday_date AS day FROM"
            " (SELECT id, po_id, receipt_date, lead(receipt_date) OVER (ORDER BY id) AS next_day FROM goods_receipts)"
            " AS g JOIN purchase_orders AS po ON po.id = g.po_id JOIN plants AS p ON p.id = po.plant_id"
            " JOIN public_holidays AS h ON h.country = p.country AND h.holiday_date > g.receipt_date"
            f" AND h.holiday_date <= g.next_day WHERE {UNUSED} ORDER BY g.id DESC LIMIT 1) AS n WHERE n.id = g.id",
        ),
    ),
)
