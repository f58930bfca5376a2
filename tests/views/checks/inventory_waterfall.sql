SELECT dc_id, sku_id FROM (
    SELECT DISTINCT ON (dc_id, sku_id) dc_id, sku_id, closing_cases FROM inventory_waterfall
    WHERE movement_date <= '2024-06-30' ORDER BY dc_id, sku_id, movement_date DESC
) AS w
FULL JOIN (
    SELECT dc_id, sku_id, sum(cases) AS cases FROM inventory_movements WHERE movement_date < '2024-07-01'
    GROUP BY dc_id, sku_id
) AS m USING (dc_id, sku_id)
WHERE w.closing_cases IS DISTINCT FROM m.cases
UNION ALL
SELECT dc_id, sku_id FROM inventory_waterfall
WHERE closing_cases <> opening_cases + received_cases + transferred_cases + restocked_cases + adjusted_cases - shipped_cases OR opening_cases < 0;
