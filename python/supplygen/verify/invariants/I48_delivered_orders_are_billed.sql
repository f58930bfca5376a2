-- I48
-- title: Each delivered order is billed at what was shipped of it; what has come back is credited at the same prices.
-- tags: exact, expensive
-- sample: orders.id, order_lines.order_id, customer_invoices.order_id
WITH run AS MATERIALIZED (
    SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1
), shipped AS (
    SELECT order_id, sum(round(shipped_cases * unit_price * (100 - discount_percent) / 100, 2)) AS amount
    FROM order_lines
    GROUP BY order_id
), returned AS (
    SELECT b.return_id, sum(round(b.quantity_cases * l.unit_price * (100 - l.discount_percent) / 100, 2)) AS amount
    FROM return_lines AS b
    JOIN order_lines AS l ON l.order_id = b.order_id AND l.line_number = b.order_line_number
    GROUP BY b.return_id
)
SELECT 'orders' AS relation, o.id::text AS key,
       format('%s on %s: %s for account %s, %s days to pay; billed %s to %s on %s, due on %s', o.status,
              o.actual_delivery_date, s.amount, o.retail_account_id, c.payment_terms_days, i.amount, i.retail_account_id,
              i.invoice_date, i.due_date) AS problem
FROM orders AS o
JOIN channels AS c ON c.id = o.channel_id
LEFT JOIN shipped AS s ON s.order_id = o.id
LEFT JOIN customer_invoices AS i ON i.order_id = o.id
WHERE (i.order_id IS NOT NULL) <> (o.status = 'delivered')
   OR i.order_id IS NOT NULL
      AND (i.retail_account_id, i.invoice_date, i.due_date, i.amount)
          IS DISTINCT FROM (o.retail_account_id, o.actual_delivery_date, o.actual_delivery_date + c.payment_terms_days, s.amount)
UNION ALL
SELECT 'returns', b.id::text,
       format('of order %s, back on %s: %s for account %s, %s days to settle; credited %s to %s for order %s on %s, settled on %s',
              b.order_id, b.received_date, r.amount, o.retail_account_id, c.payment_terms_days, n.amount,
              n.retail_account_id, n.order_id, n.credit_date, n.settlement_date)
FROM returns AS b
CROSS JOIN run
JOIN orders AS o ON o.id = b.order_id
JOIN channels AS c ON c.id = o.channel_id
LEFT JOIN returned AS r ON r.return_id = b.id
LEFT JOIN credit_notes AS n ON n.return_id = b.id
WHERE (n.return_id IS NOT NULL) <> (b.received_date IS NOT NULL)
   OR n.return_id IS NOT NULL
      AND (n.order_id, n.retail_account_id, n.credit_date, n.amount)
          IS DISTINCT FROM (b.order_id, o.retail_account_id, b.received_date, r.amount)
   OR n.settlement_date IS DISTINCT FROM CASE WHEN n.credit_date + c.payment_terms_days <= as_of
                                              THEN n.credit_date + c.payment_terms_days END;
