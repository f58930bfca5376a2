WITH base AS (
    SELECT rl.return_id, (SELECT return_number FROM returns AS r WHERE r.id = rl.return_id) AS return_number,
           (SELECT m.reason_code FROM rma_authorizations AS m JOIN returns AS r ON r.rma_id = m.id
            WHERE r.id = rl.return_id) AS reason_code,
           (SELECT return_date FROM returns AS r WHERE r.id = rl.return_id) AS return_date, rl.line_number, rl.order_id,
           rl.quantity_cases, bi.batch_id, bi.sequence, bi.lot_number, bi.actual_quantity_kg, bi.gr_id,
           bi.gr_line_number, po.po_number, po.supplier_id
    FROM return_lines AS rl
    JOIN batch_ingredients AS bi USING (batch_id)
    JOIN goods_receipt_lines AS gl ON (gl.gr_id, gl.line_number) = (bi.gr_id, bi.gr_line_number)
    JOIN purchase_orders AS po ON po.id = gl.po_id
),
seen AS (
    SELECT return_id, return_number, reason_code, return_date, line_number, order_id, quantity_cases, batch_id,
           sequence, lot_number, actual_quantity_kg, gr_id, gr_line_number, po_number, supplier_id
    FROM return_genealogy_up
)
(TABLE base EXCEPT ALL TABLE seen) UNION ALL (TABLE seen EXCEPT ALL TABLE base);
