-- I35
-- title: Case fill 94-98.5 %, falling A to C; OTIF 84-95 %; OSA 92-96 %; turns 5.5-14; SLOB 4-15 %; racks 60-90 %.
-- tags: band, expensive
-- case fill: allocated over ordered cases, of orders that are not open; by center and week of the order, it hovers: few of
-- them get all that they ask for. OTIF: of the orders promised by the as-of date, those
-- delivered by the promised date, and of which no more was cut than the account lets pass; on time: of those delivered,
-- those delivered by the promised date.
-- OSA: shelf audits that found stock; a shelf is in promotion while one runs at its account for the SKU.
-- turns: cases shipped to stores, taken to a year, over the mean stock of all DCs at the month ends. Stock of an earlier
-- day is the closing stock less what came in and plus what went out since. SLOB: share of the DCs' closing stock that
-- was made more than 90 days ago (the last ageing bucket, here by the batch's own date) or has less than 90 days to
-- live, so that retailers refuse it. Storage: the highest stock of a day of the horizon over capacity, in the middle center.
WITH horizon AS (
    SELECT start_date, start_date + 7 * weeks - 1 AS as_of, 7 * weeks AS days
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
line AS (
    SELECT o.dc_id, (o.order_date - h.start_date) / 7 AS week, l.order_id, l.sku_id, l.quantity_cases, l.allocated_cases, l.cut_cases, s.abc_class
    FROM order_lines AS l
    JOIN orders AS o ON o.id = l.order_id
    JOIN skus AS s ON s.id = l.sku_id
    CROSS JOIN horizon AS h
    WHERE o.status <> 'open'
),
center_week AS (
    SELECT sum(cut_cases) AS cut FROM line GROUP BY dc_id, week
),
fill AS (
    SELECT sum(allocated_cases) / nullif(sum(quantity_cases), 0)::numeric AS every,
           sum(allocated_cases) FILTER (WHERE abc_class = 'A')
               / nullif(sum(quantity_cases) FILTER (WHERE abc_class = 'A'), 0)::numeric AS a,
           sum(allocated_cases) FILTER (WHERE abc_class = 'B')
               / nullif(sum(quantity_cases) FILTER (WHERE abc_class = 'B'), 0)::numeric AS b,
           sum(allocated_cases) FILTER (WHERE abc_class = 'C')
               / nullif(sum(quantity_cases) FILTER (WHERE abc_class = 'C'), 0)::numeric AS c
    FROM line
),
otif AS (
    SELECT avg((o.actual_delivery_date IS NOT NULL AND o.actual_delivery_date <= o.promised_delivery_date
                AND (o.total_cases - l.cut) * 100 >= o.total_cases * a.in_full_percent)::integer) AS share,
           avg((o.actual_delivery_date <= o.promised_delivery_date)::integer) AS on_time
    FROM orders AS o
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
    JOIN (SELECT order_id, sum(cut_cases) AS cut FROM order_lines GROUP BY order_id) AS l ON l.order_id = o.id
    CROSS JOIN horizon AS h
    WHERE o.promised_delivery_date <= h.as_of
),
promoted AS (
    SELECT DISTINCT ps.sku_id, pa.retail_account_id, w.monday::date AS monday
    FROM promotions AS p
    JOIN promotion_skus AS ps ON ps.promo_id = p.id
    JOIN skus AS s ON s.id = ps.sku_id
    JOIN promotion_accounts AS pa ON pa.promo_id = p.id
    JOIN retail_accounts AS a ON a.id = pa.retail_account_id AND a.division_id = s.division_id
    CROSS JOIN LATERAL generate_series(p.start_date, p.end_date, interval '7 days') AS w (monday)
),
osa AS (
    SELECT avg(m.is_in_stock::integer) AS every,
           avg(m.is_in_stock::integer) FILTER (WHERE p.sku_id IS NULL) AS plain,
           avg(m.is_in_stock::integer) FILTER (WHERE p.sku_id IS NOT NULL) AS promotional
    FROM osa_metrics AS m
    JOIN retail_locations AS l ON l.id = m.retail_location_id
    LEFT JOIN promoted AS p
      ON p.sku_id = m.sku_id AND p.retail_account_id = l.retail_account_id
     AND p.monday = date_trunc('week', m.measurement_date)::date
),
movement AS (
    SELECT destination_dc_id AS dc_id, actual_delivery_date AS day, total_cases AS cases
    FROM shipments
    WHERE destination_dc_id IS NOT NULL AND actual_delivery_date IS NOT NULL
    UNION ALL
    SELECT origin_dc_id, ship_date, -total_cases
    FROM shipments
    WHERE origin_dc_id IS NOT NULL
    UNION ALL
    SELECT r.dc_id, (g.processed_at AT TIME ZONE 'UTC')::date, g.quantity_cases
    FROM disposition_logs AS g
    JOIN returns AS r ON r.id = g.return_id
    WHERE g.disposition = 'restock'
    UNION ALL
    SELECT dc_id, adjustment_date, quantity_cases
    FROM inventory_adjustments
    WHERE dc_id IS NOT NULL
),
daily AS (
    SELECT day, sum(cases) AS cases
    FROM movement
    GROUP BY day
),
closing AS (
    SELECT sum(i.quantity_cases) AS cases,
           sum(i.quantity_cases) FILTER (
               WHERE h.as_of - b.production_date > 90 OR b.expiry_date - h.as_of < 90
           ) AS slow_cases
    FROM inventory AS i
    JOIN batches AS b ON b.id = i.batch_id
    CROSS JOIN horizon AS h
    WHERE i.location_type = 'dc'
),
month_end AS (
    SELECT month::date - 1 AS day
    FROM horizon AS h
    CROSS JOIN generate_series(date_trunc('month', h.start_date + interval '1 month'), h.as_of, interval '1 month') AS month
    UNION
    SELECT as_of FROM horizon
),
stock AS (
    SELECT m.day, (SELECT cases FROM closing) - coalesce(sum(d.cases), 0) AS cases
    FROM month_end AS m
    LEFT JOIN daily AS d ON d.day > m.day
    GROUP BY m.day
),
shipped AS (
    SELECT sum(total_cases) AS cases
    FROM shipments
    WHERE destination_location_id IS NOT NULL
),
storage AS (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY p.cases / c.capacity_cases) AS fill
    FROM (
        SELECT dc_id, max(cases) AS cases
        FROM (
            SELECT dc_id, day, sum(sum(cases)) OVER (PARTITION BY dc_id ORDER BY day) AS cases
            FROM movement
            GROUP BY dc_id, day
        ) AS running
        WHERE day >= (SELECT start_date FROM horizon)
        GROUP BY dc_id
    ) AS p
    JOIN distribution_centers AS c ON c.id = p.dc_id
)
SELECT 'order_lines' AS relation, 'case_fill' AS key, every AS value, 0.94 AS low, 0.985 AS high FROM fill
UNION ALL
SELECT 'order_lines', 'case_fill_of_a', a, NULL, NULL FROM fill
UNION ALL
SELECT 'order_lines', 'case_fill_of_b', b, NULL, a FROM fill
UNION ALL
SELECT 'order_lines', 'case_fill_of_c', c, NULL, b FROM fill
UNION ALL
SELECT 'order_lines', 'center_weeks_without_a_cut', avg((cut = 0)::integer), 0, 0.30 FROM center_week
UNION ALL
SELECT 'orders', 'otif', share, 0.84, 0.95 FROM otif
UNION ALL
SELECT 'orders', 'on_time', on_time, NULL, NULL FROM otif
UNION ALL
SELECT 'osa_metrics', 'osa', every, 0.92, 0.96 FROM osa
UNION ALL
SELECT 'osa_metrics', 'osa_in_promotions', promotional, NULL, plain FROM osa
UNION ALL
SELECT 'inventory', 'dc_turns', shipped.cases * 365.0 / h.days / nullif((SELECT avg(cases) FROM stock), 0), 5.5, 14
FROM shipped
CROSS JOIN horizon AS h
UNION ALL
SELECT 'inventory', 'slob_share_of_dc_stock', coalesce(slow_cases, 0) / nullif(cases, 0)::numeric, 0.04, 0.15
FROM closing
UNION ALL
SELECT 'distribution_centers', 'storage_fill_at_peak', fill::numeric, 0.60, 0.90
FROM storage;
