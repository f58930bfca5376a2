"""Clauses on stock, orders, trucks, returns and promotions that no other mutation breaks alone."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

NOT_RESTOCKED = "SELECT return_id FROM disposition_logs WHERE disposition = 'restock'"
"""Returns of which something went back into stock."""

LAST_DAYS = (
    "(SELECT b.id, max(a.allocation_date) AS allocated,"
    " (SELECT max(s.ship_date) FROM shipment_lines AS l JOIN shipments AS s ON s.id = l.shipment_id"
    "  WHERE l.batch_id = b.id) AS shipped"
    " FROM batches AS b JOIN order_allocations AS a ON a.batch_id = b.id GROUP BY b.id) AS last"
)
"""By batch, the days of its last allocation and of its last shipment."""

MUTATIONS = (
    # I09 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I09",
        "shipped as another SKU of the formula",
        (
            "UPDATE shipment_lines AS l SET sku_id = other.id FROM skus AS own JOIN skus AS other"
            " ON (other.formula_id, other.packaging_id) = (own.formula_id, own.packaging_id) AND other.id <> own.id"
            " WHERE own.id = l.sku_id AND (l.shipment_id, l.line_number, other.id) ="
            " (SELECT l.shipment_id, l.line_number, o.id FROM shipment_lines AS l JOIN skus AS s ON s.id = l.sku_id"
            "  JOIN skus AS o ON (o.formula_id, o.packaging_id) = (s.formula_id, s.packaging_id) AND o.id <> s.id"
            "  WHERE l.order_id IS NULL ORDER BY 1, 2, 3 LIMIT 1)",
        ),
        breaks=("I17", "I26"),
        because="the center has, and the plant sends, the SKU of the batch",
    ),
    # I10 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I10",
        "last stop at a store of another center",
        (
            "UPDATE shipments AS s SET destination_location_id ="
            " (SELECT min(id) FROM retail_locations WHERE primary_dc_id <> s.origin_dc_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
        breaks=("I07",),
        because="its legs end elsewhere",
    ),
    Mutation(
        "I10",
        "stop at a store of another center",
        (
            "UPDATE retail_locations AS l SET primary_dc_id = (SELECT min(d.id) FROM distribution_centers AS d"
            " JOIN distribution_centers AS own ON own.id = l.primary_dc_id AND d.division_id = own.division_id"
            " AND d.id <> own.id)"
            " WHERE id = (SELECT min(to_location_id) FROM shipment_legs WHERE to_location_id NOT IN"
            " (SELECT destination_location_id FROM shipments WHERE destination_location_id IS NOT NULL))",
        ),
        breaks=("I03", "I42"),
        because="its orders and its shelf are those of the other center",
    ),
    Mutation(
        "I10",
        "transfer into its own stock",
        (
            "UPDATE shipments SET destination_dc_id = origin_dc_id"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I07", "I17"),
        because="its route leads elsewhere, and so did the goods",
    ),
    Mutation(
        "I10",
        "goods of no order to a store",
        (
            "UPDATE shipment_lines SET order_id = NULL, order_line_number = NULL WHERE (shipment_id, line_number) ="
            " (SELECT l.shipment_id, l.line_number FROM shipment_lines AS l WHERE l.order_id > 0"
            " ORDER BY 1, 2 LIMIT 1)",
        ),
        breaks=("I17", "I18", "I19", "I27"),
        because="the order and its store lack what the truck has brought",
    ),
    # I11 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I11",
        "returned to another center",
        (
            "UPDATE returns AS r SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> r.dc_id)"
            f" WHERE id = (SELECT min(id) FROM returns WHERE id NOT IN ({NOT_RESTOCKED}))",
        ),
    ),
    Mutation(
        "I11",
        "returned by another store",
        (
            "UPDATE returns AS r SET retail_location_id ="
            " (SELECT min(id) FROM retail_locations WHERE id <> r.retail_location_id)"
            " WHERE id = (SELECT min(r.id) FROM returns AS r JOIN rma_authorizations AS m ON m.id = r.rma_id"
            " WHERE m.reason_code <> 'recall')",
        ),
    ),
    Mutation(
        "I11",
        "returned of another order",
        (
            "UPDATE returns AS r SET order_id = e.id FROM orders AS own, orders AS e WHERE own.id = r.order_id"
            " AND e.retail_location_id = own.retail_location_id AND e.id = (SELECT min(id) FROM orders"
            " WHERE retail_location_id = own.retail_location_id AND actual_delivery_date IS NOT NULL)"
            " AND r.id = (SELECT max(id) FROM returns)",
        ),
    ),
    # I18 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I18",
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
    # I19 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I19",
        "one cent of an order line",
        (
            "UPDATE order_lines SET line_amount = line_amount + 0.01 WHERE order_id = 1 AND line_number = 1",
            "UPDATE orders SET total_amount = total_amount + 0.01 WHERE id = 1",
        ),
    ),
    Mutation(
        "I19",
        "one cent of a purchase order line",
        (
            "UPDATE purchase_order_lines SET line_amount = line_amount + 0.01 WHERE po_id = 1 AND line_number = 1",
            "UPDATE purchase_orders SET total_amount = total_amount + 0.01 WHERE id = 1",
        ),
    ),
    # I24 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I24",
        "not decided within two weeks",
        (
            "UPDATE disposition_logs AS d SET return_id = late.return_id, return_line_number = late.line_number,"
            " quantity_cases = late.quantity_cases, processed_at = r.received_date FROM return_lines AS late"
            " JOIN returns AS r ON r.id = late.return_id WHERE (late.return_id, late.line_number) ="
            " (SELECT l.return_id, l.line_number FROM return_lines AS l JOIN returns AS r ON r.id = l.return_id"
            "  WHERE r.received_date IS NOT NULL AND NOT EXISTS (SELECT FROM disposition_logs AS o"
            "  WHERE (o.return_id, o.return_line_number) = (l.return_id, l.line_number)) ORDER BY 1, 2 LIMIT 1)"
            " AND d.id = (SELECT min(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
    # I25 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I25",
        "shipped without a wave",
        (
            "UPDATE pick_waves AS w SET total_orders = total_orders - 1, total_lines = total_lines - l.lines,"
            " total_cases = total_cases - l.cases FROM (SELECT order_id,"
            " count(*) FILTER (WHERE quantity_cases > cut_cases) AS lines,"
            " sum(quantity_cases - cut_cases) AS cases FROM order_lines GROUP BY order_id) AS l"
            " JOIN pick_wave_orders AS o ON o.order_id = l.order_id WHERE o.wave_id = w.id AND o.order_id = 1",
            "DELETE FROM pick_wave_orders WHERE order_id = 1",
        ),
        breaks=("I43",),
        because="a row less than was announced",
    ),
    # I28 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I28",
        "shipped before its first leg",
        (
            "UPDATE shipments SET ship_date = ship_date - 1"
            " WHERE id = (SELECT max(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
        ),
    ),
    Mutation(
        "I28",
        "delivered after its last leg",
        (
            "UPDATE shipments SET actual_delivery_date = actual_delivery_date + 1 WHERE id ="
            " (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store' AND status = 'delivered')",
        ),
    ),
    Mutation(
        "I28",
        "left before the leg before had arrived",
        (
            "UPDATE shipment_legs AS l SET actual_departure = first.actual_departure FROM shipment_legs AS first"
            " WHERE first.shipment_id = l.shipment_id AND first.leg_sequence = 1"
            " AND l.id = (SELECT min(id) FROM shipment_legs WHERE leg_sequence = 2 AND actual_departure IS NOT NULL)",
        ),
    ),
    Mutation(
        "I28",
        "made by a work order that is not completed",
        ("UPDATE work_orders SET status = 'released' WHERE id = (SELECT min(wo_id) FROM batches)",),
    ),
    Mutation(
        "I28",
        "completed work order without a batch",
        ("UPDATE work_orders SET status = 'completed' WHERE id = (SELECT max(id) FROM work_orders)",),
    ),
    # I29 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I29",
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
        "I29",
        "expired when it was allocated",
        (
            f"UPDATE batches AS b SET expiry_date = last.allocated - 1 FROM {LAST_DAYS} WHERE last.id = b.id"
            f" AND b.id = (SELECT min(id) FROM {LAST_DAYS} WHERE last.shipped < last.allocated)",
            "UPDATE inventory AS i SET expiry_date = b.expiry_date FROM batches AS b"
            " WHERE b.id = i.batch_id AND b.expiry_date <> i.expiry_date",
        ),
    ),
    Mutation(
        "I29",
        "expired when it was shipped",
        (
            f"UPDATE batches AS b SET expiry_date = last.shipped - 1 FROM {LAST_DAYS} WHERE last.id = b.id"
            f" AND b.id = (SELECT min(last.id) FROM {LAST_DAYS} WHERE last.shipped > last.allocated"
            " AND last.id NOT IN (SELECT batch_id FROM inventory))",
        ),
    ),
    # I30 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I30",
        "requested before it was delivered",
        (
            "UPDATE rma_authorizations AS m SET request_date = o.actual_delivery_date - 1 FROM returns AS r"
            " JOIN orders AS o ON o.id = r.order_id"
            " WHERE r.rma_id = m.id AND r.id = (SELECT min(id) FROM returns)",
        ),
    ),
    Mutation(
        "I30",
        "returned before it was approved",
        (
            "UPDATE rma_authorizations AS m SET approval_date = r.return_date + 1 FROM returns AS r"
            " WHERE r.rma_id = m.id AND r.id = (SELECT min(id) FROM returns)",
        ),
    ),
    # I32 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I32",
        "recalled batch allocated after its discovery",
        (
            "UPDATE order_allocations SET allocation_date = (SELECT start_date"
            " + 7 * (settings #>> '{events,RSK-BIO-001,discovery_week}')::integer FROM supplygen.run)"
            " WHERE id = (SELECT min(id) FROM order_allocations WHERE status = 'held')",
        ),
    ),
    # I33 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I33",
        "sale of a SKU that was not in the promotion",
        (
            "UPDATE promotion_skus AS ps SET sku_id = (SELECT min(s.id) FROM skus AS s WHERE s.id NOT IN"
            " (SELECT sku_id FROM promotion_skus AS o WHERE o.promo_id = ps.promo_id))"
            " WHERE (promo_id, sku_id) = (SELECT p.promo_id, p.sku_id FROM pos_sales AS p"
            " WHERE (SELECT count(*) FROM promotion_skus AS o WHERE o.promo_id = p.promo_id) > 5"
            " ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I33",
        "sale at an account that was not in the promotion",
        (
            "UPDATE promotion_accounts AS pa SET retail_account_id = (SELECT min(a.id) FROM retail_accounts AS a"
            " WHERE a.id NOT IN (SELECT retail_account_id FROM promotion_accounts AS o WHERE o.promo_id = pa.promo_id))"
            " WHERE (promo_id, retail_account_id) = (SELECT p.promo_id, l.retail_account_id FROM pos_sales AS p"
            " JOIN retail_locations AS l ON l.id = p.retail_location_id WHERE NOT EXISTS (SELECT FROM orders AS o"
            " WHERE (o.promo_id, o.retail_account_id) = (p.promo_id, l.retail_account_id))"
            " AND (SELECT count(*) FROM promotion_accounts AS o WHERE o.promo_id = p.promo_id)"
            "     < (SELECT count(*) FROM retail_accounts) ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I33",
        "order of a promotion is a standard one",
        (
            drop_checks("orders"),
            "UPDATE orders SET order_type = 'standard' WHERE id = (SELECT min(id) FROM orders WHERE promo_id > 0)",
        ),
    ),
    Mutation(
        "I33",
        "order of an account that is not in the promotion",
        (
            "UPDATE orders AS o SET promo_id = p.id FROM promotions AS p WHERE (o.id, p.id) ="
            " (SELECT o.id, p.id FROM orders AS o JOIN promotions AS p"
            "  ON o.order_date BETWEEN p.start_date - 7 AND p.end_date WHERE o.promo_id > 0"
            "  AND o.retail_account_id NOT IN (SELECT retail_account_id FROM promotion_accounts WHERE promo_id = p.id)"
            "  AND EXISTS (SELECT FROM order_lines AS l JOIN promotion_skus AS ps USING (sku_id)"
            "              WHERE l.order_id = o.id AND ps.promo_id = p.id) ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I33",
        "order after the promotion",
        (
            "UPDATE orders AS o SET promo_id = p.id FROM promotions AS p WHERE (o.id, p.id) ="
            " (SELECT o.id, p.id FROM orders AS o JOIN promotions AS p ON p.end_date < o.order_date"
            "  WHERE o.promo_id > 0"
            "  AND o.retail_account_id IN (SELECT retail_account_id FROM promotion_accounts WHERE promo_id = p.id)"
            "  AND EXISTS (SELECT FROM order_lines AS l JOIN promotion_skus AS ps USING (sku_id)"
            "              WHERE l.order_id = o.id AND ps.promo_id = p.id) ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I33",
        "order of nothing that is in the promotion",
        (
            "UPDATE orders AS o SET promo_id = p.id FROM promotions AS p WHERE (o.id, p.id) ="
            " (SELECT o.id, p.id FROM orders AS o JOIN promotions AS p"
            "  ON o.order_date BETWEEN p.start_date - 7 AND p.end_date WHERE o.promo_id > 0"
            "  AND o.retail_account_id IN (SELECT retail_account_id FROM promotion_accounts WHERE promo_id = p.id)"
            "  AND NOT EXISTS (SELECT FROM order_lines AS l JOIN promotion_skus AS ps USING (sku_id)"
            "                  WHERE l.order_id = o.id AND ps.promo_id = p.id) ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I33",
        "sale of a promotion is a plain one",
        (
            drop_checks("pos_sales"),
            "UPDATE pos_sales SET is_promotional = false"
            " WHERE id = (SELECT min(id) FROM pos_sales WHERE promo_id IS NOT NULL)",
        ),
    ),
)
