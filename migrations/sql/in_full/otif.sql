CREATE VIEW otif AS
SELECT
    date_trunc('month', o.order_date)::date AS order_month,
    o.dc_id,
    d.dc_code,
    c.channel_code,
    count(*) AS due_orders,
    count(*) FILTER (WHERE o.actual_delivery_date <= o.promised_delivery_date) AS on_time_orders,
    count(*) FILTER (WHERE l.is_in_full) AS in_full_orders,
    count(*) FILTER (WHERE o.actual_delivery_date <= o.promised_delivery_date AND l.is_in_full) AS otif_orders,
    round(
        count(*) FILTER (WHERE o.actual_delivery_date <= o.promised_delivery_date AND l.is_in_full)
        / count(*)::numeric,
        4
    ) AS otif_rate
FROM orders AS o
JOIN horizon AS h ON o.promised_delivery_date <= h.as_of
JOIN channels AS c ON c.id = o.channel_id
JOIN distribution_centers AS d ON d.id = o.dc_id
JOIN (
    SELECT
        l.order_id,
        sum(l.quantity_cases - l.cut_cases) * 100 >= sum(l.quantity_cases) * a.in_full_percent AS is_in_full
    FROM order_lines AS l
    JOIN orders AS o ON o.id = l.order_id
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
    GROUP BY l.order_id, a.in_full_percent
) AS l ON l.order_id = o.id
GROUP BY date_trunc('month', o.order_date)::date, o.dc_id, d.dc_code, c.channel_code;

COMMENT ON VIEW otif IS
'Orders delivered on time in full, by month, distribution center and channel; sum the counts for more';
COMMENT ON COLUMN otif.order_month IS 'First day of the month of the order';
COMMENT ON COLUMN otif.dc_id IS 'Distribution center';
COMMENT ON COLUMN otif.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN otif.channel_code IS 'Business key, such as bm_large';
COMMENT ON COLUMN otif.due_orders IS 'Orders that were promised until the last day';
COMMENT ON COLUMN otif.on_time_orders IS 'Those delivered by the promised day';
COMMENT ON COLUMN otif.in_full_orders IS 'Those that are as complete as their accounts ask for';
COMMENT ON COLUMN otif.otif_orders IS 'Those that are both';
COMMENT ON COLUMN otif.otif_rate IS 'Share of due orders that are both';
