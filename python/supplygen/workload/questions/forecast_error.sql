SELECT maturity, abc_class, sum(forecast_count) AS forecasts, sum(forecast_cases) AS forecast_cases,
       sum(actual_cases) AS actual_cases, round(sum(absolute_error) / sum(actual_cases), 4) AS weighted_mape,
       round(sum(forecast_cases) / sum(actual_cases) - 1, 4) AS bias
FROM forecast_error
GROUP BY maturity, abc_class
ORDER BY maturity, abc_class;
