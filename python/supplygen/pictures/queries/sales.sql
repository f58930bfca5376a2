-- Sales at the till by week and division.
-- The largest table is grouped before it is joined to anything, so that workers can share it.
WITH sold AS MATERIALIZED (
    SELECT sale_date, sku_id, sum(quantity_eaches) AS eaches, sum(revenue) AS revenue
    FROM pos_sales
    GROUP BY sale_date, sku_id
)
SELECT
    s.sale_date AS week,
    k.region AS division,
    round(sum(s.revenue), 2) AS revenue_usd,
    round(sum(s.eaches / p.units_per_case::numeric), 1) AS cases,
    round(sum(sum(s.revenue)) OVER () / 1000000, 1) AS total_million_usd,
    round(sum(sum(s.eaches / p.units_per_case::numeric)) OVER ())::bigint AS total_cases
FROM sold AS s
JOIN skus AS k ON k.id = s.sku_id
JOIN packaging_types AS p ON p.id = k.packaging_id
GROUP BY s.sale_date, k.region
ORDER BY week, division;
