WITH known AS (
    SELECT f.sku_id, f.dc_id, f.week_start, a.actual_quantity_cases AS cases
    FROM forecast_accuracy AS a
    JOIN demand_forecasts AS f ON f.id = a.forecast_id
)
SELECT f.lag_weeks, count(*) AS forecasts, sum(k.cases) AS actual_cases,
       round(sum(abs(f.forecast_quantity_cases - k.cases))::numeric / sum(k.cases), 4) AS wmape,
       round(sum(abs(seen.cases - k.cases))::numeric / sum(k.cases), 4) AS wmape_of_last_week,
       round(1 - sum(abs(f.forecast_quantity_cases - k.cases))::numeric / sum(abs(seen.cases - k.cases)), 4) AS value_added
FROM demand_forecasts AS f
JOIN known AS k ON k.sku_id = f.sku_id AND k.dc_id = f.dc_id AND k.week_start = f.week_start
JOIN known AS seen ON seen.sku_id = f.sku_id AND seen.dc_id = f.dc_id
    AND seen.week_start = f.week_start - 7 * (f.lag_weeks + 1)
GROUP BY f.lag_weeks
ORDER BY f.lag_weeks;
