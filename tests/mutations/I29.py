"""What breaks `I29_material_and_batch_in_time.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

LAST_DAYS = (
    "(SELECT b.id, max(a.allocation_date) AS allocated,"
    " (SELECT max(s.ship_date) FROM shipment_lines AS l JOIN shipments AS s ON s.id = l.shipment_id"
    "  WHERE l.batch_id = b.id) AS shipped"
    " FROM batches AS b JOIN order_allocations AS a ON a.batch_id = b.id GROUP BY b.id) AS last"
)
"""By batch, the days of its last allocation and of its last shipment."""

SATURDAY = (
    "(SELECT min(w.id) FROM work_orders AS w JOIN batches AS b ON b.wo_id = w.id"
    " WHERE b.id NOT IN (SELECT batch_id FROM shipment_lines)"
    " AND extract(isodow FROM w.actual_start AT TIME ZONE 'UTC') = 6 AND NOT EXISTS (SELECT FROM work_orders AS n"
    " WHERE n.production_line_id = w.production_line_id AND n.id <> w.id"
    " AND n.actual_start BETWEEN w.actual_start AND w.actual_end + interval '3 days'))"
)
"""The first work order of a Saturday, of a batch that never left, after which the line was free for some days."""

OFTEN = "(SELECT wo_id FROM downtime_events GROUP BY wo_id ORDER BY count(*) DESC, wo_id LIMIT 1)"
"""The run that stopped most often."""

MUTATIONS = (
    Mutation(
        "released before it was made",
        (
            "UPDATE batches SET qc_release_date = production_date - 1 WHERE id ="
            " (SELECT min(id) FROM batches WHERE production_date > (SELECT start_date FROM supplygen.run))",
        ),
    ),
    Mutation(
        "received before it was ordered",
        (
            drop_checks("purchase_orders"),
            "UPDATE purchase_orders AS po SET order_date = g.receipt_date + 1 FROM goods_receipts AS g"
            " WHERE g.po_id = po.id AND g.id = (SELECT min(g.id) FROM goods_receipts AS g"
            " JOIN purchase_order_lines AS l ON l.po_id = g.po_id"
            " JOIN purchase_orders AS p ON p.id = g.po_id"
            " JOIN supplier_ingredients AS si ON si.supplier_id = p.supplier_id AND si.ingredient_id = l.ingredient_id"
            " AND g.receipt_date + 1 BETWEEN si.contract_start_date AND si.contract_end_date"
            " AND p.order_date BETWEEN si.contract_start_date AND si.contract_end_date WHERE l.line_number = 1"
            " AND NOT EXISTS (SELECT FROM purchase_order_lines AS two WHERE two.po_id = p.id AND two.line_number = 2))",
        ),
        breaks=("I55",),
        because="the day for which goods are agreed follows from that of the order",
    ),
    Mutation(
        "shipped after it expired",
        (
            "UPDATE batches SET expiry_date = production_date + 1 WHERE id = (SELECT min(a.batch_id)"
            " FROM order_allocations AS a JOIN batches AS b ON b.id = a.batch_id"
            " WHERE a.allocation_date > b.production_date + 1 AND a.batch_id NOT IN (SELECT batch_id FROM inventory))",
        ),
    ),
    Mutation(
        "batch longer than its line was open for it",
        (
            "UPDATE work_orders SET operating_minutes = operating_minutes + 1"
            " WHERE id = (SELECT min(wo_id) FROM batches)",
        ),
        breaks=("I23",),
        because="labor and overhead follow the time on the line",
    ),
    Mutation(
        "two batches on one line",
        (
            "UPDATE work_orders AS w SET actual_start = actual_start - interval '1 minute',"
            " actual_end = actual_end - interval '1 minute' WHERE id = (SELECT min(id) FROM (SELECT id, actual_start,"
            " lag(actual_end) OVER (PARTITION BY production_line_id ORDER BY actual_start) AS free"
            " FROM work_orders) AS run WHERE actual_start = free)",
        ),
    ),
    Mutation(
        "production before the shift",
        (
            "UPDATE work_orders SET actual_start = actual_start - (actual_start::time - time '05:59'),"
            " operating_minutes = operating_minutes + extract(epoch FROM actual_start::time - time '05:59') / 60"
            " WHERE id = (SELECT id FROM work_orders AS w WHERE actual_start IS NOT NULL AND NOT EXISTS (SELECT"
            " FROM work_orders AS o WHERE o.production_line_id = w.production_line_id AND o.id <> w.id"
            " AND o.actual_start < w.actual_start AND o.actual_end > w.actual_start::date) ORDER BY id LIMIT 1)",
        ),
        breaks=("I23",),
        because="labor and overhead follow the time on the line",
    ),
    Mutation(
        "decision sooner than the rule",
        ("UPDATE business_rules SET parameter_value = parameter_value + 1 WHERE rule_code = 'QUA-RELEASE-MIN'",),
    ),
    Mutation(
        "released in time for the rule, and after it was shipped",
        (
            "UPDATE batches AS b SET qc_release_date = m.first_day + 1 FROM (SELECT l.batch_id,"
            " min(s.ship_date) AS first_day FROM shipment_lines AS l JOIN shipments AS s ON s.id = l.shipment_id"
            " GROUP BY l.batch_id) AS m, work_orders AS w WHERE m.batch_id = b.id AND w.id = b.wo_id"
            " AND b.qc_status = 'released' AND m.first_day + 1 - (w.actual_end AT TIME ZONE 'UTC')::date <="
            " (SELECT parameter_value FROM business_rules WHERE rule_code = 'QUA-RELEASE-MAX')",
        ),
    ),
    Mutation(
        "expired when it was allocated",
        (
            f"UPDATE batches AS b SET expiry_date = last.allocated - 1 FROM {LAST_DAYS} WHERE last.id = b.id"
            f" AND b.id = (SELECT min(id) FROM {LAST_DAYS} WHERE last.shipped < last.allocated)",
            "UPDATE inventory AS i SET expiry_date = b.expiry_date FROM batches AS b"
            " WHERE b.id = i.batch_id AND b.expiry_date <> i.expiry_date",
        ),
    ),
    Mutation(
        "expired when it was shipped",
        (
            f"UPDATE batches AS b SET expiry_date = last.shipped - 1 FROM {LAST_DAYS} WHERE last.id = b.id"
            f" AND b.id = (SELECT min(last.id) FROM {LAST_DAYS} WHERE last.shipped > last.allocated"
            " AND last.id NOT IN (SELECT batch_id FROM inventory))",
        ),
    ),
    Mutation(
        "made on another day",
        (f"UPDATE batches SET production_date = production_date + 1 WHERE wo_id = {SATURDAY}",),
    ),
    Mutation(
        "released before it was made",
        (
            "UPDATE business_rules SET parameter_value = -9 WHERE rule_code = 'QUA-RELEASE-MIN'",
            "UPDATE batches SET qc_release_date = production_date - 1 WHERE id = (SELECT min(id) FROM batches)",
        ),
    ),
    Mutation(
        "decision later than the rule",
        ("UPDATE business_rules SET parameter_value = parameter_value - 1 WHERE rule_code = 'QUA-RELEASE-MAX'",),
    ),
    Mutation(
        "never decided",
        (
            "UPDATE batches SET qc_status = 'pending' WHERE id = (SELECT min(id) FROM batches WHERE qc_status ="
            " 'rejected')",
        ),
        breaks=("I26",),
        because="an exception of the plan is about its rejection",
    ),
    Mutation(
        "made on a Sunday",
        (
            f"UPDATE batches SET production_date = production_date + 1 WHERE wo_id = {SATURDAY}",
            "UPDATE work_orders SET actual_start = actual_start + interval '1 day',"
            f" actual_end = actual_end + interval '1 day' WHERE id = {SATURDAY}",
        ),
        breaks=("I46",),
        because="plants rest on Sundays",
    ),
    Mutation(
        "made until after the weekend",
        (
            "UPDATE work_orders AS w SET actual_end = actual_end + interval '2 days',"
            " operating_minutes = operating_minutes + 2 * 60 * p.hours_per_day FROM plants AS p"
            f" WHERE p.id = w.plant_id AND w.id = {SATURDAY}",
        ),
        breaks=("I23",),
        because="labor and overhead follow the time on the line",
    ),
    Mutation(
        "a stop that took longer",
        ("UPDATE downtime_events SET minutes = minutes + 1 WHERE wo_id = (SELECT min(wo_id) FROM batches)",),
    ),
    Mutation(
        "a run without its stops",
        ("DELETE FROM downtime_events WHERE wo_id = (SELECT min(wo_id) FROM batches)",),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    Mutation(
        "stops of a run that never was",
        (
            "INSERT INTO downtime_events SELECT id, 1, 'changeover', now(), 20 FROM work_orders"
            " WHERE id = (SELECT max(id) FROM work_orders WHERE actual_start IS NULL)",
        ),
        breaks=("I31", "I43"),
        because="there are more rows than announced; it stops today",
    ),
    Mutation(
        "a stop left out in counting",
        (f"UPDATE downtime_events SET line_number = line_number + 100 WHERE wo_id = {OFTEN} AND line_number > 1",),
    ),
    Mutation(
        "a run that does not begin with its changeover",
        (f"UPDATE downtime_events SET started_at = started_at - interval '1 minute' WHERE wo_id = {OFTEN}",),
    ),
    Mutation(
        "a changeover within a run",
        (f"UPDATE downtime_events SET cause = 'changeover' WHERE wo_id = {OFTEN} AND line_number > 1",),
    ),
    Mutation(
        "a stop during another",
        (
            "UPDATE downtime_events AS e SET started_at = w.actual_start FROM work_orders AS w"
            f" WHERE e.wo_id = w.id AND w.id = {OFTEN} AND e.line_number = 2",
        ),
    ),
    Mutation(
        "a stop after the end of its run",
        (
            "UPDATE downtime_events AS e SET started_at = w.actual_end FROM work_orders AS w WHERE e.wo_id = w.id"
            f" AND w.id = {OFTEN}"
            " AND e.line_number = (SELECT max(line_number) FROM downtime_events WHERE wo_id = w.id)",
        ),
    ),
)
