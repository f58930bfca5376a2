"""What breaks `I21_eaches_are_cases_times_pack.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "one each",
        ("UPDATE order_lines SET quantity_eaches = quantity_eaches + 1 WHERE order_id = 1 AND line_number = 1",),
    ),
    Mutation(
        "one each lost with a case",
        (
            "UPDATE inventory_adjustments SET quantity_eaches = quantity_eaches - 1"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE dc_id IS NOT NULL)",
        ),
    ),
    Mutation("one cent at the till", ("UPDATE pos_sales SET revenue = revenue + 0.01 WHERE id = 1",)),
    Mutation(
        "price level of an account",
        (
            "UPDATE retail_accounts SET price_level_percent = price_level_percent + 1"
            " WHERE id = (SELECT min(retail_account_id) FROM retail_locations)",
        ),
    ),
    Mutation(
        "tills that follow a price list earlier than their account does",
        (
            "UPDATE retail_accounts SET price_lag_weeks = 0"
            " WHERE id = (SELECT id FROM retail_accounts ORDER BY store_count DESC, id LIMIT 1)",
        ),
    ),
    Mutation(
        "gain for a loss",
        (
            "UPDATE inventory_adjustments SET quantity_cases = -quantity_cases, quantity_eaches = -quantity_eaches"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE dc_id IS NOT NULL)",
        ),
        breaks=("I17",),
        because="the center would have more",
    ),
)
