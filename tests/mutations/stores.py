"""Sales, promotions, returns and quality in the field."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    # I11 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I11",
        "account of an RMA",
        (
            "UPDATE rma_authorizations AS m SET retail_account_id ="
            " (SELECT min(id) FROM retail_accounts WHERE id <> m.retail_account_id)"
            " WHERE id = (SELECT min(rma_id) FROM returns)",
        ),
    ),
    Mutation(
        "I11",
        "batch that was not delivered",
        (
            "UPDATE return_lines AS rl SET batch_id = (SELECT min(b.id) FROM batches AS b WHERE b.sku_id = rl.sku_id"
            " AND b.id NOT IN (SELECT batch_id FROM shipment_lines AS sl WHERE sl.order_id = rl.order_id))"
            " WHERE (return_id, line_number) = (SELECT rl.return_id, rl.line_number FROM return_lines AS rl"
            " WHERE NOT EXISTS (SELECT FROM disposition_logs AS d WHERE d.return_id = rl.return_id"
            " AND d.return_line_number = rl.line_number AND d.disposition = 'restock')"
            " AND (SELECT count(*) FROM batches AS b WHERE b.sku_id = rl.sku_id) > 8 ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    # I24 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I24",
        "one case decided twice",
        (
            "UPDATE disposition_logs SET quantity_cases = quantity_cases + 1"
            " WHERE id = (SELECT min(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
    Mutation(
        "I24",
        "decided before it was received",
        (
            drop_checks("returns"),
            "UPDATE returns SET received_date = NULL WHERE id ="
            " (SELECT min(r.id) FROM returns AS r JOIN disposition_logs AS d ON d.return_id = r.id)",
        ),
        breaks=("I30",),
        because="the authorization cannot be closed, nor the goods decided on, before they are there",
    ),
    # I27 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I27",
        "one each left in a store",
        (
            "UPDATE store_inventory SET closing_eaches = closing_eaches + 1 WHERE (retail_location_id, sku_id) ="
            " (SELECT retail_location_id, sku_id FROM store_inventory ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I27",
        "sold before it was there",
        (
            # Last week's sales of a store and SKU are booked in the first week in which it sold anything.
            drop_checks("pos_sales"),
            "UPDATE pos_sales AS p SET quantity_eaches = p.quantity_eaches + moved.eaches,"
            " revenue = (p.quantity_eaches + moved.eaches) * (p.revenue / p.quantity_eaches)"
            " FROM (VALUES (true, 100000), (false, -100000)) AS moved (is_first, eaches),"
            " (SELECT retail_location_id, sku_id, min(sale_date) AS first_day, max(sale_date) AS last_day"
            "       FROM pos_sales GROUP BY retail_location_id, sku_id HAVING min(sale_date) < max(sale_date)"
            "       ORDER BY retail_location_id, sku_id LIMIT 1) AS span"
            " WHERE p.retail_location_id = span.retail_location_id AND p.sku_id = span.sku_id"
            " AND p.sale_date IN (span.first_day, span.last_day) AND (p.sale_date = span.first_day) = moved.is_first",
        ),
    ),
    Mutation(
        "I27",
        "lost in another store",
        (
            "UPDATE inventory_adjustments AS a SET retail_location_id ="
            " (SELECT min(id) FROM retail_locations WHERE id <> a.retail_location_id)"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE retail_location_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "I27",
        "more recalled than was on the shelf",
        (
            "UPDATE return_lines SET quantity_cases = quantity_cases + 100 WHERE (return_id, line_number) ="
            " (SELECT l.return_id, l.line_number FROM return_lines AS l JOIN returns AS r ON r.id = l.return_id"
            "  JOIN rma_authorizations AS m ON m.id = r.rma_id WHERE m.reason_code = 'recall' ORDER BY 1, 2 LIMIT 1)",
        ),
        breaks=("I11", "I19", "I24", "I39", "I42"),
        because="more was delivered, decided on, touched and measured",
    ),
    # I30 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I30",
        "approved before it was requested",
        (
            drop_checks("rma_authorizations"),
            "UPDATE rma_authorizations SET approval_date = request_date - 1"
            " WHERE id = (SELECT max(id) FROM rma_authorizations WHERE approval_date IS NOT NULL)",
        ),
    ),
    Mutation(
        "I30",
        "decided before it was received",
        (
            "UPDATE disposition_logs AS d SET processed_at = r.received_date - interval '1 day' FROM returns AS r"
            " WHERE r.id = d.return_id"
            " AND d.id = (SELECT max(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
    Mutation(
        "I30",
        "authorization still open",
        (
            "UPDATE rma_authorizations SET status = 'approved'"
            " WHERE id = (SELECT min(id) FROM rma_authorizations WHERE status = 'closed')",
        ),
    ),
    # I32 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I32",
        "unreleased batch shipped",
        (
            "UPDATE batches SET qc_status = 'pending', qc_release_date = NULL"
            " WHERE id = (SELECT min(batch_id) FROM shipment_lines)",
        ),
    ),
    Mutation(
        "I32",
        "recalled batch shipped after its discovery",
        (
            "UPDATE batches SET qc_status = 'recalled' WHERE id = (SELECT max(l.batch_id) FROM shipment_lines AS l"
            " JOIN shipments AS s ON s.id = l.shipment_id JOIN batches AS b ON b.id = l.batch_id,"
            " supplygen.run AS r WHERE b.qc_status = 'released' AND l.batch_id NOT IN (SELECT batch_id FROM inventory)"
            " AND s.ship_date >= r.start_date + 7 * (r.settings #>> '{events,RSK-BIO-001,discovery_week}')::integer)",
        ),
        breaks=("I39",),
        because="the batch is clean",
    ),
    # I33 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I33",
        "promotion of another week",
        (
            "UPDATE pos_sales AS s SET promo_id = (SELECT p.id FROM promotions AS p"
            " WHERE p.end_date < s.sale_date OR p.start_date > s.sale_date ORDER BY p.id LIMIT 1)"
            " WHERE id = (SELECT min(id) FROM pos_sales WHERE promo_id IS NOT NULL)",
            "UPDATE pos_sales AS s SET revenue = s.quantity_eaches * round(k.list_price * a.price_level_percent"
            " * (100 - p.discount_percent) / 10000, 2) FROM skus AS k, retail_locations AS l, retail_accounts AS a,"
            " promotions AS p WHERE k.id = s.sku_id AND l.id = s.retail_location_id AND a.id = l.retail_account_id"
            " AND p.id = s.promo_id AND s.id = (SELECT min(id) FROM pos_sales WHERE promo_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "I33",
        "week of a sale",
        ("UPDATE pos_sales SET sale_week = sale_week % 52 + 1 WHERE id = (SELECT min(id) FROM pos_sales)",),
    ),
    Mutation(
        "I33",
        "what expires last leaves first",
        (
            # More than one row, since one allocation in a hundred may pass over older stock.
            "UPDATE batches SET expiry_date = DATE '2100-01-01' - (production_date - DATE '1970-01-01')"
            " WHERE id NOT IN (SELECT batch_id FROM inventory)",
        ),
    ),
)
