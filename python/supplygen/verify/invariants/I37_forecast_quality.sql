-- I37
-- title: Weighted MAPE is 20-50 %, falls with aggregation and lag; new SKUs are 9-22 % too high, others +-5 %.
-- tags: band, expensive
-- Both are computed from each forecast's quantity and actual, not from the stored errors: weighted MAPE is the sum of
-- absolute errors over the sum of actuals, bias the sum of errors over the sum of actuals. A SKU is new for 26 weeks
-- from its launch. An item is a SKU at a DC. Launches are judged by the median SKU: a few large ones, and what is ordered
-- again after it was refused, weigh too much in the sum, which is shown beside it. Fifteen percent are planted; the median
-- of few launches scatters by four points. Judged are forecasts of four weeks ahead; those of one and of twelve weeks ahead
-- are compared for the same weeks.
WITH joined AS (
    SELECT f.week_start, f.sku_id, f.dc_id, d.division_id, f.forecast_quantity_cases AS forecast, a.actual_quantity_cases AS actual
    FROM forecast_accuracy AS a
    JOIN demand_forecasts AS f ON f.id = a.forecast_id
    JOIN distribution_centers AS d ON d.id = f.dc_id
),
total AS (
    SELECT sum(abs(forecast - actual)) AS error, nullif(sum(actual), 0)::numeric AS actual
    FROM joined
),
mape AS (
    SELECT (SELECT error / actual FROM total) AS item,
           (SELECT sum(abs(error)) / (SELECT actual FROM total)
            FROM (SELECT sum(forecast - actual) AS error FROM joined GROUP BY week_start, sku_id) AS sku) AS sku,
           (SELECT sum(abs(error)) / (SELECT actual FROM total)
            FROM (SELECT sum(forecast - actual) AS error FROM joined GROUP BY week_start, division_id) AS division)
               AS division,
           (SELECT sum(abs(error)) / (SELECT actual FROM total)
            FROM (SELECT sum(forecast - actual) AS error FROM joined GROUP BY week_start) AS company) AS company
),
version AS (
    SELECT lag_weeks, sum(abs(error)) / (SELECT actual FROM total) AS wmape
    FROM (
        SELECT f.lag_weeks, sum(f.forecast_quantity_cases - j.actual) AS error
        FROM demand_forecasts AS f
        JOIN joined AS j ON j.sku_id = f.sku_id AND j.dc_id = f.dc_id AND j.week_start = f.week_start
        WHERE f.lag_weeks IN (1, 12)
        GROUP BY f.lag_weeks, f.week_start, f.sku_id
    ) AS sku
    GROUP BY lag_weeks
),
launch AS (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY bias)::numeric AS median
    FROM (
        SELECT sum(j.forecast - j.actual) / sum(j.actual)::float8 AS bias
        FROM joined AS j
        JOIN skus AS s ON s.id = j.sku_id AND j.week_start < s.launch_date + 7 * 26
        GROUP BY j.sku_id
        HAVING sum(j.actual) >= 20
    ) AS sku
),
bias AS (
    SELECT sum(j.forecast - j.actual) FILTER (WHERE is_new) / nullif(sum(j.actual) FILTER (WHERE is_new), 0)::numeric
               AS of_new,
           sum(j.forecast - j.actual) FILTER (WHERE NOT is_new)
               / nullif(sum(j.actual) FILTER (WHERE NOT is_new), 0)::numeric AS of_mature
    FROM joined AS j
    JOIN skus AS s ON s.id = j.sku_id
    CROSS JOIN LATERAL (SELECT j.week_start < s.launch_date + 7 * 26 AS is_new) AS age
)
SELECT 'forecast_accuracy' AS relation, 'wmape_item_week' AS key, item AS value, 0.20 AS low, 0.50 AS high FROM mape
UNION ALL
SELECT 'forecast_accuracy', 'wmape_sku_week', sku, NULL, item FROM mape
UNION ALL
SELECT 'forecast_accuracy', 'wmape_division_week', division, NULL, sku FROM mape
UNION ALL
SELECT 'forecast_accuracy', 'wmape_company_week', company, NULL, division FROM mape
UNION ALL
SELECT 'demand_forecasts', 'wmape_sku_week_1_week_ahead', (SELECT wmape FROM version WHERE lag_weeks = 1), NULL, sku FROM mape
UNION ALL
SELECT 'demand_forecasts', 'wmape_sku_week_12_weeks_ahead', (SELECT wmape FROM version WHERE lag_weeks = 12), sku, NULL
FROM mape
UNION ALL
SELECT 'forecast_accuracy', 'bias_of_new_skus', median, 0.09, 0.22 FROM launch
UNION ALL
SELECT 'forecast_accuracy', 'weighted_bias_of_new_skus', of_new, NULL, NULL FROM bias
UNION ALL
SELECT 'forecast_accuracy', 'bias_of_mature_skus', of_mature, -0.05, 0.05 FROM bias;
