-- I33
-- title: Promotional rows lie in the promotion's dates, SKUs, accounts; weeks fit dates; 99 % of allocations keep to FEFO.
-- tags: exact, expensive
-- sample: pos_sales.sku_id
-- Stores buy for a promotion in its weeks and in the week before, since goods take a week to reach the shelf.
-- FEFO: at the end of the week nothing that expires earlier, and was there since an earlier week, is left for the SKU at
-- the DC, unless retailers would refuse it: with less than 90 days to go at the end of the week it is not allocated, nor
-- is what has been recalled.
-- Stock is followed as periods in which a batch lies at a DC, so that weeks need not be crossed with batches.
-- Weeks are numbered from the one of Monday 1970-01-05.
WITH horizon AS (
    SELECT start_date + 7 * (settings #>> '{events,RSK-BIO-001,discovery_week}')::integer AS recall_day
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
sold AS (
    SELECT promo_id, retail_location_id, sku_id, min(sale_date) AS first_day, max(sale_date) AS last_day
    FROM pos_sales
    WHERE promo_id IS NOT NULL
    GROUP BY promo_id, retail_location_id, sku_id
),
week AS MATERIALIZED (
    SELECT 'pos_sales' AS relation, sale_date AS day, sale_week::integer AS week,
           is_promotional = (promo_id IS NOT NULL) AS is_labelled, count(*) AS rows
    FROM pos_sales
    GROUP BY sale_date, sale_week, is_promotional = (promo_id IS NOT NULL)
    UNION ALL
    SELECT 'demand_forecasts', week_start, extract(week FROM week_start)::integer, true, count(*)
    FROM demand_forecasts
    GROUP BY week_start
),
allocated AS (
    SELECT a.dc_id, a.batch_id, (a.allocation_date - DATE '1970-01-05') / 7 AS week,
           sum(a.allocated_cases)::integer AS cases, count(*) AS allocations
    FROM order_allocations AS a
    GROUP BY a.dc_id, a.batch_id, (a.allocation_date - DATE '1970-01-05') / 7
),
movement AS (
    SELECT s.destination_dc_id AS dc_id, sl.batch_id, (s.actual_delivery_date - DATE '1970-01-05') / 7 + 1 AS week,
           sl.quantity_cases AS cases
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    WHERE sl.order_id IS NULL AND s.actual_delivery_date IS NOT NULL
    UNION ALL
    SELECT r.dc_id, rl.batch_id, ((d.processed_at AT TIME ZONE 'UTC')::date - DATE '1970-01-05') / 7 + 1, d.quantity_cases
    FROM disposition_logs AS d
    JOIN return_lines AS rl ON rl.return_id = d.return_id AND rl.line_number = d.return_line_number
    JOIN returns AS r ON r.id = d.return_id
    WHERE d.disposition = 'restock'
    UNION ALL
    SELECT dc_id, batch_id, (adjustment_date - DATE '1970-01-05') / 7, quantity_cases
    FROM inventory_adjustments
    WHERE dc_id IS NOT NULL
    UNION ALL
    -- Transfers are taken from the shelf on the Monday of the week in which they leave.
    SELECT s.origin_dc_id, sl.batch_id, (s.ship_date - DATE '1970-01-05') / 7, -sl.quantity_cases
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    WHERE s.shipment_type = 'dc_to_dc'
    UNION ALL
    SELECT dc_id, batch_id, week, -cases
    FROM allocated
),
weekly AS (
    SELECT dc_id, batch_id, week, sum(cases)::integer AS cases
    FROM movement
    GROUP BY dc_id, batch_id, week
),
running AS (
    SELECT dc_id, batch_id, week, sum(cases) OVER (PARTITION BY dc_id, batch_id ORDER BY week) > 0 AS is_there
    FROM weekly
),
change AS (
    SELECT dc_id, batch_id, week, is_there, lag(is_there) OVER (PARTITION BY dc_id, batch_id ORDER BY week) AS was_there
    FROM running
),
period AS (
    SELECT dc_id, batch_id, is_there, week AS since, lead(week) OVER (PARTITION BY dc_id, batch_id ORDER BY week) AS until
    FROM change
    WHERE is_there IS DISTINCT FROM was_there
),
passed_over AS (
    SELECT coalesce(sum(a.allocations), 0) AS allocations
    FROM allocated AS a
    JOIN batches AS b ON b.id = a.batch_id
    WHERE EXISTS (
        SELECT FROM period AS p
        JOIN batches AS left_behind ON left_behind.id = p.batch_id
        WHERE p.dc_id = a.dc_id AND left_behind.sku_id = b.sku_id AND left_behind.expiry_date < b.expiry_date
          AND p.is_there AND p.since <= a.week AND (p.until > a.week OR p.until IS NULL)
          AND left_behind.expiry_date >= DATE '1970-01-05' + 7 * (a.week + 1) + 90
          AND (left_behind.qc_status <> 'recalled'
               OR DATE '1970-01-05' + 7 * a.week < (SELECT recall_day FROM horizon))
    )
),
made AS (
    SELECT coalesce(sum(allocations), 0) AS allocations
    FROM allocated
)
SELECT 'pos_sales' AS relation, concat_ws('/', 'promotion ' || s.promo_id, s.retail_location_id, s.sku_id) AS key,
       format('weeks of %s to %s, promotion %s to %s; SKU %s, account %s', s.first_day, s.last_day, p.start_date, p.end_date,
              CASE WHEN ps.sku_id IS NULL THEN 'not in it' ELSE 'in it' END,
              CASE WHEN pa.promo_id IS NULL THEN 'not in it' ELSE 'in it' END) AS problem
FROM sold AS s
JOIN promotions AS p ON p.id = s.promo_id
JOIN retail_locations AS l ON l.id = s.retail_location_id
LEFT JOIN promotion_skus AS ps ON ps.promo_id = s.promo_id AND ps.sku_id = s.sku_id
LEFT JOIN promotion_accounts AS pa ON pa.promo_id = s.promo_id AND pa.retail_account_id = l.retail_account_id
WHERE s.first_day < p.start_date OR s.last_day > p.end_date OR ps.promo_id IS NULL OR pa.promo_id IS NULL
UNION ALL
SELECT 'orders', o.id::text,
       format('%s, promotion %s %s to %s, ordered %s, account %s', o.order_type, o.promo_id, p.start_date, p.end_date,
              o.order_date, CASE WHEN pa.promo_id IS NULL THEN 'not in it' ELSE 'in it' END)
FROM orders AS o
LEFT JOIN promotions AS p ON p.id = o.promo_id
LEFT JOIN promotion_accounts AS pa ON pa.promo_id = o.promo_id AND pa.retail_account_id = o.retail_account_id
WHERE (o.order_type = 'promotional') <> (o.promo_id IS NOT NULL)
   OR (o.promo_id IS NOT NULL AND pa.promo_id IS NULL)
   OR o.order_date NOT BETWEEN p.start_date - 7 AND p.end_date
UNION ALL
SELECT 'orders', o.id::text, format('no line has a SKU of promotion %s', o.promo_id)
FROM orders AS o
LEFT JOIN (
    order_lines AS l JOIN promotion_skus AS ps ON ps.sku_id = l.sku_id
) ON l.order_id = o.id AND ps.promo_id = o.promo_id
WHERE o.promo_id IS NOT NULL AND l.order_id IS NULL
UNION ALL
SELECT relation, day::text,
       format('%s rows: week %s, weekday %s, is_promotional %s promo_id', rows, week, extract(isodow FROM day),
              CASE WHEN is_labelled THEN 'as' ELSE 'unlike' END)
FROM week
WHERE week <> extract(week FROM day) OR extract(isodow FROM day) <> 1 OR NOT is_labelled
UNION ALL
SELECT 'order_allocations', 'FEFO',
       format('%s of %s allocations pass over stock that expires earlier', passed_over.allocations, made.allocations)
FROM passed_over
CROSS JOIN made
WHERE passed_over.allocations > 0.01 * made.allocations;
