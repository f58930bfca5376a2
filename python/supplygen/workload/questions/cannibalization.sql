WITH ran AS MATERIALIZED (
    SELECT pa.retail_account_id, ps.sku_id, p.start_date + 7 * n AS week, min(p.promo_type) AS promo_type,
           bool_or(n <= (p.end_date - p.start_date) / 7) AS is_running
    FROM promotions AS p
    JOIN promotion_accounts AS pa ON pa.promo_id = p.id
    JOIN promotion_skus AS ps ON ps.promo_id = p.id
    CROSS JOIN LATERAL generate_series(0, (p.end_date - p.start_date) / 7 + p.hangover_weeks) AS n
    GROUP BY pa.retail_account_id, ps.sku_id, p.start_date + 7 * n
),
-- Weeks in which an SKU without a promotion stands beside one of a substitute, the nearest where it is several.
beside AS MATERIALIZED (
    SELECT DISTINCT ON (r.retail_account_id, s.sku_id, r.week)
           r.retail_account_id, s.sku_id, r.week, r.promo_type, s.substitute_rank, s.quantity_ratio
    FROM ran AS r
    JOIN sku_substitutes AS s ON s.substitute_sku_id = r.sku_id
    LEFT JOIN ran AS own
      ON own.retail_account_id = r.retail_account_id AND own.sku_id = s.sku_id AND own.week = r.week
    WHERE r.is_running AND own.sku_id IS NULL
    ORDER BY r.retail_account_id, s.sku_id, r.week, s.substitute_rank
),
marked AS (
    SELECT retail_account_id, sku_id, week, promo_type, CASE WHEN is_running THEN 'promoted' ELSE 'after' END AS place,
           1 AS quantity_ratio
    FROM ran
    UNION ALL
    SELECT retail_account_id, sku_id, week, promo_type, 'substitute ' || substitute_rank, quantity_ratio FROM beside
),
-- What accounts sell of SKUs that are listed all the time.
horizon AS (
    SELECT min(sale_date) AS first_week, max(sale_date) AS last_week, (max(sale_date) - min(sale_date)) / 7 + 1 AS weeks
    FROM pos_sales
),
sold AS MATERIALIZED (
    SELECT l.retail_account_id, s.sku_id, s.sale_date AS week, sum(s.quantity_eaches) AS eaches
    FROM pos_sales AS s
    JOIN retail_locations AS l ON l.id = s.retail_location_id
    GROUP BY l.retail_account_id, s.sku_id, s.sale_date
),
cell AS MATERIALIZED (
    SELECT m.*, coalesce(s.eaches, 0) AS eaches
    FROM marked AS m
    JOIN horizon AS h ON m.week BETWEEN h.first_week AND h.last_week
    LEFT JOIN sold AS s USING (retail_account_id, sku_id, week)
),
usual AS MATERIALIZED (
    SELECT t.retail_account_id, t.sku_id, k.product_id, k.division_id,
           (t.eaches - coalesce(c.eaches, 0)) / nullif(h.weeks - coalesce(c.weeks, 0), 0)::float8 AS mean
    FROM (SELECT retail_account_id, sku_id, sum(eaches) AS eaches FROM sold GROUP BY retail_account_id, sku_id) AS t
    LEFT JOIN (SELECT retail_account_id, sku_id, count(*) AS weeks, sum(eaches) AS eaches
               FROM cell GROUP BY retail_account_id, sku_id) AS c USING (retail_account_id, sku_id)
    JOIN skus AS k ON k.id = t.sku_id
    CROSS JOIN horizon AS h
    WHERE k.launch_date <= h.first_week AND k.discontinue_date IS NULL
),
-- How the weeks of a brand line in a division go where nothing happens.
course AS MATERIALIZED (
    SELECT product_id, division_id, week, sum(eaches) / sum(mean) AS level
    FROM (SELECT u.product_id, u.division_id, s.week, s.eaches, 0 AS mean
          FROM sold AS s JOIN usual AS u USING (retail_account_id, sku_id)
          UNION ALL
          SELECT u.product_id, u.division_id, c.week, -c.eaches, -u.mean
          FROM cell AS c JOIN usual AS u USING (retail_account_id, sku_id)
          UNION ALL
          SELECT u.product_id, u.division_id, w.week::date, 0, sum(u.mean)
          FROM usual AS u
          CROSS JOIN horizon AS h
          CROSS JOIN LATERAL generate_series(h.first_week, h.last_week, interval '7 days') AS w (week)
          GROUP BY u.product_id, u.division_id, w.week) AS all_of_it
    GROUP BY product_id, division_id, week
    HAVING sum(mean) > 0
),
effect AS (
    SELECT c.promo_type, c.place, sum(c.eaches) / sum(u.mean * l.level) AS factor,
           sum((c.eaches - u.mean * l.level) * c.quantity_ratio) AS more
    FROM cell AS c
    JOIN usual AS u USING (retail_account_id, sku_id)
    JOIN course AS l USING (product_id, division_id, week)
    WHERE c.place <> 'after'
    GROUP BY c.promo_type, c.place
)
SELECT promo_type, round(max(factor) FILTER (WHERE place = 'promoted')::numeric, 2) AS lift,
       round(max(factor) FILTER (WHERE place = 'substitute 1')::numeric, 2) AS beside_first,
       round(max(factor) FILTER (WHERE place = 'substitute 2')::numeric, 2) AS beside_second,
       round(max(factor) FILTER (WHERE place = 'substitute 3')::numeric, 2) AS beside_third,
       sum(more) FILTER (WHERE place = 'promoted')::bigint AS extra_eaches,
       -sum(more) FILTER (WHERE place <> 'promoted')::bigint AS taken_eaches,
       round((-sum(more) FILTER (WHERE place <> 'promoted')
              / sum(more) FILTER (WHERE place = 'promoted'))::numeric, 2) AS cannibalized
FROM effect
GROUP BY promo_type
ORDER BY cannibalized DESC, promo_type;
