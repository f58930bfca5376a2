-- I21
-- title: Eaches are cases times the units per case of the SKU's pack.
-- tags: exact, expensive
SELECT 'order_lines' AS relation, concat_ws('/', l.order_id, l.line_number) AS key,
       format('%s cases of %s are not %s eaches', l.quantity_cases, p.units_per_case, l.quantity_eaches) AS problem
FROM order_lines AS l
JOIN skus AS s ON s.id = l.sku_id
JOIN packaging_types AS p ON p.id = s.packaging_id
WHERE l.quantity_eaches <> l.quantity_cases * p.units_per_case;
