-- The echelon of the stores, with the weeks that have no order written out as zeros.
WITH listed AS (
    SELECT id AS sku_id, (least(discontinue_date, as_of) - greatest(launch_date, first_day) + 1) / 7 AS weeks
    FROM skus CROSS JOIN horizon
),
measured AS (
    SELECT s.sku_id
    FROM pos_sales AS s
    JOIN listed AS n ON n.sku_id = s.sku_id AND n.weeks >= 26
    JOIN skus AS k ON k.id = s.sku_id
    JOIN packaging_types AS p ON p.id = k.packaging_id
    GROUP BY s.sku_id, n.weeks, p.units_per_case
    HAVING sum(s.quantity_eaches) / p.units_per_case::numeric / n.weeks > 10
),
ordered AS (
    SELECT l.sku_id, row_number() OVER (PARTITION BY l.sku_id) AS n, sum(l.quantity_cases) AS cases
    FROM orders AS o
    JOIN order_lines AS l ON l.order_id = o.id
    GROUP BY l.sku_id, date_trunc('week', o.order_date)
),
padded AS (
    SELECT w.sku_id, coalesce(o.cases, 0) AS cases
    FROM (SELECT sku_id, generate_series(1, weeks) AS n FROM listed JOIN measured USING (sku_id)) AS w
    LEFT JOIN ordered AS o ON o.sku_id = w.sku_id AND o.n = w.n
)
SELECT v.*, b.cv
FROM (
    SELECT avg(cv) AS cv
    FROM (SELECT stddev_pop(cases) / avg(cases) AS cv FROM padded GROUP BY sku_id HAVING sum(cases) > 0) AS c
) AS b
CROSS JOIN bullwhip_by_echelon AS v
WHERE v.echelon = 'store' AND abs(b.cv / v.coefficient_of_variation - 1) > .01;
