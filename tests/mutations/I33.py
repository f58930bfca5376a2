"""What breaks `I33_promotions_weeks_and_fefo.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

PRICED = (
    "k.sku_id = s.sku_id AND s.sale_date - 7 * a.price_lag_weeks"
    " BETWEEN v.valid_from AND coalesce(v.valid_to, 'infinity')"
)
"""The price of a sale is that of the list that its tills follow."""


def labeled(sku: str, day: str) -> str:
    """Say of the first sale of a SKU in, or not in, a promotion of its account that it is one of it on that day."""
    return (
        "UPDATE pos_sales AS s SET promo_id = p.id, is_promotional = true, revenue = s.quantity_eaches"
        " * round(k.list_price * a.price_level_percent * (100 - p.discount_percent) / 10000, 2)"
        f" FROM promotions AS p, sku_prices AS k JOIN price_lists AS v ON v.id = k.price_list_id, retail_locations AS l"
        f" JOIN retail_accounts AS a ON a.id = l.retail_account_id"
        f" WHERE {PRICED} AND l.id = s.retail_location_id AND (s.id, p.id) = (SELECT o.id, q.id"
        " FROM pos_sales AS o JOIN retail_locations AS l ON l.id = o.retail_location_id"
        " JOIN promotion_accounts AS pa USING (retail_account_id) JOIN promotions AS q ON q.id = pa.promo_id"
        f" WHERE o.promo_id IS NULL AND o.sale_date {day}"
        f" AND o.sku_id {sku} (SELECT sku_id FROM promotion_skus WHERE promo_id = q.id) ORDER BY 1, 2 LIMIT 1)"
    )


MUTATIONS = (
    Mutation(
        "promotion of another week",
        (
            "UPDATE pos_sales AS s SET promo_id = (SELECT p.id FROM promotions AS p"
            " WHERE p.end_date < s.sale_date OR p.start_date > s.sale_date ORDER BY p.id LIMIT 1)"
            " WHERE id = (SELECT min(id) FROM pos_sales WHERE promo_id IS NOT NULL)",
            "UPDATE pos_sales AS s SET revenue = s.quantity_eaches * round(k.list_price * a.price_level_percent"
            " * (100 - p.discount_percent) / 10000, 2) FROM sku_prices AS k JOIN price_lists AS v"
            " ON v.id = k.price_list_id, retail_locations AS l, retail_accounts AS a, promotions AS p"
            f" WHERE {PRICED} AND l.id = s.retail_location_id AND a.id = l.retail_account_id"
            " AND p.id = s.promo_id AND s.id = (SELECT min(id) FROM pos_sales WHERE promo_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "week of a sale",
        ("UPDATE pos_sales SET sale_week = sale_week % 52 + 1 WHERE id = (SELECT min(id) FROM pos_sales)",),
    ),
    Mutation(
        "what expires last leaves first",
        (
            # More than one row, since one allocation in a hundred may pass over older stock.
            "UPDATE batches SET expiry_date = DATE '2100-01-01' - (production_date - DATE '1970-01-01')"
            " WHERE id NOT IN (SELECT batch_id FROM inventory) AND id NOT IN (SELECT batch_id FROM return_lines)",
        ),
    ),
    Mutation(
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
        "order of a promotion is a standard one",
        (
            drop_checks("orders"),
            "UPDATE orders SET order_type = 'standard' WHERE id = (SELECT min(id) FROM orders WHERE promo_id > 0)",
        ),
    ),
    Mutation(
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
        "sale of a promotion is a plain one",
        (
            drop_checks("pos_sales"),
            "UPDATE pos_sales SET is_promotional = false"
            " WHERE id = (SELECT min(id) FROM pos_sales WHERE promo_id IS NOT NULL)",
        ),
    ),
    Mutation("sale before the promotion", (labeled("IN", "= q.start_date - 7"),)),
    Mutation("sale after the promotion", (labeled("IN", "> q.end_date"),)),
    Mutation("sale of another SKU in the promotion", (labeled("NOT IN", "BETWEEN q.start_date AND q.end_date"),)),
    Mutation(
        "order long before the promotion",
        (
            "UPDATE orders AS o SET order_type = 'promotional', promo_id = p.id FROM promotions AS p"
            " WHERE (o.id, p.id) = (SELECT o.id, p.id FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id"
            " JOIN promotion_skus AS ps ON ps.sku_id = l.sku_id JOIN promotion_accounts AS pa ON pa.promo_id ="
            " ps.promo_id"
            " AND pa.retail_account_id = o.retail_account_id JOIN promotions AS p ON p.id = ps.promo_id"
            " WHERE o.promo_id IS NULL AND o.order_date < p.start_date - 7 ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "sale of a Tuesday",
        (
            "UPDATE pos_sales SET sale_date = sale_date + 1"
            " WHERE id = (SELECT min(id) FROM pos_sales WHERE promo_id IS NULL)",
        ),
    ),
    Mutation(
        "forecast of a Tuesday",
        (
            "UPDATE demand_forecasts SET week_start = week_start + 1, forecast_date = forecast_date + 1"
            " WHERE (sku_id, dc_id, week_start) = (SELECT f.sku_id, f.dc_id, f.week_start FROM forecast_accuracy AS a"
            " JOIN demand_forecasts AS f ON f.id = a.forecast_id JOIN skus AS s ON s.id = f.sku_id,"
            " supplygen.run AS r WHERE s.launch_date < r.start_date ORDER BY f.id DESC LIMIT 1)",
        ),
    ),
)
