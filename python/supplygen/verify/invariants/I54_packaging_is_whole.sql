-- I54
-- title: Packaging moves in whole pieces; bills of packaging weigh the tare and cost the standard; batches pack all cases.
-- tags: exact, cheap
WITH bill AS (
    SELECT c.packaging_id, c.product_id, sum(c.pieces_per_case * i.piece_mass_g) / 1000.0 AS kg,
           round(sum(c.pieces_per_case * i.piece_mass_g / 1000.0 * i.standard_cost * (1 + c.scrap_percent / 100)), 4) AS cost
    FROM packaging_components AS c
    JOIN ingredients AS i ON i.id = c.ingredient_id
    GROUP BY c.packaging_id, c.product_id
),
taken AS (
    SELECT batch_id, ingredient_id, sum(actual_quantity_kg) AS kg
    FROM batch_ingredients
    GROUP BY batch_id, ingredient_id
),
quantity AS (
    SELECT 'supplier_ingredients' AS relation, id::text AS key, ingredient_id, min_order_qty AS kg FROM supplier_ingredients
    UNION ALL
    SELECT 'supplier_ingredients', id::text, ingredient_id, order_multiple FROM supplier_ingredients
    UNION ALL
    SELECT 'goods_receipt_lines', concat_ws('/', gr_id, line_number), ingredient_id, quantity_received_kg
    FROM goods_receipt_lines
    UNION ALL
    SELECT 'supplier_invoice_lines', concat_ws('/', b.invoice_id, b.line_number), g.ingredient_id, b.quantity_kg
    FROM supplier_invoice_lines AS b
    JOIN goods_receipt_lines AS g ON g.gr_id = b.gr_id AND g.line_number = b.line_number
    UNION ALL
    SELECT 'goods_receipt_lines', concat_ws('/', gr_id, line_number), ingredient_id, quantity_accepted_kg
    FROM goods_receipt_lines
    UNION ALL
    SELECT 'work_order_materials', concat_ws('/', wo_id, line_number), ingredient_id, planned_quantity_kg
    FROM work_order_materials
    UNION ALL
    SELECT 'batch_ingredients', concat_ws('/', batch_id, sequence), ingredient_id, actual_quantity_kg FROM batch_ingredients
)
SELECT q.relation, q.key, format('%s kg of pieces of %s g', q.kg, i.piece_mass_g) AS problem
FROM quantity AS q
JOIN ingredients AS i ON i.id = q.ingredient_id
WHERE mod(q.kg * 1000, i.piece_mass_g) <> 0
UNION ALL
SELECT 'packaging_components', concat_ws('/', b.packaging_id, b.product_id),
       format('weighs %s kg a case, tare %s', b.kg, p.case_tare_kg)
FROM bill AS b
JOIN packaging_types AS p ON p.id = b.packaging_id
WHERE b.kg <> p.case_tare_kg
UNION ALL
SELECT 'packaging_components', concat_ws('/', c.packaging_id, c.product_id, c.sequence),
       format('%s is not packaging', i.ingredient_code)
FROM packaging_components AS c
JOIN ingredients AS i ON i.id = c.ingredient_id
WHERE i.piece_mass_g IS NULL
UNION ALL
SELECT 'sku_costs', s.id::text, format('packaging %s USD, by the bill %s', k.packaging_cost, b.cost)
FROM skus AS s
JOIN sku_costs AS k ON k.sku_id = s.id
LEFT JOIN bill AS b ON b.packaging_id = s.packaging_id AND b.product_id = s.product_id
WHERE k.packaging_cost IS DISTINCT FROM b.cost
UNION ALL
SELECT 'batches', b.id::text,
       format('%s pieces of item %s for %s cases of %s', t.kg * 1000 / i.piece_mass_g, c.ingredient_id, b.output_cases,
              c.pieces_per_case)
FROM batches AS b
JOIN skus AS s ON s.id = b.sku_id
JOIN packaging_components AS c ON c.packaging_id = s.packaging_id AND c.product_id = s.product_id
JOIN ingredients AS i ON i.id = c.ingredient_id
LEFT JOIN taken AS t ON t.batch_id = b.id AND t.ingredient_id = c.ingredient_id
-- Up to twice the scrap that is planned, to the next piece.
WHERE (t.kg * 1000 / i.piece_mass_g - b.output_cases * c.pieces_per_case
       BETWEEN 0 AND ceil(b.output_cases * c.pieces_per_case * 2 * c.scrap_percent / 100)) IS NOT TRUE
UNION ALL
SELECT 'batches', b.id::text, format('item %s is not in the bill of its pack', t.ingredient_id)
FROM taken AS t
JOIN ingredients AS i ON i.id = t.ingredient_id AND i.piece_mass_g IS NOT NULL
JOIN batches AS b ON b.id = t.batch_id
JOIN skus AS s ON s.id = b.sku_id
LEFT JOIN packaging_components AS c
       ON c.packaging_id = s.packaging_id AND c.product_id = s.product_id AND c.ingredient_id = t.ingredient_id
WHERE c.ingredient_id IS NULL
UNION ALL
SELECT 'work_order_materials', concat_ws('/', coalesce(m.wo_id, due.wo_id), coalesce(m.ingredient_id, due.ingredient_id)),
       format('%s kg planned of this item, %s by the bill', m.planned_quantity_kg, due.kg)
FROM (
    SELECT w.id AS wo_id, c.ingredient_id,
           ceil(w.planned_cases * c.pieces_per_case * (1 + c.scrap_percent / 100)) * i.piece_mass_g / 1000.0 AS kg
    FROM work_orders AS w
    JOIN skus AS s ON s.id = w.sku_id
    JOIN packaging_components AS c ON c.packaging_id = s.packaging_id AND c.product_id = s.product_id
    JOIN ingredients AS i ON i.id = c.ingredient_id
) AS due
FULL JOIN (
    SELECT m.wo_id, m.ingredient_id, m.planned_quantity_kg
    FROM work_order_materials AS m
    JOIN ingredients AS i ON i.id = m.ingredient_id AND i.piece_mass_g IS NOT NULL
) AS m ON m.wo_id = due.wo_id AND m.ingredient_id = due.ingredient_id
WHERE m.planned_quantity_kg IS DISTINCT FROM due.kg;
