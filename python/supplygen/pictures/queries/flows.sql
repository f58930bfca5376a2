-- Cases a week of the best seller through the four echelons: sold, ordered, received by the centers, made.
-- It is the best seller among the SKUs that are listed the whole horizon.
WITH sold AS MATERIALIZED (
    SELECT sale_date, sku_id, sum(quantity_eaches) AS eaches
    FROM pos_sales
    GROUP BY sale_date, sku_id
),
best AS MATERIALIZED (
    SELECT k.id, k.sku_code, k.name, p.units_per_case
    FROM sold AS s
    JOIN skus AS k ON k.id = s.sku_id
    JOIN packaging_types AS p ON p.id = k.packaging_id
    CROSS JOIN horizon AS h
    WHERE k.launch_date <= h.first_day AND (k.discontinue_date IS NULL OR k.discontinue_date >= h.as_of)
    GROUP BY k.id, k.sku_code, k.name, p.units_per_case
    ORDER BY sum(s.eaches / p.units_per_case::numeric) DESC, k.id
    LIMIT 1
),
echelon (position, echelon) AS (
    VALUES (1, 'sold by stores'), (2, 'ordered by stores'), (3, 'received by centers'), (4, 'made by plants')
),
flow (position, day, cases) AS (
    SELECT 1, s.sale_date, s.eaches / b.units_per_case::numeric
    FROM sold AS s
    JOIN best AS b ON b.id = s.sku_id
    UNION ALL
    SELECT 2, o.order_date, l.quantity_cases
    FROM order_lines AS l
    JOIN best AS b ON b.id = l.sku_id
    JOIN orders AS o ON o.id = l.order_id
    UNION ALL
    SELECT 3, s.actual_delivery_date, l.quantity_cases
    FROM shipment_lines AS l
    JOIN best AS b ON b.id = l.sku_id
    JOIN shipments AS s ON s.id = l.shipment_id
    WHERE s.shipment_type = 'plant_to_dc'
    UNION ALL
    SELECT 4, p.production_date, p.output_cases
    FROM batches AS p
    JOIN best AS b ON b.id = p.sku_id
)
SELECT
    e.position,
    e.echelon,
    w.week::date AS week,
    b.sku_code,
    b.name,
    round(coalesce(sum(f.cases), 0)) AS cases
FROM echelon AS e
CROSS JOIN best AS b
CROSS JOIN horizon AS h
CROSS JOIN generate_series(h.first_day, h.as_of, interval '7 days') AS w (week)
LEFT JOIN flow AS f ON f.position = e.position AND f.day >= w.week AND f.day < w.week + interval '7 days'
GROUP BY e.position, e.echelon, w.week, b.sku_code, b.name
ORDER BY e.position, week;
