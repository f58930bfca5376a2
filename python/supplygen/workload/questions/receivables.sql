WITH deducted AS (
    SELECT order_id, sum(amount) AS amount, sum(amount) FILTER (WHERE status IN ('open', 'refused')) AS waiting
    FROM customer_deductions
    GROUP BY order_id
),
invoice AS (
    SELECT i.retail_account_id, i.amount, i.due_date, p.payment_date, p.payment_date - i.invoice_date AS days,
           CASE WHEN p.order_id IS NULL THEN i.amount ELSE coalesce(d.waiting, 0) END AS open
    FROM customer_invoices AS i
    LEFT JOIN customer_payments AS p ON p.order_id = i.order_id AND p.purpose = 'invoice'
    LEFT JOIN deducted AS d ON d.order_id = i.order_id
)
SELECT a.account_code, c.payment_terms_days AS terms, count(*) AS invoices, sum(i.amount) AS billed, sum(i.open) AS open,
       sum(i.open) FILTER (WHERE h.as_of - i.due_date BETWEEN 1 AND 30) AS overdue_30,
       sum(i.open) FILTER (WHERE h.as_of - i.due_date > 30) AS overdue_more,
       round(avg((i.payment_date <= i.due_date)::integer), 3) AS on_time,
       round(sum(i.amount * i.days) / sum(i.amount) FILTER (WHERE i.days IS NOT NULL), 1) AS days_to_pay
FROM invoice AS i
JOIN retail_accounts AS a ON a.id = i.retail_account_id
JOIN channels AS c ON c.id = a.channel_id
CROSS JOIN horizon AS h
GROUP BY a.account_code, c.payment_terms_days
ORDER BY billed DESC, a.account_code
LIMIT 12;
