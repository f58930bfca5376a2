-- Share of the cases shipped to stores that the best-selling SKUs carry, at 200 points of the curve.
WITH sold AS (
    SELECT sku_id, sum(shipped_cases) AS cases
    FROM order_lines
    GROUP BY sku_id
),
ranked AS (
    SELECT
        row_number() OVER best AS rank,
        count(*) OVER () AS sku_count,
        sum(cases) OVER best / nullif(sum(cases) OVER (), 0) AS share
    FROM sold
    WINDOW best AS (ORDER BY cases DESC, sku_id)
)
SELECT
    r.sku_count,
    round(100.0 * r.rank / r.sku_count, 2) AS sku_percent,
    round(100 * r.share, 2) AS cases_percent,
    r.rank,
    round(100 * (SELECT max(f.share) FROM ranked AS f WHERE f.rank <= 0.2 * f.sku_count), 1) AS top_fifth_percent,
    round(100 * (SELECT min(f.share) FROM ranked AS f WHERE f.rank >= 0.5 * f.sku_count), 1) AS top_half_percent
FROM ranked AS r
WHERE r.rank = 1 OR r.rank * 200 / r.sku_count > (r.rank - 1) * 200 / r.sku_count
ORDER BY r.rank;
