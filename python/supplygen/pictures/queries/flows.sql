-- Cases a week through the four echelons, and over their mean week: sold, ordered, received by the centers, made.
WITH sold AS MATERIALIZED (
    SELECT sale_date AS day, sku_id, sum(quantity_eaches) AS eaches
    FROM pos_sales
    GROUP BY sale_date, sku_id
),
flow (position, echelon, day, cases) AS (
    SELECT 1, 'sold by stores', s.day, sum(s.eaches / p.units_per_case::numeric)
    FROM sold AS s
    JOIN skus AS k ON k.id = s.sku_id
    JOIN packaging_types AS p ON p.id = k.packaging_id
    GROUP BY s.day
    UNION ALL
    SELECT 2, 'ordered by stores', order_date, sum(total_cases)
    FROM orders
    GROUP BY order_date
    UNION ALL
    SELECT 3, 'received by centers', actual_delivery_date, sum(total_cases)
    FROM shipments
    WHERE shipment_type = 'plant_to_dc'
    GROUP BY actual_delivery_date
    UNION ALL
    SELECT 4, 'made by plants', production_date, sum(output_cases)
    FROM batches
    GROUP BY production_date
),
weekly AS (
    SELECT f.position, f.echelon, h.first_day + (f.day - h.first_day) / 7 * 7 AS week, sum(f.cases) AS cases
    FROM flow AS f
    JOIN horizon AS h ON f.day BETWEEN h.first_day AND h.as_of
    GROUP BY f.position, f.echelon, h.first_day + (f.day - h.first_day) / 7 * 7
)
SELECT
    position,
    echelon,
    week,
    round(cases) AS cases,
    round(cases / avg(cases) OVER (PARTITION BY position), 3) AS of_mean
FROM weekly
ORDER BY position, week;
