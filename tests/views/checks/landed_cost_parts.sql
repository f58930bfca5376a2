SELECT * FROM landed_cost
WHERE abs(product_cost_per_case + inbound_freight_per_case + outbound_freight_per_case - landed_cost_per_case) > .0002
   OR abs((revenue_per_case - landed_cost_per_case) * shipped_cases - margin) > .0002 * shipped_cases + .01;
