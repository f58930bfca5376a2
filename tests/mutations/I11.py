"""What breaks `I11_returns_were_delivered.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

NOT_RESTOCKED = "SELECT return_id FROM disposition_logs WHERE disposition = 'restock'"
"""Returns of which something went back into stock."""

MUTATIONS = (
    Mutation(
        "account of an RMA",
        (
            "UPDATE rma_authorizations AS m SET retail_account_id ="
            " (SELECT min(id) FROM retail_accounts WHERE id <> m.retail_account_id)"
            " WHERE id = (SELECT min(rma_id) FROM returns)",
        ),
    ),
    Mutation(
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
    Mutation(
        "returned to another center",
        (
            "UPDATE returns AS r SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> r.dc_id)"
            f" WHERE id = (SELECT min(id) FROM returns WHERE id NOT IN ({NOT_RESTOCKED}))",
        ),
    ),
    Mutation(
        "returned by another store",
        (
            "UPDATE returns AS r SET retail_location_id ="
            " (SELECT min(id) FROM retail_locations WHERE id <> r.retail_location_id)"
            " WHERE id = (SELECT min(r.id) FROM returns AS r JOIN rma_authorizations AS m ON m.id = r.rma_id"
            " WHERE m.reason_code <> 'recall')",
        ),
    ),
    Mutation(
        "returned of another order",
        (
            "UPDATE returns AS r SET order_id = e.id FROM orders AS own, orders AS e WHERE own.id = r.order_id"
            " AND e.retail_location_id = own.retail_location_id AND e.id = (SELECT min(id) FROM orders"
            " WHERE retail_location_id = own.retail_location_id AND actual_delivery_date IS NOT NULL)"
            " AND r.id = (SELECT max(id) FROM returns)",
        ),
    ),
    Mutation(
        "returned before it was delivered",
        (
            "UPDATE orders SET actual_delivery_date = NULL"
            " WHERE id = (SELECT min(r.order_id) FROM returns AS r JOIN rma_authorizations AS m ON m.id = r.rma_id"
            " WHERE m.reason_code = 'recall')",
        ),
        breaks=("I28", "I30", "I42", "I48"),
        because="its goods have arrived, request and invoice follow the delivery, the figures count delivered orders",
    ),
)
