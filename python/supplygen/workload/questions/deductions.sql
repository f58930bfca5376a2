WITH claim AS (
    SELECT d.order_id, d.line_number, d.reason_code, d.status, d.amount,
           CASE d.reason_code
               WHEN 'otif_penalty' THEN o.actual_delivery_date > o.promised_delivery_date OR (
                   SELECT sum(l.quantity_cases - l.cut_cases) * 100 < o.total_cases * a.in_full_percent
                   FROM order_lines AS l
                   WHERE l.order_id = d.order_id
               )
               ELSE EXISTS (
                   SELECT FROM order_lines AS l
                   WHERE l.order_id = d.order_id AND l.discount_percent > 0 AND l.shipped_cases > 0
               )
           END AS is_valid
    FROM customer_deductions AS d
    JOIN orders AS o ON o.id = d.order_id
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
)
SELECT c.reason_code, c.is_valid, count(*) AS deductions, sum(c.amount) AS amount,
       count(*) FILTER (WHERE c.status = 'open') AS open, count(*) FILTER (WHERE c.status = 'accepted') AS accepted,
       count(*) FILTER (WHERE c.status = 'refused') AS refused, count(*) FILTER (WHERE c.status = 'repaid') AS repaid,
       sum(c.amount) FILTER (WHERE c.status = 'accepted' AND NOT c.is_valid) AS lost, count(t.row_key) AS planted
FROM claim AS c
LEFT JOIN supplygen.injection AS t
    ON t.event_code = 'QRK-DEDUCTIONS' AND t.row_key = concat_ws(',', c.order_id, c.line_number)
GROUP BY c.reason_code, c.is_valid
ORDER BY c.reason_code, c.is_valid DESC;
