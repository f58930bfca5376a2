SELECT stock_class, count(DISTINCT sku_code) AS skus, sum(quantity_cases) AS cases,
       round(100 * sum(quantity_cases) / sum(sum(quantity_cases)) OVER (), 1) AS percent_of_cases,
       sum(stock_value) AS stock_value, round(avg(age_days)) AS mean_age_days, min(days_to_expiry) AS least_days_left
FROM slow_moving_stock
GROUP BY stock_class
ORDER BY cases DESC, stock_class;
