-- I47
-- title: Suppliers bill what was accepted at the price of the order, but for planted errors; each is paid as billed.
-- tags: exact, expensive
-- sample: goods_receipts.id, goods_receipt_lines.gr_id
WITH run AS MATERIALIZED (
    SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1
), wrong AS MATERIALIZED (
    SELECT split_part(row_key, ',', 1)::bigint AS invoice_id, split_part(row_key, ',', 2)::integer AS line_number,
           baseline_value AS before, injected_value AS after
    FROM supplygen.injection
    WHERE event_code = 'QRK-INVOICING'
), billed AS (
    SELECT g.id AS gr_id, g.receipt_date, i.id, i.supplier_id, i.invoice_date, i.due_date, i.total_amount, i.status,
           po.supplier_id AS ordered_from, g.receipt_date + s.payment_terms_days AS falls_due,
           (SELECT sum(l.line_amount) FROM supplier_invoice_lines AS l WHERE l.invoice_id = i.id) AS lines_amount
    FROM goods_receipts AS g
    JOIN purchase_orders AS po ON po.id = g.po_id
    JOIN suppliers AS s ON s.id = po.supplier_id
    LEFT JOIN supplier_invoices AS i ON i.gr_id = g.id
), matched AS (
    SELECT r.gr_id, r.line_number, i.id, l.quantity_kg, l.unit_price, l.line_amount, r.quantity_accepted_kg AS accepted_kg,
           pl.unit_price AS price, round(r.quantity_accepted_kg * pl.unit_price, 2) AS due, w.before, w.after
    FROM goods_receipt_lines AS r
    JOIN purchase_order_lines AS pl ON pl.po_id = r.po_id AND pl.line_number = r.po_line_number
    JOIN supplier_invoices AS i ON i.gr_id = r.gr_id
    LEFT JOIN supplier_invoice_lines AS l
        ON l.gr_id = r.gr_id AND l.line_number = r.line_number AND l.invoice_id = i.id
    LEFT JOIN wrong AS w ON w.invoice_id = i.id AND w.line_number = r.line_number
)
SELECT 'goods_receipts' AS relation, gr_id::text AS key,
       format('received on %s from %s; invoice %s of %s on %s, due on %s instead of %s, over %s, lines %s', receipt_date,
              ordered_from, id, supplier_id, invoice_date, due_date, falls_due, total_amount, lines_amount) AS problem
FROM billed
CROSS JOIN run
WHERE id IS NULL AND receipt_date + 5 <= as_of
   OR id IS NOT NULL AND (
        supplier_id <> ordered_from OR due_date <> falls_due OR invoice_date NOT BETWEEN receipt_date AND receipt_date + 5
        OR total_amount IS DISTINCT FROM lines_amount
    )
UNION ALL
SELECT 'goods_receipt_lines', concat_ws('/', gr_id, line_number),
       format('%s kg at %s, due %s; invoice %s bills %s kg at %s: %s; planted: %s, not %s', accepted_kg, price, due, id,
              quantity_kg, unit_price, line_amount, after, before)
FROM matched
WHERE line_amount IS DISTINCT FROM coalesce(after, due)
   OR before <> due
   -- Where too much is charged, it is the price or the quantity.
   OR (quantity_kg, unit_price) IS DISTINCT FROM (accepted_kg, price)
      AND (after IS NULL OR (quantity_kg > accepted_kg AND unit_price = price
                             OR quantity_kg = accepted_kg AND unit_price > price) IS NOT TRUE)
UNION ALL
-- A run on Tuesday pays what falls due before the next one.
SELECT 'supplier_invoices', b.id::text,
       format('%s: over %s, billed on %s, due on %s; paid %s on %s', b.status, b.total_amount, b.invoice_date, b.due_date,
              p.amount, p.payment_date)
FROM billed AS b
LEFT JOIN supplier_payments AS p ON p.invoice_id = b.id
WHERE (b.status = 'paid') <> (p.id IS NOT NULL)
   OR p.amount <> b.total_amount
   OR p.payment_date < b.invoice_date
   OR p.payment_date + 7 <= b.due_date
   OR extract(isodow FROM p.payment_date) <> 2;
