"""What breaks `I18_order_line_balance.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

UNSHIPPED = (
    "(SELECT min(l.order_id) FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id"
    " WHERE o.status = 'allocated' AND o.cut_reason IS NULL AND l.line_number = 1 AND l.quantity_cases > 1)"
)
"""The first order that waits for a truck and gets all."""

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
        "one case neither allocated nor cut",
        (
            "UPDATE order_lines SET cut_cases = cut_cases - 1 WHERE (order_id, line_number) ="
            " (SELECT order_id, line_number FROM order_lines WHERE cut_cases > 1 AND allocated_cases > 0"
            "  ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "one case cut twice",
        (
            drop_checks("order_lines"),
            "UPDATE order_lines SET cut_cases = cut_cases + 1 WHERE (order_id, line_number) ="
            " (SELECT order_id, line_number FROM order_lines WHERE cut_cases > 0 ORDER BY 1, 2 LIMIT 1)",
        ),
        breaks=("I25",),
        because="a line cut in full is not picked",
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
        "refused what could be picked",
        (
            "UPDATE dc_throughput_limits SET weekly_pick_capacity_cases = weekly_pick_capacity_cases + 100"
            " WHERE dc_id = (SELECT min(dc_id) FROM orders WHERE cut_reason = 'capacity')",
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
    Mutation(
        "line served that a slow mover would be refused",
        (
            "UPDATE skus SET abc_class = 'C' WHERE id = (SELECT min(l.sku_id) FROM order_lines AS l JOIN orders AS o"
            " ON o.id = l.order_id WHERE o.cut_reason = 'capacity' AND l.allocated_cases > 0 AND NOT EXISTS (SELECT"
            " FROM orders AS other JOIN order_lines AS ol ON ol.order_id = other.id WHERE other.dc_id = o.dc_id"
            " AND ol.sku_id = l.sku_id AND other.cut_reason IS DISTINCT FROM 'capacity'"
            " AND date_trunc('week', other.order_date) = date_trunc('week', o.order_date)))",
        ),
    ),
    Mutation(
        "one case less shipped than its reservation",
        (
            "UPDATE order_lines SET shipped_cases = shipped_cases - 1, status = 'partially_shipped'"
            " WHERE (order_id, line_number) = (SELECT order_id, line_number FROM order_lines"
            " WHERE shipped_cases = quantity_cases AND quantity_cases > 1 ORDER BY 1, 2 LIMIT 1)",
        ),
        breaks=("I42", "I48"),
        because="the rate of returns counts what was shipped; it was billed",
    ),
    Mutation(
        "one case cut that is not held",
        (
            f"UPDATE orders SET cut_reason = 'recall' WHERE id = {UNSHIPPED}",
            "UPDATE order_lines SET cut_cases = 1 WHERE line_number = 1 AND order_id ="
            " (SELECT min(o.id) FROM orders AS o WHERE o.status = 'allocated' AND o.cut_reason = 'recall')",
        ),
    ),
    *(
        Mutation(
            f"line that is {status} said to be otherwise",
            (
                f"UPDATE order_lines SET status = '{said}' WHERE (order_id, line_number) ="
                f" (SELECT order_id, line_number FROM order_lines WHERE status = '{status}' ORDER BY 1, 2 LIMIT 1)",
            ),
        )
        for status, said in (("cut", "open"), ("partially_shipped", "shipped"), ("open", "shipped"))
    ),
    *(
        Mutation(
            f"cut for {reason} said to be for stock",
            (
                "UPDATE orders SET cut_reason = 'stock'"
                f" WHERE id = (SELECT min(id) FROM orders WHERE cut_reason = '{reason}')",
            ),
        )
        for reason in ("capacity", "recall")
    ),
)
