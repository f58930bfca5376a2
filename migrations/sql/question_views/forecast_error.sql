CREATE VIEW forecast_error AS
SELECT
    CASE WHEN f.week_start < k.launch_date + 182 THEN 'new' ELSE 'mature' END AS maturity,
    k.abc_class,
    k.region,
    count(*) AS forecast_count,
    sum(f.forecast_quantity_cases) AS forecast_cases,
    sum(a.actual_quantity_cases) AS actual_cases,
    sum(a.absolute_error) AS absolute_error,
    round(sum(a.absolute_error) / nullif(sum(a.actual_quantity_cases), 0)::numeric, 4) AS weighted_mape,
    round(sum(f.forecast_quantity_cases) / nullif(sum(a.actual_quantity_cases), 0)::numeric - 1, 4) AS bias
FROM forecast_accuracy AS a
JOIN demand_forecasts AS f ON f.id = a.forecast_id
JOIN skus AS k ON k.id = f.sku_id
GROUP BY CASE WHEN f.week_start < k.launch_date + 182 THEN 'new' ELSE 'mature' END, k.abc_class, k.region;

COMMENT ON VIEW forecast_error IS
'How wrong the forecasts were, by age of the SKU, class and region; sum the cases for more';
COMMENT ON COLUMN forecast_error.maturity IS 'new in the first 26 weeks after the launch, mature from then on';
COMMENT ON COLUMN forecast_error.abc_class IS 'Class by expected volume';
COMMENT ON COLUMN forecast_error.region IS 'Code of the division in which the SKU is sold';
COMMENT ON COLUMN forecast_error.forecast_count IS 'Forecasts compared';
COMMENT ON COLUMN forecast_error.forecast_cases IS 'Cases forecast';
COMMENT ON COLUMN forecast_error.actual_cases IS 'Cases ordered';
COMMENT ON COLUMN forecast_error.absolute_error IS 'Sum of the absolute errors, cases';
COMMENT ON COLUMN forecast_error.weighted_mape IS 'Absolute error over actual cases';
COMMENT ON COLUMN forecast_error.bias IS 'Forecast over actual cases less 1: above 0 is too high';
