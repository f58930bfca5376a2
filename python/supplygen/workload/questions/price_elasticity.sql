WITH touched AS (
    SELECT DISTINCT pa.retail_account_id, ps.sku_id, p.start_date + 7 * n AS sale_date
    FROM promotions AS p
    JOIN promotion_accounts AS pa ON pa.promo_id = p.id
    JOIN promotion_skus AS ps ON ps.promo_id = p.id
    CROSS JOIN LATERAL generate_series(0, (p.end_date - p.start_date) / 7 + p.hangover_weeks) AS n
),
-- Weeks that no promotion touches, by account and SKU, apart for the south, whose seasons are others.
sold AS MATERIALIZED (
    SELECT k.product_id, k.division_id, d.latitude < 0 AS south, a.price_lag_weeks AS lag, s.sku_id, a.id AS account_id,
           s.sale_date, sum(s.quantity_eaches)::double precision AS eaches
    FROM pos_sales AS s
    JOIN retail_locations AS l ON l.id = s.retail_location_id
    JOIN distribution_centers AS d ON d.id = l.primary_dc_id
    JOIN retail_accounts AS a ON a.id = l.retail_account_id
    JOIN skus AS k ON k.id = s.sku_id
    LEFT JOIN touched AS t ON t.retail_account_id = a.id AND t.sku_id = s.sku_id AND t.sale_date = s.sale_date
    WHERE t.sku_id IS NULL
    GROUP BY k.product_id, k.division_id, d.latitude < 0, a.price_lag_weeks, s.sku_id, a.id, s.sale_date
),
-- Weeks in which a new list reaches the tills of the accounts with a lag.
rise AS MATERIALIZED (
    SELECT l.product_id, l.division_id, g.lag, l.valid_from + 7 * g.lag AS sale_date,
           ln(1 + l.increase_percent / 100)::double precision AS step
    FROM price_lists AS l
    JOIN (SELECT DISTINCT division_id, price_lag_weeks AS lag FROM retail_accounts) AS g ON g.division_id = l.division_id
    WHERE l.increase_percent > 0
),
-- What four weeks sell over the four before, whether prices rise between them or not.
change AS MATERIALIZED (
    SELECT product_id, sale_date, division_id, south, lag, sum(ln(after / before) * weight) / sum(weight) AS growth,
           sum(weight) AS weight
    FROM (
        SELECT w.product_id, w.sale_date, s.division_id, s.south, s.lag,
               avg(s.eaches) FILTER (WHERE n >= 0) AS after, avg(s.eaches) FILTER (WHERE n < 0) AS before,
               1 / (0.06 + 1 / sum(s.eaches) FILTER (WHERE n >= 0) + 1 / sum(s.eaches) FILTER (WHERE n < 0)) AS weight
        FROM (SELECT DISTINCT product_id, sale_date FROM rise) AS w
        CROSS JOIN generate_series(-4, 3) AS n
        JOIN sold AS s ON s.product_id = w.product_id AND s.sale_date = w.sale_date + 7 * n
        GROUP BY w.product_id, w.sale_date, s.division_id, s.south, s.lag, s.sku_id, s.account_id
    ) AS cell
    WHERE after > 0 AND before > 0
    GROUP BY product_id, sale_date, division_id, south, lag
),
-- Beside them the same line in other divisions, whose prices stand still in these eight weeks: its season is the same.
compared AS (
    SELECT r.product_id, r.step, c.weight, c.growth - (
               SELECT sum(o.growth * o.weight) / sum(o.weight)
               FROM change AS o
               WHERE o.product_id = r.product_id AND o.sale_date = r.sale_date AND o.south = c.south
                 AND o.division_id <> r.division_id
                 AND NOT EXISTS (
                         SELECT FROM rise AS x
                         WHERE x.product_id = o.product_id AND x.division_id = o.division_id AND x.lag = o.lag
                           AND x.sale_date BETWEEN r.sale_date - 27 AND r.sale_date + 27
                     )
           ) AS growth
    FROM rise AS r
    JOIN change AS c ON (c.product_id, c.division_id, c.lag, c.sale_date) = (r.product_id, r.division_id, r.lag, r.sale_date)
    WHERE r.sale_date + 27 <= (SELECT as_of FROM horizon)
)
SELECT coalesce(p.product_family, 'all') AS family, count(*) AS steps,
       round(100 * avg(exp(c.step) - 1)::numeric, 1) AS increase_percent,
       round((sum(c.weight * c.step * c.growth) / sum(c.weight * c.step * c.step))::numeric, 1) AS elasticity
FROM compared AS c
JOIN products AS p ON p.id = c.product_id
WHERE c.growth IS NOT NULL
GROUP BY ROLLUP (p.product_family)
ORDER BY family;
