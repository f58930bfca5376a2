"""What breaks `I55_goods_come_by_their_way.sql`."""

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

QUIET = (
    "NOT EXISTS (SELECT FROM goods_receipt_lines AS l JOIN ingredients AS i ON i.id = l.ingredient_id"
    " AND i.ingredient_code IN ('ING-SORB-001', 'ING-PALM-001') WHERE l.gr_id = g.id)"
    " AND g.receipt_date <= (SELECT max(receipt_date) - 6 FROM goods_receipts)"
)
"""Of a receipt: no event of the scenario tells when it came, and it has been billed."""

UNUSED = (
    "NOT EXISTS (SELECT FROM batch_ingredients AS u JOIN batches AS b ON b.id = u.batch_id WHERE u.gr_id = g.id"
    " AND b.production_date <= h.holiday_date)"
)
"""Of a receipt: nothing of it was used until the holiday."""

BEFORE_NEXT = (
    "(SELECT id, po_id, receipt_date, lead(receipt_date) OVER (ORDER BY id) AS next_day FROM goods_receipts) AS g"
)
"""Receipts, each with the day of the next one."""

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
            "UPDATE goods_receipts AS g SET receipt_date = n.receipt_date + 1 FROM (SELECT g.id, g.receipt_date"
            f" FROM {BEFORE_NEXT} JOIN purchase_orders AS po ON po.id = g.po_id"
            " WHERE extract(isodow FROM g.receipt_date) = 6 AND g.next_day > g.receipt_date"
            " AND g.receipt_date <> po.expected_delivery_date"
            " AND extract(month FROM g.receipt_date) = extract(month FROM g.receipt_date + 1)"
            f" AND {QUIET} ORDER BY g.id DESC LIMIT 1) AS n WHERE n.id = g.id",
        ),
        breaks=("I47",),
        because="invoices fall due so many days after the receipt",
    ),
    Mutation(
        "received on a holiday",
        (
            "UPDATE goods_receipts AS g SET receipt_date = n.day FROM (SELECT g.id, h.holiday_date AS day"
            f" FROM {BEFORE_NEXT} JOIN purchase_orders AS po ON po.id = g.po_id JOIN plants AS p ON p.id = po.plant_id"
            " JOIN public_holidays AS h ON h.country = p.country AND h.holiday_date > g.receipt_date"
            " AND h.holiday_date <= g.next_day"
            " AND (h.holiday_date > po.expected_delivery_date) = (g.receipt_date > po.expected_delivery_date)"
            " AND extract(month FROM h.holiday_date) = extract(month FROM g.receipt_date)"
            f" WHERE {QUIET} AND {UNUSED} ORDER BY g.id DESC LIMIT 1) AS n"
            " WHERE n.id = g.id",
        ),
        breaks=("I47",),
        because="invoices fall due so many days after the receipt",
    ),
)
