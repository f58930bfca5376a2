-- title: Where is an order?
-- weight: 20
-- reason: assumed: a quarter of all only read, and most of that asks about an order
-- One of the year's orders: how far it has come, its lines, and the shipments that bring them.
\set asked random(1, :orders)
SELECT chain_state, ordered_cases, shipped_cases, cut_cases, shipped_amount, actual_delivery_date, cash_due_date
FROM :company.order_fulfilment
WHERE order_id = :asked;
SELECT l.line_number, k.sku_code, l.quantity_cases, l.shipped_cases, l.cut_cases, s.shipment_number, s.status,
       s.expected_delivery_date, b.batch_number, n.quantity_cases AS cases_on_board
FROM :company.order_lines AS l
JOIN :company.skus AS k ON k.id = l.sku_id
LEFT JOIN :company.shipment_lines AS n ON n.order_id = l.order_id AND n.order_line_number = l.line_number
LEFT JOIN :company.shipments AS s ON s.id = n.shipment_id
LEFT JOIN :company.batches AS b ON b.id = n.batch_id
WHERE l.order_id = :asked
ORDER BY l.line_number, b.batch_number;
