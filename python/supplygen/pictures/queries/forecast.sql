-- Forecasts of a center's weekly demand, made four weeks before, against what was ordered: by week and class of SKU.
SELECT
    f.week_start AS week,
    k.abc_class,
    sum(f.forecast_quantity_cases) AS forecast_cases,
    sum(a.actual_quantity_cases) AS actual_cases,
    sum(a.absolute_error) AS absolute_error,
    round(100 * sum(sum(a.absolute_error)) OVER () / nullif(sum(sum(a.actual_quantity_cases)) OVER (), 0), 1)
        AS wmape_percent,
    round(
        100 * sum(sum(f.forecast_quantity_cases)) OVER () / nullif(sum(sum(a.actual_quantity_cases)) OVER (), 0) - 100,
        1
    ) AS bias_percent
FROM forecast_accuracy AS a
JOIN demand_forecasts AS f ON f.id = a.forecast_id
JOIN skus AS k ON k.id = f.sku_id
GROUP BY f.week_start, k.abc_class
ORDER BY week, abc_class;
