-- The lots of the recalled batch, from the lots that batches name themselves: each batch once, whatever it drew on.
WITH lot AS (
    SELECT DISTINCT lot_number FROM batch_ingredients
    WHERE batch_id = (SELECT id FROM batches WHERE batch_number = 'B-2024-RECALL-001')
),
used AS (
    SELECT lot_number, batch_id, min(ingredient_id) AS ingredient_id, sum(actual_quantity_kg) AS kg
    FROM batch_ingredients JOIN lot USING (lot_number)
    GROUP BY lot_number, batch_id
),
arrived AS (
    SELECT DISTINCT ON (gl.lot_number) gl.lot_number, g.receipt_date,
           (SELECT supplier_code FROM suppliers WHERE id = po.supplier_id) AS supplier_code
    FROM goods_receipt_lines AS gl
    JOIN goods_receipts AS g ON g.id = gl.gr_id
    JOIN purchase_orders AS po ON po.id = g.po_id
    ORDER BY gl.lot_number, g.receipt_date
),
base AS (
    SELECT u.lot_number, u.batch_id, n.ingredient_code, a.supplier_code, a.receipt_date, u.kg, o.retail_location_id,
           sum(sl.quantity_cases) AS cases, count(*) AS lines
    FROM used AS u
    JOIN arrived AS a USING (lot_number)
    JOIN ingredients AS n ON n.id = u.ingredient_id
    JOIN shipment_lines AS sl ON sl.batch_id = u.batch_id
    JOIN orders AS o ON o.id = sl.order_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
seen AS (
    SELECT lot_number, batch_id, ingredient_code, supplier_code, receipt_date, used_kg, retail_location_id,
           sum(quantity_cases) AS cases, count(*) AS lines
    FROM lot JOIN lot_genealogy_down USING (lot_number)
    WHERE step = 'shipped'
    GROUP BY 1, 2, 3, 4, 5, 6, 7
)
(TABLE base EXCEPT ALL TABLE seen) UNION ALL (TABLE seen EXCEPT ALL TABLE base);
