SELECT c.location_code, c.sku_code, c.shipped_cases AS cases, round(c.revenue_per_case, 2) AS revenue,
       round(c.product_cost_per_case, 2) AS product, round(c.inbound_freight_per_case, 2) AS inbound,
       round(c.outbound_freight_per_case, 2) AS outbound, round(c.landed_cost_per_case, 2) AS landed,
       round(100 * c.margin_share, 1) AS margin_percent
FROM landed_cost AS c
JOIN retail_locations AS l ON l.id = c.retail_location_id
JOIN retail_accounts AS a ON a.id = l.retail_account_id
WHERE a.account_code = 'ACCT-MEGA-001'
ORDER BY c.shipped_cases DESC, c.location_code, c.sku_code
LIMIT 8;
