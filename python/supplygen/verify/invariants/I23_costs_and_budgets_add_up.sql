-- I23
-- title: SKU cost parts sum to landed; batch material cost is lot mass times cost; promotion budget is its accounts' sum.
-- tags: exact, cheap
SELECT 'sku_costs' AS relation, sku_id::text AS key,
       format('landed %s, parts %s', landed_cost,
              material_cost + labor_cost + overhead_cost + packaging_cost + freight_cost) AS problem
FROM sku_costs
WHERE landed_cost <> material_cost + labor_cost + overhead_cost + packaging_cost + freight_cost
UNION ALL
SELECT 'batch_cost_ledger', b.id::text,
       format('material %s USD, lots %s', c.amount, sum(bi.actual_quantity_kg * pl.unit_price))
FROM batches AS b
LEFT JOIN batch_cost_ledger AS c ON c.batch_id = b.id AND c.cost_type = 'material'
LEFT JOIN batch_ingredients AS bi ON bi.batch_id = b.id
LEFT JOIN goods_receipt_lines AS gl ON gl.gr_id = bi.gr_id AND gl.line_number = bi.gr_line_number
LEFT JOIN purchase_order_lines AS pl ON pl.po_id = gl.po_id AND pl.line_number = gl.po_line_number
GROUP BY b.id, c.batch_id, c.cost_type
-- Half a cent is what rounding the sum may change.
HAVING (abs(c.amount - sum(bi.actual_quantity_kg * pl.unit_price)) <= 0.005) IS NOT TRUE
UNION ALL
SELECT 'promotions', p.id::text, format('budget %s, accounts %s', p.budget, sum(a.budget_amount))
FROM promotions AS p
LEFT JOIN promotion_accounts AS a ON a.promo_id = p.id
GROUP BY p.id
HAVING p.budget IS DISTINCT FROM sum(a.budget_amount);
