SELECT s.payment_terms_days AS terms, count(*) AS invoices, sum(i.total_amount) AS billed,
       sum(i.total_amount) FILTER (WHERE p.id IS NULL) AS open,
       sum(i.total_amount) FILTER (WHERE p.id IS NULL AND i.due_date <= h.as_of) AS overdue,
       round(avg((p.payment_date <= i.due_date)::integer), 3) AS on_time,
       round(sum(i.total_amount * (p.payment_date - i.invoice_date)) / sum(i.total_amount) FILTER (WHERE p.id IS NOT NULL), 1)
           AS days_to_pay
FROM supplier_invoices AS i
JOIN suppliers AS s ON s.id = i.supplier_id
CROSS JOIN horizon AS h
LEFT JOIN supplier_payments AS p ON p.invoice_id = i.id
GROUP BY s.payment_terms_days
ORDER BY terms;
