"""What breaks `I53_order_lines_have_their_price.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "a cent a case",
        (
            "UPDATE order_lines SET unit_price = unit_price + 0.01, line_amount = round(quantity_cases"
            " * (unit_price + 0.01) * (100 - discount_percent) / 100, 2) WHERE order_id = 1 AND line_number = 1",
            "UPDATE orders SET total_amount = (SELECT sum(line_amount) FROM order_lines WHERE order_id = 1)"
            " WHERE id = 1",
        ),
    ),
    Mutation(
        "a channel that keeps more",
        ("UPDATE channels SET margin_percent = margin_percent + 1 WHERE id = 1",),
    ),
    Mutation(
        "a condition that lines do not show",
        (
            "UPDATE customer_conditions SET discount_percent = discount_percent + 1 WHERE retail_account_id ="
            " (SELECT retail_account_id FROM customer_conditions GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)",
        ),
    ),
)
