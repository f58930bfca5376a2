-- Promotions reach accounts, so sales are taken by account, SKU and week, weeks without sales included. What would have
-- been sold is the mean of the weeks near by that no promotion touches. Where several meet, the strongest running one
-- counts, else the deepest hangover.
CREATE VIEW promotion_performance AS
WITH sold AS MATERIALIZED (
    SELECT l.retail_account_id, s.sku_id, s.sale_date, sum(s.quantity_eaches) AS eaches
    FROM pos_sales AS s
    JOIN retail_locations AS l ON l.id = s.retail_location_id
    GROUP BY l.retail_account_id, s.sku_id, s.sale_date
),
pair AS MATERIALIZED (
    SELECT DISTINCT retail_account_id, sku_id FROM sold
),
calendar AS MATERIALIZED (
    SELECT DISTINCT ON (x.retail_account_id, x.sku_id, w.sale_date)
        x.retail_account_id, x.sku_id, w.sale_date, p.id AS promo_id, w.sale_date <= p.end_date AS is_running
    FROM promotions AS p
    JOIN promotion_accounts AS pa ON pa.promo_id = p.id
    JOIN promotion_skus AS ps ON ps.promo_id = p.id
    JOIN pair AS x ON x.retail_account_id = pa.retail_account_id AND x.sku_id = ps.sku_id
    CROSS JOIN LATERAL (
        SELECT p.start_date + 7 * n AS sale_date
        FROM generate_series(0, (p.end_date - p.start_date) / 7 + p.hangover_weeks) AS n
    ) AS w
    ORDER BY
        x.retail_account_id, x.sku_id, w.sale_date,
        w.sale_date <= p.end_date DESC,
        CASE WHEN w.sale_date <= p.end_date THEN -p.lift ELSE p.hangover END,
        p.id
),
weekly AS (
    SELECT
        x.retail_account_id,
        x.sku_id,
        w.sale_date,
        coalesce(s.eaches, 0) AS eaches,
        c.promo_id,
        c.is_running
    FROM pair AS x
    JOIN skus AS k ON k.id = x.sku_id
    CROSS JOIN horizon AS h
    CROSS JOIN LATERAL (
        SELECT h.first_day + 7 * n AS sale_date FROM generate_series(0, (h.as_of - h.first_day) / 7) AS n
    ) AS w
    LEFT JOIN sold AS s
        ON s.retail_account_id = x.retail_account_id AND s.sku_id = x.sku_id AND s.sale_date = w.sale_date
    LEFT JOIN calendar AS c
        ON c.retail_account_id = x.retail_account_id AND c.sku_id = x.sku_id AND c.sale_date = w.sale_date
    WHERE w.sale_date >= k.launch_date AND (k.discontinue_date IS NULL OR w.sale_date <= k.discontinue_date)
),
based AS (
    SELECT
        promo_id,
        is_running,
        sku_id,
        sale_date,
        eaches,
        sum(eaches) FILTER (WHERE promo_id IS NULL) OVER near
        / nullif(count(*) FILTER (WHERE promo_id IS NULL) OVER near, 0) AS baseline
    FROM weekly
    WINDOW near AS (
        PARTITION BY retail_account_id, sku_id ORDER BY sale_date ROWS BETWEEN 8 PRECEDING AND 8 FOLLOWING
    )
),
listed AS (
    SELECT p.sku_id, p.case_price, l.valid_from, coalesce(l.valid_to, 'infinity') AS valid_to
    FROM sku_prices AS p
    JOIN price_lists AS l ON l.id = p.price_list_id
),
summed AS (
    SELECT
        b.promo_id,
        sum(b.eaches) FILTER (WHERE b.is_running) AS sold_eaches,
        sum(b.baseline) FILTER (WHERE b.is_running) AS baseline_eaches,
        sum(b.eaches) FILTER (WHERE NOT b.is_running) AS after_eaches,
        sum(b.baseline) FILTER (WHERE NOT b.is_running) AS after_baseline_eaches,
        sum(
            (b.eaches - b.baseline) * (coalesce(l.case_price, k.case_price) - c.landed_cost) / u.units_per_case
            - CASE WHEN b.is_running
                   THEN b.eaches * coalesce(l.case_price, k.case_price) * p.discount_percent / 100 / u.units_per_case
                   ELSE 0 END
        ) AS profit
    FROM based AS b
    JOIN promotions AS p ON p.id = b.promo_id
    JOIN skus AS k ON k.id = b.sku_id
    -- An earlier load has no lists: its prices held all year.
    LEFT JOIN listed AS l ON l.sku_id = b.sku_id AND b.sale_date BETWEEN l.valid_from AND l.valid_to
    JOIN packaging_types AS u ON u.id = k.packaging_id
    JOIN sku_costs AS c ON c.sku_id = k.id
    WHERE b.baseline > 0
    GROUP BY b.promo_id
)
SELECT
    p.id AS promo_id,
    p.promo_code,
    p.name,
    p.promo_type,
    p.start_date,
    p.end_date,
    p.lift AS planned_lift,
    round(s.sold_eaches / s.baseline_eaches, 3) AS measured_lift,
    p.hangover AS planned_hangover,
    round(s.after_eaches / s.after_baseline_eaches, 3) AS measured_hangover,
    s.sold_eaches,
    round(s.sold_eaches - s.baseline_eaches) AS incremental_eaches,
    round(s.after_eaches - s.after_baseline_eaches) AS hangover_eaches,
    p.budget,
    round(s.profit, 2) AS incremental_profit,
    round((s.profit - p.budget) / nullif(p.budget, 0), 3) AS roi
FROM promotions AS p
JOIN summed AS s ON s.promo_id = p.id;

COMMENT ON VIEW promotion_performance IS
'What promotions did at the till: against the mean of the weeks near by (8 before, 8 after) that none touches';
COMMENT ON COLUMN promotion_performance.promo_id IS 'Promotion';
COMMENT ON COLUMN promotion_performance.promo_code IS 'Business key, such as PROMO-BF-2024';
COMMENT ON COLUMN promotion_performance.name IS 'Name of the promotion';
COMMENT ON COLUMN promotion_performance.promo_type IS 'Kind of promotion';
COMMENT ON COLUMN promotion_performance.start_date IS 'First day, a Monday';
COMMENT ON COLUMN promotion_performance.end_date IS 'Last day, a Sunday';
COMMENT ON COLUMN promotion_performance.planned_lift IS 'Factor on demand that the promotion was planned with';
COMMENT ON COLUMN promotion_performance.measured_lift IS 'Sold over baseline while it ran, where it was the strongest';
COMMENT ON COLUMN promotion_performance.planned_hangover IS 'Planned factor on demand in the weeks after it';
COMMENT ON COLUMN promotion_performance.measured_hangover IS 'Sold over baseline in the weeks after it';
COMMENT ON COLUMN promotion_performance.sold_eaches IS 'Eaches sold while it ran';
COMMENT ON COLUMN promotion_performance.incremental_eaches IS 'Eaches sold above the baseline while it ran';
COMMENT ON COLUMN promotion_performance.hangover_eaches IS 'The same in the weeks after it; negative: bought ahead';
COMMENT ON COLUMN promotion_performance.budget IS 'Trade budget, USD; sum over promotion_accounts';
COMMENT ON COLUMN promotion_performance.incremental_profit IS
'Wholesale margin at the promoted price of the week''s list less what the baseline would have earned, hangover included, before the budget, USD';
COMMENT ON COLUMN promotion_performance.roi IS 'Incremental profit less budget, over budget';
