SELECT i.ingredient_code, i.name, count(*) AS batches, count(DISTINCT e.plant_id) AS plants,
       count(DISTINCT e.sku_id) AS skus, sum(e.affected_cases) AS cases, round(avg(e.gap_value), 1) AS days_late,
       round(sum(e.affected_cases * c.list_price * p.units_per_case)) AS list_value
FROM plan_exceptions AS e
JOIN ingredients AS i ON i.id = e.ingredient_id AND i.piece_mass_g IS NOT NULL
JOIN skus AS c ON c.id = e.sku_id
JOIN packaging_types AS p ON p.id = c.packaging_id
WHERE e.exception_type = 'material_shortage'
GROUP BY i.ingredient_code, i.name
ORDER BY cases DESC, i.ingredient_code
LIMIT 10;
