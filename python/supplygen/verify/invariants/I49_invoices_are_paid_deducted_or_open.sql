-- I49
-- title: An invoice is paid, deducted and open, to the cent; deductions have a claim, but for the planted ones.
-- tags: exact, expensive
-- sample: customer_invoices.order_id, customer_payments.order_id, customer_deductions.order_id
-- A claim is the account's rate of an order that came late or short, or of the lines that a promotion made cheaper.
WITH run AS MATERIALIZED (
    SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1
), wrong AS MATERIALIZED (
    SELECT split_part(row_key, ',', 1)::bigint AS order_id, split_part(row_key, ',', 2)::integer AS line_number,
           baseline_value AS before, injected_value AS after
    FROM supplygen.injection
    WHERE event_code = 'QRK-DEDUCTIONS'
), paid AS (
    SELECT order_id, count(*) AS payments, max(payment_number) AS last_number,
           min(payment_date) FILTER (WHERE payment_number = 1) AS first_date,
           sum(amount) FILTER (WHERE purpose = 'invoice') AS amount,
           count(*) FILTER (WHERE purpose = 'invoice') AS of_invoice,
           sum(amount) FILTER (WHERE purpose = 'deduction') AS repaid, max(payment_date) AS last_date
    FROM customer_payments
    GROUP BY order_id
), kept AS (
    SELECT order_id, sum(amount) AS amount, sum(amount) FILTER (WHERE status = 'repaid') AS repaid,
           bool_or(status IN ('open', 'refused')) AS is_waiting, min(deduction_date) AS first_date,
           max(deduction_date) AS last_date, max(decision_date) FILTER (WHERE status = 'repaid') AS refused_on
    FROM customer_deductions
    GROUP BY order_id
), claim AS (
    SELECT i.order_id, p.first_date, r.reason_code, r.due
    FROM customer_invoices AS i
    JOIN paid AS p ON p.order_id = i.order_id
    JOIN orders AS o ON o.id = i.order_id
    JOIN retail_accounts AS a ON a.id = i.retail_account_id
    JOIN (SELECT order_id, sum(cut_cases) AS cut FROM order_lines GROUP BY order_id) AS l ON l.order_id = i.order_id
    LEFT JOIN (
        SELECT order_id, sum(round(shipped_cases * unit_price * (100 - discount_percent) / 100, 2)) AS amount
        FROM order_lines
        WHERE discount_percent > 0
        GROUP BY order_id
    ) AS m ON m.order_id = i.order_id
    CROSS JOIN LATERAL (
        VALUES ('otif_penalty', CASE WHEN o.actual_delivery_date > o.promised_delivery_date
                                       OR (o.total_cases - l.cut) * 100 < o.total_cases * a.in_full_percent
                                     THEN round(i.amount * a.otif_penalty_percent / 100, 2) ELSE 0 END),
               ('promotion_allowance', round(coalesce(m.amount, 0) * a.promotion_allowance_percent / 100, 2))
    ) AS r (reason_code, due)
)
SELECT 'customer_invoices' AS relation, i.order_id::text AS key,
       format('%s: billed %s on %s; %s payments, the first on %s, %s of it and %s of deductions; deducted %s from %s to %s, repaid %s',
              i.status, i.amount, i.invoice_date, p.payments, p.first_date, p.amount, p.repaid, k.amount, k.first_date,
              k.last_date, k.repaid) AS problem
FROM customer_invoices AS i
LEFT JOIN paid AS p ON p.order_id = i.order_id
LEFT JOIN kept AS k ON k.order_id = i.order_id
WHERE i.status <> CASE WHEN p.order_id IS NULL THEN 'open' WHEN k.is_waiting THEN 'partly_paid' ELSE 'paid' END
   OR p.order_id IS NULL AND k.order_id IS NOT NULL
   OR p.order_id IS NOT NULL AND (
        i.amount <> p.amount + coalesce(k.amount, 0)
        OR p.repaid IS DISTINCT FROM k.repaid
        OR p.of_invoice <> 1 OR p.last_number <> p.payments
        OR p.first_date < i.invoice_date
        OR (p.first_date, p.first_date) <> (k.first_date, k.last_date)
        OR p.last_date <> coalesce(k.refused_on + 30, p.first_date)
    )
UNION ALL
SELECT 'customer_deductions', concat_ws('/', coalesce(c.order_id, d.order_id), coalesce(c.reason_code, d.reason_code)),
       format('%s on %s, decided on %s: %s; the claim is %s, planted %s', d.status, d.deduction_date, d.decision_date,
              d.amount, c.due, w.after)
FROM claim AS c
FULL JOIN customer_deductions AS d ON d.order_id = c.order_id AND d.reason_code = c.reason_code
LEFT JOIN wrong AS w ON w.order_id = d.order_id AND w.line_number = d.line_number
CROSS JOIN run
WHERE coalesce(d.amount, 0) IS DISTINCT FROM coalesce(w.after, c.due)
   -- What was planted had no claim at all.
   OR w.after IS NOT NULL AND (c.due <> 0 OR w.before <> 0)
   -- Three weeks later it is decided: without a claim, and worth a look, it is refused, and paid 30 days after that.
   OR d.decision_date IS DISTINCT FROM CASE WHEN d.deduction_date + 21 <= as_of THEN d.deduction_date + 21 END
   OR d.status <> CASE WHEN d.deduction_date + 21 > as_of THEN 'open'
                       WHEN w.after IS NULL OR d.amount < 10 THEN 'accepted'
                       WHEN d.deduction_date + 51 > as_of THEN 'refused'
                       ELSE 'repaid' END;
