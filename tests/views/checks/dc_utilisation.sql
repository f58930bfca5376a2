-- Backwards: the stock at the end of a day is the closing stock less what has moved since.
WITH moved (dc_id, day, cases) AS (
    SELECT destination_dc_id, actual_delivery_date, total_cases FROM shipments WHERE destination_dc_id IS NOT NULL
    UNION ALL
    SELECT origin_dc_id, ship_date, -total_cases FROM shipments WHERE origin_dc_id IS NOT NULL
    UNION ALL
    SELECT r.dc_id, (l.processed_at AT TIME ZONE 'UTC')::date, l.quantity_cases
    FROM disposition_logs AS l JOIN returns AS r ON r.id = l.return_id
    WHERE l.disposition = 'restock'
    UNION ALL
    SELECT dc_id, adjustment_date, quantity_cases FROM inventory_adjustments WHERE dc_id IS NOT NULL
),
center AS (
    SELECT d.*, (SELECT coalesce(sum(quantity_cases), 0)::numeric FROM inventory WHERE dc_id = d.id) AS closing,
           (SELECT sum(total_cases) FROM shipments
            WHERE origin_dc_id = d.id AND shipment_type IN ('dc_to_store', 'direct')) AS shipped
    FROM distribution_centers AS d
),
daily AS (
    SELECT c.id, day, c.closing - coalesce(sum(m.cases), 0) AS stock
    FROM center AS c
    CROSS JOIN horizon AS h
    CROSS JOIN LATERAL (SELECT h.first_day + n AS day FROM generate_series(0, h.as_of - h.first_day) AS n) AS days
    LEFT JOIN (SELECT dc_id, day AS moved_on, sum(cases) AS cases FROM moved GROUP BY 1, 2) AS m
        ON m.dc_id = c.id AND m.moved_on > day
    GROUP BY c.id, day, c.closing
)
SELECT *
FROM dc_utilisation AS v
FULL JOIN (
    SELECT c.*, p.stock AS peak, p.day AS peak_day, round(c.closing / c.capacity_cases, 4) AS share,
           round(p.stock / c.capacity_cases, 4) AS peak_share,
           round(c.shipped * 365 / nullif(c.closing * (as_of - first_day + 1), 0), 2) AS turned
    FROM center AS c
    CROSS JOIN horizon
    CROSS JOIN LATERAL (SELECT * FROM daily WHERE daily.id = c.id ORDER BY stock DESC, day LIMIT 1) AS p
) AS b ON b.id = v.dc_id
WHERE (v.dc_code, v.dc_type, v.capacity_cases, v.closing_cases, v.utilisation, v.peak_cases, v.peak_date,
       v.peak_utilisation, v.shipped_cases, v.turns)
    IS DISTINCT FROM (b.dc_code, b.dc_type, b.capacity_cases, b.closing, b.share, b.peak, b.peak_day, b.peak_share,
                      b.shipped, b.turned);
