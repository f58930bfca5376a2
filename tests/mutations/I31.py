"""What breaks `I31_dates_inside_the_horizon.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "ordered after the as-of date",
        (
            "UPDATE purchase_orders SET order_date = (SELECT start_date + 7 * weeks FROM supplygen.run)"
            " WHERE id = (SELECT min(p.id) FROM purchase_orders AS p, supplygen.run AS r"
            " WHERE p.status = 'open' AND p.expected_delivery_date >= r.start_date + 7 * r.weeks)",
        ),
        breaks=("I55",),
        because="the day for which goods are agreed follows from that of the order",
    ),
    Mutation(
        "struck before the horizon",
        ("UPDATE risk_events SET start_date = (SELECT start_date - 1 FROM supplygen.run) WHERE id = 1",),
    ),
    Mutation(
        "written by a clock",
        ("UPDATE audit_logs SET changed_at = now() WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    Mutation(
        "loss booked before the horizon",
        (
            "UPDATE inventory_adjustments SET occurred_date = (SELECT start_date - 1 FROM supplygen.run)"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE dc_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "scored after the as-of date",
        (
            "UPDATE supplier_esg_scores SET assessed_date = (SELECT start_date + 7 * weeks FROM supplygen.run)"
            " WHERE supplier_id = 1",
        ),
        breaks=("I23",),
        because="a score is set on the last day of its quarter",
    ),
)
