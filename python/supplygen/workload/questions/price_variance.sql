SELECT s.supplier_code, CASE WHEN i.piece_mass_g IS NULL THEN 'raw material' ELSE 'packaging' END AS kind,
       count(DISTINCT l.po_id) AS orders, round(sum(l.quantity_kg * i.standard_cost)) AS at_standard,
       round(sum(l.line_amount)) AS at_contract, round(sum(l.line_amount - l.quantity_kg * i.standard_cost)) AS variance,
       round(100 * sum(l.line_amount) / sum(l.quantity_kg * i.standard_cost) - 100, 1) AS percent
FROM purchase_order_lines AS l
JOIN purchase_orders AS po ON po.id = l.po_id
JOIN ingredients AS i ON i.id = l.ingredient_id
JOIN suppliers AS s ON s.id = po.supplier_id
GROUP BY s.supplier_code, kind
ORDER BY abs(sum(l.line_amount - l.quantity_kg * i.standard_cost)) DESC, s.supplier_code, kind
LIMIT 10;
