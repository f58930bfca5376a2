-- Everything that became of a purchase order line as facts under its key.
WITH fact (po_id, line_number, received, accepted, rejected, consumed, on_hand, scrapped) AS (
    SELECT po_id, po_line_number, quantity_received_kg, quantity_accepted_kg, quantity_rejected_kg, 0, 0, 0
    FROM goods_receipt_lines
    UNION ALL
    SELECT gl.po_id, gl.po_line_number, 0, 0, 0, bi.actual_quantity_kg, 0, 0
    FROM batch_ingredients AS bi
    JOIN goods_receipt_lines AS gl ON (gl.gr_id, gl.line_number) = (bi.gr_id, bi.gr_line_number)
    UNION ALL
    SELECT gl.po_id, gl.po_line_number, 0, 0, 0, 0, i.on_hand_kg, i.scrapped_kg
    FROM ingredient_inventory AS i
    JOIN goods_receipt_lines AS gl ON (gl.gr_id, gl.line_number) = (i.gr_id, i.gr_line_number)
    UNION ALL
    SELECT po_id, line_number, 0, 0, 0, 0, 0, 0 FROM purchase_order_lines
),
total AS (
    SELECT po_id, line_number, sum(received) AS received, sum(accepted) AS accepted, sum(rejected) AS rejected,
           sum(consumed) AS consumed, sum(on_hand) AS on_hand, sum(scrapped) AS scrapped
    FROM fact
    GROUP BY po_id, line_number
)
SELECT *
FROM three_way_match AS v
FULL JOIN (
    SELECT t.*, po.po_number, po.order_date,
           (SELECT supplier_code FROM suppliers WHERE id = po.supplier_id) AS supplier,
           (SELECT ingredient_code FROM ingredients WHERE id = pl.ingredient_id) AS ingredient, pl.quantity_kg,
           pl.line_amount, round(t.accepted * pl.unit_price, 2) AS payable,
           CASE WHEN t.accepted - t.consumed - t.on_hand <> t.scrapped THEN 'unbalanced'
                WHEN t.received = 0 THEN 'not_received'
                ELSE CASE sign(t.received - pl.quantity_kg) WHEN -1 THEN 'short' WHEN 1 THEN 'over'
                     ELSE CASE t.rejected WHEN 0 THEN 'matched' ELSE 'rejected_part' END END
           END AS outcome
    FROM total AS t
    JOIN purchase_order_lines AS pl USING (po_id, line_number)
    JOIN purchase_orders AS po ON po.id = po_id
) AS b USING (po_id, line_number)
WHERE (v.po_number, v.supplier_code, v.ingredient_code, v.order_date, v.ordered_kg, v.received_kg, v.accepted_kg,
       v.rejected_kg, v.consumed_kg, v.on_hand_kg, v.scrapped_kg, v.line_amount, v.payable_amount, v.match_status)
    IS DISTINCT FROM (b.po_number, b.supplier, b.ingredient, b.order_date, b.quantity_kg, b.received, b.accepted,
                      b.rejected, b.consumed, b.on_hand, b.scrapped, b.line_amount, b.payable, b.outcome)
   OR v.match_status = 'unbalanced' OR v.received_kg <> v.accepted_kg + v.rejected_kg;
