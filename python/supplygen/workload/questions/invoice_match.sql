WITH match AS (
    SELECT l.invoice_id, l.line_number, l.line_amount, round(r.quantity_accepted_kg * pl.unit_price, 2) AS due,
           CASE WHEN l.unit_price > pl.unit_price THEN 'price too high'
                WHEN l.quantity_kg > r.quantity_accepted_kg THEN 'quantity too high'
                WHEN (l.unit_price, l.quantity_kg) = (pl.unit_price, r.quantity_accepted_kg) THEN 'matched'
                ELSE 'too low' END AS outcome
    FROM supplier_invoice_lines AS l
    JOIN goods_receipt_lines AS r ON r.gr_id = l.gr_id AND r.line_number = l.line_number
    JOIN purchase_order_lines AS pl ON pl.po_id = r.po_id AND pl.line_number = r.po_line_number
)
SELECT m.outcome, count(*) AS lines, sum(m.line_amount) AS billed, sum(m.due) AS due,
       sum(m.line_amount - m.due) AS to_claim, count(t.row_key) AS planted
FROM match AS m
LEFT JOIN supplygen.injection AS t
    ON t.event_code = 'QRK-INVOICING' AND t.row_key = concat_ws(',', m.invoice_id, m.line_number)
GROUP BY m.outcome
ORDER BY lines DESC, m.outcome;
