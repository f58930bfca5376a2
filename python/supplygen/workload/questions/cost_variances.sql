SELECT plant_code, sum(cases) FILTER (WHERE cost_type = 'labor') AS cases,
       round(sum(standard_amount)) AS standard, round(sum(actual_amount)) AS actual,
       round(sum(variance_amount) FILTER (WHERE cost_type = 'material')) AS material,
       round(sum(variance_amount) FILTER (WHERE cost_type = 'labor')) AS labor,
       round(sum(variance_amount) FILTER (WHERE cost_type = 'overhead')) AS overhead,
       round(sum(variance_amount) FILTER (WHERE cost_type = 'packaging')) AS packaging,
       min(round(100 * variance_amount / standard_amount, 1)) FILTER (WHERE cost_type = 'labor') AS best_month_percent,
       max(round(100 * variance_amount / standard_amount, 1)) FILTER (WHERE cost_type = 'labor') AS worst_month_percent
FROM cost_variances
GROUP BY plant_code
ORDER BY plant_code;
