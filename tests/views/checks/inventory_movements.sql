-- What ever moved is what is there.
SELECT *
FROM (SELECT dc_id, sku_id, batch_id, sum(cases) AS cases FROM inventory_movements GROUP BY 1, 2, 3) AS m
FULL JOIN (
    SELECT dc_id, sku_id, batch_id, sum(quantity_cases) AS cases FROM inventory WHERE location_type = 'dc'
    GROUP BY 1, 2, 3
) AS i USING (dc_id, sku_id, batch_id)
WHERE coalesce(m.cases, 0) <> coalesce(i.cases, 0);
