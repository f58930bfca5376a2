SELECT ingredient_code, supplier_code, lead_time_days, formula_count, sku_count,
       round(revenue_at_risk) AS revenue_at_risk, round(100 * revenue_share, 1) AS percent_of_revenue, days_of_cover
FROM single_source_ingredients
ORDER BY revenue_at_risk DESC, ingredient_code
LIMIT 12;
