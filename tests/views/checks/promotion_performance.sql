-- The weeks of a promotion one by one, each with the mean of the weeks near by that no promotion marks.
WITH sold AS MATERIALIZED (
    SELECT l.retail_account_id, s.sku_id, (s.sale_date - h.first_day) / 7 AS week, sum(s.quantity_eaches) AS eaches
    FROM horizon AS h, pos_sales AS s
    JOIN retail_locations AS l ON l.id = s.retail_location_id
    GROUP BY 1, 2, 3
),
pair AS MATERIALIZED (SELECT DISTINCT retail_account_id, sku_id FROM sold),
cell AS MATERIALIZED (
    SELECT x.retail_account_id, x.sku_id, week, coalesce(s.eaches, 0) AS eaches
    FROM pair AS x
    JOIN skus AS k ON k.id = x.sku_id
    CROSS JOIN horizon AS h
    CROSS JOIN LATERAL generate_series(
        greatest(ceil((k.launch_date - h.first_day) / 7.0)::int, 0),
        floor((least(k.discontinue_date, h.as_of) - h.first_day) / 7.0)::int
    ) AS week
    LEFT JOIN sold AS s USING (retail_account_id, sku_id, week)
),
mark AS MATERIALIZED (
    SELECT pa.retail_account_id, ps.sku_id, week, p.id AS promo_id,
           week <= (p.end_date - h.first_day) / 7 AS is_running,
           CASE WHEN week <= (p.end_date - h.first_day) / 7 THEN 100 + p.lift ELSE 1 - p.hangover END AS strength
    FROM promotions AS p
    CROSS JOIN horizon AS h
    JOIN promotion_accounts AS pa ON pa.promo_id = p.id
    JOIN promotion_skus AS ps ON ps.promo_id = p.id
    JOIN pair USING (retail_account_id, sku_id)
    CROSS JOIN LATERAL generate_series(
        (p.start_date - h.first_day) / 7, (p.end_date - h.first_day) / 7 + p.hangover_weeks
    ) AS week
),
strongest AS MATERIALIZED (
    SELECT *
    FROM (
        SELECT mark.*, row_number() OVER cell AS place
        FROM mark
        WINDOW cell AS (PARTITION BY retail_account_id, sku_id, week ORDER BY strength DESC, promo_id)
    ) AS ranked
    JOIN cell USING (retail_account_id, sku_id, week)
    WHERE place = 1
),
plain AS MATERIALIZED (
    SELECT cell.*
    FROM cell
    LEFT JOIN (SELECT DISTINCT retail_account_id, sku_id, week, true AS is_marked FROM mark) AS m
        USING (retail_account_id, sku_id, week)
    WHERE m.is_marked IS NULL
),
based AS (
    SELECT m.promo_id, m.is_running, m.sku_id, m.week, m.eaches, avg(p.eaches) AS baseline
    FROM strongest AS m
    CROSS JOIN generate_series(-8, 8) AS away
    JOIN plain AS p ON (p.retail_account_id, p.sku_id, p.week) = (m.retail_account_id, m.sku_id, m.week + away)
    GROUP BY m.promo_id, m.is_running, m.sku_id, m.eaches, m.retail_account_id, m.week
    HAVING sum(p.eaches) > 0
),
base AS (
    SELECT b.promo_id, p.budget, sum(b.eaches) FILTER (WHERE b.is_running) AS sold,
           sum(b.baseline) FILTER (WHERE b.is_running) AS usual, sum(b.eaches) FILTER (WHERE NOT b.is_running) AS after,
           sum(b.baseline) FILTER (WHERE NOT b.is_running) AS usual_after,
           -- Earned at the promoted price, less what would have been earned without the promotion.
           sum((b.eaches * (x.case_price * (1 - b.is_running::int * p.discount_percent / 100) - c.landed_cost)
                - b.baseline * (x.case_price - c.landed_cost)) / u.units_per_case) AS profit
    FROM based AS b
    JOIN promotions AS p ON p.id = b.promo_id
    JOIN skus AS k ON k.id = b.sku_id
    JOIN packaging_types AS u ON u.id = k.packaging_id
    JOIN sku_costs AS c ON c.sku_id = k.id
    CROSS JOIN horizon AS h
    CROSS JOIN LATERAL (
        -- The dearest list that had begun is the last one.
        SELECT max(s.case_price) AS case_price
        FROM sku_prices AS s
        JOIN price_lists AS l ON l.id = s.price_list_id
        WHERE s.sku_id = b.sku_id AND l.valid_from <= h.first_day + 7 * b.week
    ) AS x
    GROUP BY b.promo_id, p.budget
)
SELECT *
FROM promotion_performance AS v
FULL JOIN base AS b USING (promo_id)
LEFT JOIN promotions AS p ON p.id = promo_id
WHERE (v.promo_code, v.name, v.promo_type, v.start_date, v.end_date, v.planned_lift, v.planned_hangover, v.budget,
       v.sold_eaches, v.measured_lift, v.measured_hangover, v.incremental_eaches, v.hangover_eaches,
       v.incremental_profit, v.roi)
    IS DISTINCT FROM (p.promo_code, p.name, p.promo_type, p.start_date, p.end_date, p.lift, p.hangover, p.budget,
                      b.sold, round(b.sold / b.usual, 3), round(b.after / b.usual_after, 3), round(b.sold - b.usual),
                      round(b.after - b.usual_after), round(b.profit, 2), round(b.profit / nullif(p.budget, 0) - 1, 3));
