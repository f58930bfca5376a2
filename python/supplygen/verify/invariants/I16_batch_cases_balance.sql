-- I16
-- title: A batch's cases times the case mass are its output; all are deployed, at the plant or scrapped, as recorded there.
-- tags: exact, expensive
-- sample: batches.id, shipment_lines.batch_id, inventory.batch_id
WITH deployed AS (
    SELECT sl.batch_id, sum(sl.quantity_cases) AS cases
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    WHERE s.shipment_type = 'plant_to_dc'
    GROUP BY sl.batch_id
),
at_plant AS (
    SELECT batch_id, sum(quantity_cases) AS cases, bool_and(i.plant_id = b.plant_id) AS is_own_plant
    FROM inventory AS i
    JOIN batches AS b ON b.id = i.batch_id
    WHERE i.location_type = 'plant'
    GROUP BY batch_id
)
SELECT 'batches' AS relation, b.id::text AS key,
       format('%s cases of %s kg make %s kg; deployed %s (shipped %s), at the plant %s (inventory %s), scrapped %s',
              b.output_cases, p.case_net_kg, b.quantity_kg, b.deployed_cases, coalesce(d.cases, 0), b.plant_stock_cases,
              coalesce(a.cases, 0), b.scrapped_cases) AS problem
FROM batches AS b
JOIN skus AS s ON s.id = b.sku_id
JOIN packaging_types AS p ON p.id = s.packaging_id
LEFT JOIN deployed AS d ON d.batch_id = b.id
LEFT JOIN at_plant AS a ON a.batch_id = b.id
WHERE b.output_cases * p.case_net_kg <> b.quantity_kg
   OR b.output_cases <> b.deployed_cases + b.plant_stock_cases + b.scrapped_cases
   OR b.deployed_cases <> coalesce(d.cases, 0)
   OR b.plant_stock_cases <> coalesce(a.cases, 0)
   OR NOT coalesce(a.is_own_plant, true);
