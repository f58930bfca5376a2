SELECT *
FROM forecast_error AS v
FULL JOIN (
    SELECT maturity, abc_class, region, count(*) AS forecasts, sum(forecast) AS forecast, sum(actual) AS actual,
           sum(abs(forecast - actual)) AS error
    FROM (
        SELECT (ARRAY['new', 'mature'])[1 + ((f.week_start - k.launch_date) / 7 >= 26)::int] AS maturity, k.abc_class,
               k.region, f.forecast_quantity_cases AS forecast, a.actual_quantity_cases AS actual
        FROM demand_forecasts AS f
        JOIN forecast_accuracy AS a ON a.forecast_id = f.id
        JOIN skus AS k ON k.id = f.sku_id
    ) AS compared
    GROUP BY maturity, abc_class, region
) AS b USING (maturity, abc_class, region)
WHERE (v.forecast_count, v.forecast_cases, v.actual_cases, v.absolute_error, v.weighted_mape, v.bias)
    IS DISTINCT FROM (b.forecasts, b.forecast, b.actual, b.error, round(b.error / nullif(b.actual, 0)::numeric, 4),
                      round((b.forecast - b.actual) / nullif(b.actual, 0)::numeric, 4));
