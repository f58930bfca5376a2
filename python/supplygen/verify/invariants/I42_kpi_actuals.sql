-- I42
-- title: Every measured key figure equals the SQL aggregate of the base tables, and its color follows from it.
-- tags: exact, expensive
-- A key figure is the sum of its facts' numerators over the sum of their denominators, in periods of four weeks, for
-- the company and for every division, channel and distribution center that the facts know.
WITH horizon AS (
    SELECT start_date, start_date + 7 * weeks - 1 AS as_of, start_date + (weeks - 1) / 4 * 28 AS last_period
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
order_sums AS (
    SELECT o.*, a.in_full_percent, l.ordered, l.allocated, l.shipped, l.cut
    FROM orders AS o
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
    JOIN (
        SELECT order_id, sum(quantity_cases) AS ordered, sum(allocated_cases) AS allocated,
               sum(shipped_cases) AS shipped, sum(cut_cases) AS cut
        FROM order_lines
        GROUP BY order_id
    ) AS l ON l.order_id = o.id
),
dc_fact (kpi_code, day, dc_id, channel_id, numerator, denominator) AS (
    SELECT 'FILL_RATE', order_date, dc_id, channel_id, allocated::numeric, ordered::numeric
    FROM order_sums
    WHERE status <> 'open'
    UNION ALL
    SELECT 'OTIF', order_date, dc_id, channel_id,
           (actual_delivery_date IS NOT NULL AND actual_delivery_date <= promised_delivery_date
            AND (ordered - cut) * 100 >= ordered * in_full_percent)::int, 1
    FROM order_sums
    WHERE promised_delivery_date <= (SELECT as_of FROM horizon)
    UNION ALL
    SELECT 'ON_TIME_DELIVERY', order_date, dc_id, channel_id, (actual_delivery_date <= promised_delivery_date)::int, 1
    FROM orders
    WHERE status = 'delivered'
    UNION ALL
    SELECT 'ORDER_CYCLE_TIME', order_date, dc_id, channel_id, actual_delivery_date - order_date, 1
    FROM orders
    WHERE status = 'delivered'
    UNION ALL
    SELECT 'RETURN_RATE', order_date, dc_id, channel_id, 0, shipped
    FROM order_sums
    WHERE status = 'delivered'
    UNION ALL
    SELECT 'RETURN_RATE', o.order_date, o.dc_id, o.channel_id, l.quantity_cases, 0
    FROM return_lines AS l
    JOIN orders AS o ON o.id = l.order_id
    UNION ALL
    SELECT 'OSA', m.measurement_date, s.primary_dc_id, a.channel_id, m.is_in_stock::int, 1
    FROM osa_metrics AS m
    JOIN retail_locations AS s ON s.id = m.retail_location_id
    JOIN retail_accounts AS a ON a.id = s.retail_account_id
    UNION ALL
    SELECT 'TRUCK_FILL', ship_date, origin_dc_id, NULL,
           greatest(total_pallets, ceil(total_weight_kg * capacity_pallets / capacity_kg)), capacity_pallets
    FROM shipments
    WHERE destination_location_id IS NOT NULL AND capacity_pallets IS NOT NULL
    UNION ALL
    SELECT 'FREIGHT_PER_CASE', ship_date, origin_dc_id, NULL, freight_cost, total_cases
    FROM shipments
    WHERE destination_location_id IS NOT NULL
    UNION ALL
    SELECT 'FORECAST_MAPE', f.week_start, f.dc_id, NULL, a.absolute_error, a.actual_quantity_cases
    FROM forecast_accuracy AS a
    JOIN demand_forecasts AS f ON f.id = a.forecast_id
    UNION ALL
    SELECT 'FORECAST_BIAS', f.week_start, f.dc_id, NULL,
           f.forecast_quantity_cases - a.actual_quantity_cases, a.actual_quantity_cases
    FROM forecast_accuracy AS a
    JOIN demand_forecasts AS f ON f.id = a.forecast_id
    UNION ALL
    -- Stock is on record at the as-of date only, so turns are measured in the last period, taken to a year.
    SELECT 'DC_TURNS', h.as_of, s.origin_dc_id, NULL, 365 * s.total_cases, 0
    FROM shipments AS s
    CROSS JOIN horizon AS h
    WHERE s.destination_location_id IS NOT NULL AND s.ship_date >= h.last_period
    UNION ALL
    SELECT 'DC_TURNS', h.as_of, i.dc_id, NULL, 0, (h.as_of - h.last_period + 1) * i.quantity_cases
    FROM inventory AS i
    CROSS JOIN horizon AS h
    WHERE i.location_type = 'dc'
),
plant_fact (kpi_code, day, plant_id, numerator, denominator) AS (
    SELECT 'BATCH_YIELD', production_date, plant_id, quantity_kg, input_kg
    FROM batches
    UNION ALL
    SELECT 'QC_REJECT_RATE', production_date, plant_id, (qc_status = 'rejected')::int, (qc_status <> 'pending')::int
    FROM batches
    UNION ALL
    SELECT 'SUPPLIER_ON_TIME', min(r.receipt_date), o.plant_id, (min(r.receipt_date) <= o.expected_delivery_date)::int, 1
    FROM goods_receipts AS r
    JOIN purchase_orders AS o ON o.id = r.po_id
    GROUP BY o.id, o.plant_id, o.expected_delivery_date
),
fact AS (
    SELECT f.kpi_code, f.day, d.division_id, f.dc_id, f.channel_id, f.numerator, f.denominator
    FROM dc_fact AS f
    JOIN distribution_centers AS d ON d.id = f.dc_id
    UNION ALL
    SELECT f.kpi_code, f.day, p.division_id, NULL, NULL, f.numerator, f.denominator
    FROM plant_fact AS f
    JOIN plants AS p ON p.id = f.plant_id
),
dated_fact AS (
    SELECT f.*, least(h.start_date + (f.day - h.start_date) / 28 * 28 + 27, h.as_of) AS measurement_date
    FROM fact AS f
    JOIN horizon AS h ON f.day BETWEEN h.start_date AND h.as_of
),
expected AS (
    SELECT k.id AS kpi_id, f.measurement_date, f.scope_type, f.scope_id, f.value,
           CASE WHEN sign(f.value - k.warning_threshold) IN (0, d.good) THEN 'green'
                WHEN sign(f.value - k.critical_threshold) IN (0, d.good) THEN 'amber'
                ELSE 'red' END AS status
    FROM (
        SELECT kpi_code, measurement_date,
               CASE WHEN grouping(division_id) = 0 THEN 'division'
                    WHEN grouping(channel_id) = 0 THEN 'channel'
                    WHEN grouping(dc_id) = 0 THEN 'dc'
                    ELSE 'company' END AS scope_type,
               coalesce(division_id, channel_id, dc_id) AS scope_id,
               round(abs(sum(numerator)) / sum(denominator), 4) AS value
        FROM dated_fact
        GROUP BY kpi_code, measurement_date, GROUPING SETS ((), (division_id), (channel_id), (dc_id))
        HAVING sum(denominator) > 0
           AND (grouping(division_id, channel_id, dc_id) = 7 OR coalesce(division_id, channel_id, dc_id) IS NOT NULL)
    ) AS f
    JOIN kpi_thresholds AS k ON k.kpi_code = f.kpi_code
    CROSS JOIN LATERAL (SELECT CASE k.direction WHEN 'higher_is_better' THEN 1 ELSE -1 END AS good) AS d
)
SELECT 'kpi_actuals' AS relation, concat_ws('/', k.kpi_code, measurement_date, scope_type, nullif(place, 0)) AS key,
       format('%s %s, %s rows; base tables: %s %s', a.actual_value, a.status, coalesce(a.copies, 0), e.value, e.status) AS problem
FROM (
    SELECT *, coalesce(scope_id, 0) AS place, count(*) OVER (PARTITION BY kpi_id, measurement_date, scope_type, scope_id) AS copies
    FROM kpi_actuals
) AS a
FULL JOIN (SELECT *, coalesce(scope_id, 0) AS place FROM expected) AS e
    USING (kpi_id, measurement_date, scope_type, place)
JOIN kpi_thresholds AS k ON k.id = kpi_id
WHERE (a.actual_value, a.status) IS DISTINCT FROM (e.value, e.status) OR a.copies > 1;
