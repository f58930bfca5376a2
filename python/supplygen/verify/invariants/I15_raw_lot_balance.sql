-- I15
-- title: A raw lot: accepted less consumed less scrapped is on hand, never below zero; batches draw on lots of their plant.
-- tags: exact, cheap
-- A supplier's lot arrives in several receipt lines, each of which is kept apart. Each arrives once, so it is never below
-- zero on any day exactly when nothing is drawn before its receipt and it does not end below zero.
WITH lot AS (
    SELECT gl.gr_id, gl.line_number, gl.ingredient_id, gl.lot_number, gl.expiry_date, gl.quantity_accepted_kg,
           g.receipt_date, po.plant_id, po.supplier_id
    FROM goods_receipt_lines AS gl
    JOIN goods_receipts AS g ON g.id = gl.gr_id
    JOIN purchase_orders AS po ON po.id = g.po_id
),
consumed AS (
    SELECT gr_id, gr_line_number, sum(actual_quantity_kg) AS kg
    FROM batch_ingredients
    GROUP BY gr_id, gr_line_number
)
SELECT 'goods_receipt_lines' AS relation, concat_ws('/', l.gr_id, l.line_number) AS key,
       format('accepted %s kg, consumed %s, scrapped %s, on hand %s', l.quantity_accepted_kg, coalesce(c.kg, 0),
              coalesce(i.scrapped_kg, 0), coalesce(i.on_hand_kg, 0)) AS problem
FROM lot AS l
LEFT JOIN consumed AS c ON c.gr_id = l.gr_id AND c.gr_line_number = l.line_number
LEFT JOIN ingredient_inventory AS i ON i.gr_id = l.gr_id AND i.gr_line_number = l.line_number
WHERE l.quantity_accepted_kg - coalesce(c.kg, 0) - coalesce(i.scrapped_kg, 0) <> coalesce(i.on_hand_kg, 0)
   OR i.on_hand_kg < 0
UNION ALL
SELECT 'goods_receipt_lines', lot_number,
       format('suppliers %s to %s, ingredients %s to %s, expiry %s to %s', min(supplier_id), max(supplier_id),
              min(ingredient_id), max(ingredient_id), min(expiry_date), max(expiry_date))
FROM lot
GROUP BY lot_number
HAVING (min(supplier_id), min(ingredient_id), min(expiry_date)) <> (max(supplier_id), max(ingredient_id), max(expiry_date))
UNION ALL
SELECT 'ingredient_inventory', i.id::text,
       format('plant %s, ingredient %s, lot %s, expiry %s; lot of plant %s, ingredient %s, %s, expiry %s', i.plant_id,
              i.ingredient_id, i.lot_number, i.expiry_date, l.plant_id, l.ingredient_id, l.lot_number, l.expiry_date)
FROM ingredient_inventory AS i
JOIN lot AS l ON l.gr_id = i.gr_id AND l.line_number = i.gr_line_number
CROSS JOIN (SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1) AS h
WHERE (i.plant_id, i.ingredient_id, i.lot_number, i.expiry_date)
   <> (l.plant_id, l.ingredient_id, l.lot_number, l.expiry_date)
   -- What has expired is written off, and nothing else is.
   OR (i.on_hand_kg > 0) <> (i.expiry_date > h.as_of)
   OR (i.scrapped_kg > 0) <> (i.expiry_date <= h.as_of)
UNION ALL
SELECT 'batch_ingredients', concat_ws('/', bi.batch_id, bi.sequence),
       format('batch of plant %s on %s, ingredient %s, lot %s; lot of plant %s received %s, ingredient %s, %s', b.plant_id,
              b.production_date, bi.ingredient_id, bi.lot_number, l.plant_id, l.receipt_date, l.ingredient_id, l.lot_number)
FROM batch_ingredients AS bi
JOIN batches AS b ON b.id = bi.batch_id
JOIN lot AS l ON l.gr_id = bi.gr_id AND l.line_number = bi.gr_line_number
WHERE (b.plant_id, bi.ingredient_id, bi.lot_number) <> (l.plant_id, l.ingredient_id, l.lot_number)
   OR l.receipt_date > b.production_date
   OR b.production_date > l.expiry_date
UNION ALL
SELECT 'work_order_materials', concat_ws('/', m.wo_id, m.line_number),
       format('issued %s kg, batches used %s', m.issued_quantity_kg, coalesce(used.kg, 0))
FROM work_order_materials AS m
LEFT JOIN (
    SELECT b.wo_id, bi.ingredient_id, sum(bi.actual_quantity_kg) AS kg
    FROM batch_ingredients AS bi
    JOIN batches AS b ON b.id = bi.batch_id
    GROUP BY b.wo_id, bi.ingredient_id
) AS used ON used.wo_id = m.wo_id AND used.ingredient_id = m.ingredient_id
WHERE m.issued_quantity_kg <> coalesce(used.kg, 0);
