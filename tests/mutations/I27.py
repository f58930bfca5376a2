"""What breaks `I27_store_stock_never_negative.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    Mutation(
        "one each left in a store",
        (
            "UPDATE store_inventory SET closing_eaches = closing_eaches + 1 WHERE (retail_location_id, sku_id) ="
            " (SELECT retail_location_id, sku_id FROM store_inventory ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
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
        "lost in another store",
        (
            "UPDATE inventory_adjustments AS a SET retail_location_id ="
            " (SELECT min(id) FROM retail_locations WHERE id <> a.retail_location_id)"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE retail_location_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "more recalled than was on the shelf",
        (
            "UPDATE return_lines SET quantity_cases = quantity_cases + 100 WHERE (return_id, line_number) ="
            " (SELECT l.return_id, l.line_number FROM return_lines AS l JOIN returns AS r ON r.id = l.return_id"
            "  JOIN rma_authorizations AS m ON m.id = r.rma_id WHERE m.reason_code = 'recall' ORDER BY 1, 2 LIMIT 1)",
        ),
        breaks=("I11", "I19", "I24", "I39", "I42", "I48"),
        because="more was delivered, decided on, touched and measured; it is not credited",
    ),
)
