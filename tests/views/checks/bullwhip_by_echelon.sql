-- With the weeks in which nothing moved written out as zeros.
WITH flow (position, sku_id, day, cases) AS (
    SELECT 1, sku_id, sale_date, quantity_eaches FROM pos_sales
    UNION ALL
    SELECT 2, l.sku_id, o.order_date, l.quantity_cases FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
    UNION ALL
    SELECT 3, l.sku_id, s.actual_delivery_date, l.quantity_cases
    FROM shipments AS s JOIN shipment_lines AS l ON l.shipment_id = s.id
    WHERE s.origin_plant_id IS NOT NULL
    UNION ALL
    SELECT 4, sku_id, production_date, output_cases FROM batches
),
weekly AS (
    SELECT position, sku_id, date_trunc('week', day)::date AS monday, sum(cases) AS cases FROM flow GROUP BY 1, 2, 3
),
padded AS (
    SELECT p.position, k.id AS sku_id,
           coalesce(w.cases, 0)::numeric / CASE p.position WHEN 1 THEN u.units_per_case ELSE 1 END AS cases
    FROM skus AS k
    JOIN packaging_types AS u ON u.id = k.packaging_id
    JOIN horizon AS h ON k.launch_date <= h.first_day AND coalesce(k.discontinue_date, 'infinity') >= h.as_of
    CROSS JOIN generate_series(1, 4) AS p (position)
    CROSS JOIN LATERAL generate_series(0, (h.as_of - h.first_day) / 7) AS n
    LEFT JOIN weekly AS w ON w.position = p.position AND w.sku_id = k.id AND w.monday = h.first_day + 7 * n
),
measured AS (
    SELECT position, sku_id, avg(cases) AS mean, stddev_pop(cases) / avg(cases) AS cv
    FROM padded
    GROUP BY position, sku_id
    HAVING sum(cases) > 0
),
base AS (
    SELECT m.position, count(*) AS skus, avg(m.mean) AS mean, sum(m.cv * s.mean) / sum(s.mean) AS cv
    FROM measured AS m
    JOIN measured AS s ON s.sku_id = m.sku_id AND s.position = 1
    GROUP BY m.position
)
SELECT *
FROM bullwhip_by_echelon AS v
FULL JOIN base AS b USING (position)
WHERE (v.echelon, v.sku_count, v.weekly_cases, v.coefficient_of_variation, v.amplification)
    IS DISTINCT FROM ((ARRAY['consumer', 'store', 'distribution_center', 'plant'])[position], b.skus, round(b.mean, 1),
                      round(b.cv, 3), round(b.cv / (SELECT cv FROM base WHERE position = 1), 3));
