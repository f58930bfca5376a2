SELECT sku_code, movement_date, opening_cases, received_cases, restocked_cases, shipped_cases, closing_cases
FROM inventory_waterfall
WHERE dc_code = 'DC-NAM-CHI-001' AND movement_date BETWEEN '2024-06-17' AND '2024-06-30'
  AND sku_id = (
      SELECT sku_id FROM inventory_waterfall WHERE dc_code = 'DC-NAM-CHI-001'
      GROUP BY sku_id ORDER BY sum(shipped_cases) DESC, sku_id LIMIT 1
  )
ORDER BY movement_date;
