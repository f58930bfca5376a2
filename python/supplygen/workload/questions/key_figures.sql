WITH fact (kpi_code, day, numerator, denominator) AS (
    SELECT 'FILL_RATE', o.order_date, ol.allocated_cases::numeric, ol.quantity_cases
    FROM order_lines AS ol
    JOIN orders AS o ON o.id = ol.order_id
    WHERE o.status <> 'open'
    UNION ALL
    SELECT 'OTIF', o.order_date, (o.actual_delivery_date <= o.promised_delivery_date AND (
               SELECT sum(ol.quantity_cases - ol.cut_cases) * 100 >= o.total_cases * a.in_full_percent
               FROM order_lines AS ol
               WHERE ol.order_id = o.id
           ))::integer, 1
    FROM orders AS o
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
    JOIN horizon AS h ON o.promised_delivery_date <= h.as_of
    UNION ALL
    SELECT 'FORECAST_MAPE', f.week_start, a.absolute_error, a.actual_quantity_cases
    FROM forecast_accuracy AS a
    JOIN demand_forecasts AS f ON f.id = a.forecast_id
    UNION ALL
    SELECT 'DC_TURNS', s.ship_date, 365 * s.total_cases, 0
    FROM shipments AS s
    JOIN horizon AS h ON (s.ship_date - h.first_day) / 28 = (h.as_of - h.first_day) / 28
    WHERE s.destination_location_id IS NOT NULL
    UNION ALL
    SELECT 'DC_TURNS', h.as_of, 0, i.quantity_cases * ((h.as_of - h.first_day) % 28 + 1)
    FROM inventory AS i
    CROSS JOIN horizon AS h
    WHERE i.location_type = 'dc'
),
expected AS (
    SELECT f.kpi_code, least(h.first_day + (f.day - h.first_day) / 28 * 28 + 27, h.as_of) AS measurement_date,
           round(sum(f.numerator) / sum(f.denominator), 4) AS value
    FROM fact AS f
    JOIN horizon AS h ON f.day BETWEEN h.first_day AND h.as_of
    GROUP BY f.kpi_code, least(h.first_day + (f.day - h.first_day) / 28 * 28 + 27, h.as_of)
    HAVING sum(f.denominator) > 0
),
measured AS (
    SELECT k.kpi_code, a.measurement_date, a.actual_value AS value
    FROM kpi_actuals AS a
    JOIN kpi_thresholds AS k ON k.id = a.kpi_id
    WHERE a.scope_type = 'company' AND k.kpi_code IN ('FILL_RATE', 'OTIF', 'FORECAST_MAPE', 'DC_TURNS')
)
SELECT kpi_code, count(*) AS measurements, count(*) FILTER (WHERE m.value = e.value) AS equal,
       max(measurement_date) AS last_measured, (array_agg(e.value ORDER BY measurement_date DESC))[1] AS expected,
       (array_agg(m.value ORDER BY measurement_date DESC))[1] AS actual
FROM measured AS m
FULL JOIN expected AS e USING (kpi_code, measurement_date)
GROUP BY kpi_code
ORDER BY kpi_code;
