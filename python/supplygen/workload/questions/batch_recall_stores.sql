SELECT location_code, account_code, sum(quantity_cases) AS cases, count(DISTINCT order_number) AS orders,
       min(actual_delivery_date) AS first_delivery
FROM batch_genealogy_down
WHERE batch_number = 'B-2024-RECALL-001' AND step = 'shipped'
GROUP BY location_code, account_code
ORDER BY cases DESC, location_code
LIMIT 8;
