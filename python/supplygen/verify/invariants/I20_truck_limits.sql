-- I20
-- title: A truck takes at most 26 pallets and 20,000 kg; a line weighs its cases times the case mass.
-- tags: exact, expensive
SELECT 'shipments' AS relation, id::text AS key, format('%s pallets, %s kg', total_pallets, total_weight_kg) AS problem
FROM shipments
WHERE total_pallets > 26 OR total_weight_kg > 20000
UNION ALL
SELECT 'shipments', s.id::text, format('%s pallets, its cases fill %s', s.total_pallets, round(l.pallets, 2))
FROM shipments AS s
JOIN (
    SELECT sl.shipment_id, sum(sl.quantity_cases::numeric / p.cases_per_pallet) AS pallets
    FROM shipment_lines AS sl
    JOIN skus AS k ON k.id = sl.sku_id
    JOIN packaging_types AS p ON p.id = k.packaging_id
    GROUP BY sl.shipment_id
) AS l ON l.shipment_id = s.id
-- Quotients are rounded at the 16th digit or so; a whole pallet is the unit.
WHERE l.pallets > s.total_pallets + 0.000001
UNION ALL
SELECT 'shipment_lines', concat_ws('/', sl.shipment_id, sl.line_number),
       format('%s cases of %s kg weigh %s', sl.quantity_cases, p.case_weight_kg, sl.weight_kg)
FROM shipment_lines AS sl
JOIN skus AS k ON k.id = sl.sku_id
JOIN packaging_types AS p ON p.id = k.packaging_id
WHERE sl.weight_kg <> sl.quantity_cases * p.case_weight_kg;
