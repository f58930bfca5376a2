SELECT * FROM (
    SELECT sum(absolute_error) AS error, sum(forecast_count) FILTER (WHERE maturity = 'new') AS young
    FROM forecast_error
) AS v
WHERE v.error <> (SELECT sum(absolute_error) FROM forecast_accuracy)
   OR v.young <> (SELECT count(*) FROM forecast_accuracy AS a JOIN demand_forecasts AS f ON f.id = a.forecast_id
                  JOIN skus AS k ON k.id = f.sku_id WHERE (f.week_start - k.launch_date) / 7 < 26);
