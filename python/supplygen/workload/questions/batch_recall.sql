SELECT step, sum(quantity_cases) AS cases, count(DISTINCT dc_code) AS centers,
       count(DISTINCT location_code) AS stores, count(DISTINCT order_number) AS orders,
       count(DISTINCT return_number) AS returns, min(step_date) AS first_day, max(step_date) AS last_day
FROM batch_genealogy_down
WHERE batch_number = 'B-2024-RECALL-001'
GROUP BY step
ORDER BY first_day, step;
