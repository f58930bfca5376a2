-- Cases that stores ordered, by center, SKU and week of the horizon from 0.
SELECT o.dc_id, l.sku_id, (o.order_date - %(start)s) / 7 AS week, sum(l.quantity_cases) AS cases
FROM order_lines AS l
JOIN orders AS o ON o.id = l.order_id
GROUP BY o.dc_id, l.sku_id, week
ORDER BY o.dc_id, l.sku_id, week;
