-- Revenue rounded once in place of once a line, so to a dollar.
(SELECT n.ingredient_code, round(sum(ol.shipped_cases * ol.line_amount / ol.quantity_cases))
 FROM ingredients AS n JOIN formula_ingredients AS fi ON fi.ingredient_id = n.id
 JOIN skus AS k ON k.formula_id = fi.formula_id JOIN order_lines AS ol ON ol.sku_id = k.id
 WHERE n.ingredient_code IN ('ING-PALM-001', 'ING-SORB-001') GROUP BY n.ingredient_code)
EXCEPT
(SELECT ingredient_code, round(revenue_at_risk + d)
 FROM single_source_ingredients, unnest(ARRAY[-1, 0, 1]) AS d);
