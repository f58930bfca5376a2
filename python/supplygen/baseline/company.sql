-- What the company forecast four weeks before, for the weeks to be judged, by center, SKU and week of the horizon.
SELECT f.dc_id, f.sku_id, (f.week_start - %(start)s) / 7 AS week, f.forecast_quantity_cases AS cases
FROM demand_forecasts AS f
JOIN forecast_accuracy AS a ON a.forecast_id = f.id
WHERE f.week_start >= %(start)s + 7 * %(first)s
ORDER BY f.dc_id, f.sku_id, week;
