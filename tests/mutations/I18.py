"""What breaks `I18_order_line_balance.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    Mutation(
        "no rule for what is refused of slow movers",
        ("UPDATE business_rules SET rule_code = 'ALC-CAPACITY' WHERE rule_code = 'ALC-CAPACITY-C'",),
    ),
    Mutation(
        "no limit of what centers can pick",
        ("DELETE FROM dc_throughput_limits",),
        breaks=("I02", "I43"),
        because="the table is empty, and its rows were announced",
    ),
    Mutation(
        "one case allocated twice",
        (
            "UPDATE order_allocations SET allocated_cases = allocated_cases + 1"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    Mutation(
        "another batch allocated than shipped",
        (
            "UPDATE order_allocations AS a SET batch_id = other.id FROM batches AS b, batches AS other"
            " WHERE b.id = a.batch_id AND other.sku_id = b.sku_id AND other.id <> b.id AND a.id = (SELECT max(o.id)"
            " FROM order_allocations AS o JOIN batches AS own ON own.id = o.batch_id WHERE status = 'shipped'"
            " AND EXISTS (SELECT FROM batches WHERE sku_id = own.sku_id AND id < own.id AND qc_status = 'released'"
            "             AND qc_release_date <= own.qc_release_date))"
            " AND other.id = (SELECT max(id) FROM batches WHERE sku_id = b.sku_id AND id < b.id"
            "                 AND qc_status = 'released' AND qc_release_date <= b.qc_release_date)",
        ),
    ),
    Mutation(
        "status of a line",
        ("UPDATE order_lines SET status = 'cut' WHERE order_id = 1 AND line_number = 1 AND status <> 'cut'",),
    ),
    Mutation(
        "one case cut twice",
        (
            drop_checks("order_lines"),
            "UPDATE order_lines SET cut_cases = cut_cases + 1 WHERE (order_id, line_number) ="
            " (SELECT order_id, line_number FROM order_lines WHERE cut_cases > 0 ORDER BY 1, 2 LIMIT 1)",
        ),
        breaks=("I25", "I26"),
        because="a line cut in full is not picked, and the cut is an exception of the plan",
    ),
    Mutation(
        "held cases of a batch that nobody recalled",
        (
            "UPDATE order_allocations AS a SET batch_id = (SELECT min(o.id) FROM batches AS b"
            " JOIN batches AS o ON o.sku_id = b.sku_id AND o.qc_status = 'released'"
            " AND o.qc_release_date < a.allocation_date AND o.expiry_date > b.expiry_date - 60 WHERE b.id = a.batch_id)"
            " WHERE id = (SELECT min(id) FROM order_allocations WHERE status = 'held')",
        ),
    ),
    Mutation(
        "cut for another reason",
        ("UPDATE orders SET cut_reason = 'recall' WHERE id = (SELECT min(id) FROM orders WHERE cut_reason = 'stock')",),
    ),
    Mutation(
        "reason without a cut",
        ("UPDATE orders SET cut_reason = 'stock' WHERE id = (SELECT min(id) FROM orders WHERE cut_reason IS NULL)",),
    ),
    Mutation(
        "more taken than can be picked",
        (
            "UPDATE dc_throughput_limits SET weekly_pick_capacity_cases = 1"
            " WHERE dc_id = (SELECT min(primary_dc_id) FROM retail_locations)",
        ),
    ),
    Mutation(
        "one case more allocated than ordered",
        (
            drop_checks("order_lines"),
            "UPDATE order_lines AS l SET allocated_cases = l.allocated_cases + 1 FROM order_allocations AS a"
            " WHERE (a.order_id, a.order_line_number) = (l.order_id, l.line_number)"
            " AND a.id = (SELECT min(id) FROM order_allocations WHERE status = 'held')",
            "UPDATE order_allocations SET allocated_cases = allocated_cases + 1"
            " WHERE id = (SELECT min(id) FROM order_allocations WHERE status = 'held')",
        ),
        breaks=("I39", "I42"),
        because="the recall held more, and the fill rate counts it",
    ),
)
