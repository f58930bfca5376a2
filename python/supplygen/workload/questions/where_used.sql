SELECT formula_code, formula_status, percent, count(sku_id) AS skus, count(DISTINCT region) AS regions,
       sum(batch_count) AS batches, sum(used_kg) AS used_kg
FROM where_used
WHERE ingredient_code = 'ING-PALM-001'
GROUP BY formula_code, formula_status, percent
ORDER BY used_kg DESC, formula_code
LIMIT 10;
