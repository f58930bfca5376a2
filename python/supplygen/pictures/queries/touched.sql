-- Rows that each planted event has touched (the truth table), by the week in which they lie.
WITH touched AS MATERIALIZED (
    SELECT event_code, table_name, split_part(row_key, ',', 1)::bigint AS id
    FROM supplygen.injection
),
dated AS (
    SELECT t.event_code, o.order_date AS day
    FROM touched AS t
    JOIN orders AS o ON o.id = t.id
    WHERE t.table_name = 'order_lines'
    UNION ALL
    SELECT t.event_code, p.order_date
    FROM touched AS t
    JOIN purchase_orders AS p ON p.id = t.id
    WHERE t.table_name = 'purchase_orders'
    UNION ALL
    SELECT t.event_code, r.receipt_date
    FROM touched AS t
    JOIN goods_receipts AS r ON r.id = t.id
    WHERE t.table_name = 'goods_receipt_lines'
    UNION ALL
    SELECT t.event_code, b.production_date
    FROM touched AS t
    JOIN batches AS b ON b.id = t.id
    WHERE t.table_name = 'batches'
    UNION ALL
    SELECT t.event_code, f.week_start
    FROM touched AS t
    JOIN demand_forecasts AS f ON f.id = t.id
    WHERE t.table_name = 'demand_forecasts'
    UNION ALL
    SELECT t.event_code, w.wave_date
    FROM touched AS t
    JOIN pick_waves AS w ON w.id = t.id
    WHERE t.table_name = 'pick_waves'
    UNION ALL
    SELECT t.event_code, (l.planned_departure AT TIME ZONE 'UTC')::date
    FROM touched AS t
    JOIN shipment_legs AS l ON l.id = t.id
    WHERE t.table_name = 'shipment_legs'
    UNION ALL
    SELECT t.event_code, r.return_date
    FROM touched AS t
    JOIN returns AS r ON r.id = t.id
    WHERE t.table_name = 'return_lines'
    UNION ALL
    SELECT t.event_code, a.adjustment_date
    FROM touched AS t
    JOIN inventory_adjustments AS a ON a.id = t.id
    WHERE t.table_name = 'inventory_adjustments'
    UNION ALL
    SELECT t.event_code, c.valid_from
    FROM touched AS t
    JOIN carbon_prices AS c ON c.id = t.id
    WHERE t.table_name = 'carbon_prices'
)
SELECT d.event_code AS code, h.first_day + (d.day - h.first_day) / 7 * 7 AS week, count(*) AS touched_rows
FROM dated AS d
JOIN horizon AS h ON d.day BETWEEN h.first_day AND h.as_of
GROUP BY d.event_code, h.first_day + (d.day - h.first_day) / 7 * 7
ORDER BY code, week;
