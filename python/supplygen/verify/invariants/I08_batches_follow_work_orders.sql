-- I08
-- title: A work order's filling line is of its plant and product; a batch has its work order's plant, line, formula, SKU.
-- tags: exact, cheap
SELECT 'work_orders' AS relation, w.id::text AS key,
       format('plant %s, %s; %s line of plant %s for %s', w.plant_id, p.product_family, l.line_type, l.plant_id,
              l.product_family) AS problem
FROM work_orders AS w
JOIN production_lines AS l ON l.id = w.production_line_id
JOIN skus AS s ON s.id = w.sku_id
JOIN products AS p ON p.id = s.product_id
WHERE l.plant_id <> w.plant_id OR l.line_type <> 'filling' OR l.product_family <> p.product_family
UNION ALL
SELECT 'batches', b.id::text,
       format('plant, line, formula, SKU are %s, of the work order %s',
              concat_ws(' ', b.plant_id, b.production_line_id, b.formula_id, b.sku_id),
              concat_ws(' ', w.plant_id, w.production_line_id, w.formula_id, w.sku_id))
FROM batches AS b
JOIN work_orders AS w ON w.id = b.wo_id
WHERE (b.plant_id, b.production_line_id, b.formula_id, b.sku_id)
   <> (w.plant_id, w.production_line_id, w.formula_id, w.sku_id);
