-- I06
-- title: Palm oil and sorbitol have one approved supplier, every toothpaste holds sorbitol, palm is of SUP-PALM-MY-001.
-- tags: exact, cheap
SELECT 'supplier_ingredients' AS relation, wanted.ingredient_code AS key,
       format('%s approved suppliers', count(DISTINCT si.supplier_id)) AS problem
FROM (VALUES ('ING-PALM-001'), ('ING-SORB-001')) AS wanted (ingredient_code)
LEFT JOIN ingredients AS i ON i.ingredient_code = wanted.ingredient_code
LEFT JOIN supplier_ingredients AS si ON si.ingredient_id = i.id AND si.is_approved
GROUP BY wanted.ingredient_code
HAVING count(DISTINCT si.supplier_id) <> 1
UNION ALL
SELECT 'formulas', f.id::text, 'toothpaste without sorbitol'
FROM formulas AS f
JOIN products AS p ON p.id = f.product_id AND p.product_family = 'oral_care'
LEFT JOIN (
    formula_ingredients AS fi JOIN ingredients AS i ON i.id = fi.ingredient_id AND i.ingredient_code = 'ING-SORB-001'
) ON fi.formula_id = f.id
WHERE fi.formula_id IS NULL
UNION ALL
SELECT 'purchase_order_lines', concat_ws('/', pl.po_id, pl.line_number), format('palm oil from %s', s.supplier_code)
FROM purchase_order_lines AS pl
JOIN purchase_orders AS po ON po.id = pl.po_id
JOIN suppliers AS s ON s.id = po.supplier_id
JOIN ingredients AS i ON i.id = pl.ingredient_id
WHERE i.ingredient_code = 'ING-PALM-001' AND s.supplier_code <> 'SUP-PALM-MY-001';
