-- I22
-- title: Accepted plus rejected is received, at most 1.05 times the PO quantity; the PO's status follows from its receipts.
-- tags: exact, cheap
WITH received AS (
    SELECT po_id, po_line_number, sum(quantity_received_kg) AS kg
    FROM goods_receipt_lines
    GROUP BY po_id, po_line_number
),
line AS (
    SELECT l.po_id, l.line_number, l.quantity_kg, coalesce(r.kg, 0) AS received_kg
    FROM purchase_order_lines AS l
    LEFT JOIN received AS r ON r.po_id = l.po_id AND r.po_line_number = l.line_number
)
SELECT 'goods_receipt_lines' AS relation, concat_ws('/', gl.gr_id, gl.line_number) AS key,
       format('received %s kg, accepted %s, rejected %s; ingredient %s of PO %s, on order %s of PO %s',
              gl.quantity_received_kg, gl.quantity_accepted_kg, gl.quantity_rejected_kg, gl.ingredient_id, g.po_id,
              l.ingredient_id, gl.po_id) AS problem
FROM goods_receipt_lines AS gl
JOIN goods_receipts AS g ON g.id = gl.gr_id
JOIN purchase_order_lines AS l ON l.po_id = gl.po_id AND l.line_number = gl.po_line_number
WHERE gl.quantity_accepted_kg + gl.quantity_rejected_kg <> gl.quantity_received_kg
   OR gl.po_id <> g.po_id
   OR gl.ingredient_id <> l.ingredient_id
UNION ALL
SELECT 'purchase_order_lines', concat_ws('/', po_id, line_number),
       format('%s kg ordered, %s received', quantity_kg, received_kg)
FROM line
WHERE received_kg > quantity_kg * 1.05
UNION ALL
SELECT 'purchase_orders', po.id::text,
       format('%s, but of %s lines %s have a receipt, %s are complete', po.status, count(*),
              count(*) FILTER (WHERE l.received_kg > 0), count(*) FILTER (WHERE l.received_kg >= l.quantity_kg))
FROM purchase_orders AS po
JOIN line AS l ON l.po_id = po.id
GROUP BY po.id, po.status
HAVING po.status <> CASE WHEN bool_and(l.received_kg >= l.quantity_kg) THEN 'received'
                         WHEN bool_or(l.received_kg > 0) THEN 'partially_received'
                         ELSE 'open'
                    END;
