SELECT * FROM (SELECT sum(quantity_cases) AS cases, sum(stock_value) AS value FROM slow_moving_stock) AS v
WHERE v.cases <> (SELECT sum(quantity_cases) FROM inventory WHERE location_type = 'dc')
UNION ALL
SELECT v.quantity_cases, v.age_days FROM slow_moving_stock AS v JOIN inventory AS i ON i.id = v.inventory_id
WHERE (v.age_days > 90) <> (i.aging_bucket = '90+') OR v.stock_class = 'healthy' AND i.aging_bucket = '90+';
