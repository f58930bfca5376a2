-- I23
-- title: SKU costs, batch material costs, promotion budgets, ESG scores add up; targets lead from baseline to goal.
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
GROUP BY b.id, c.batch_id, c.cost_type, c.amount
-- Half a cent is what rounding the sum may change.
HAVING (abs(c.amount - sum(bi.actual_quantity_kg * pl.unit_price)) <= 0.005) IS NOT TRUE
UNION ALL
-- Crews are paid for the time on the line, and two fifths of the overhead follow it: against a changeover of 20 minutes and
-- 1.14 times the run at the rated throughput.
SELECT 'batch_cost_ledger', concat_ws('/', b.id, c.cost_type),
       format('%s USD; the standard of %s cases in %s minutes is %s, they took %s', c.amount, b.output_cases, s.due, s.amount,
              w.operating_minutes)
FROM batch_cost_ledger AS c
JOIN batches AS b ON b.id = c.batch_id
JOIN work_orders AS w ON w.id = b.wo_id
JOIN production_lines AS l ON l.id = b.production_line_id
JOIN sku_costs AS k ON k.sku_id = b.sku_id
CROSS JOIN LATERAL (
    SELECT round(b.output_cases * CASE c.cost_type WHEN 'labor' THEN k.labor_cost ELSE k.overhead_cost END, 2) AS amount,
           20 + ceil(b.input_kg * 3600 / l.rate_kg_per_hour) * 0.019 AS due,
           CASE c.cost_type WHEN 'labor' THEN 1.0 ELSE 0.4 END AS by_time
) AS s
WHERE c.cost_type IN ('labor', 'overhead')
  -- Times the minutes due, so that nothing is rounded before half a cent is.
  AND abs(c.amount * s.due - s.amount * ((1 - s.by_time) * s.due + s.by_time * w.operating_minutes)) > 0.005 * s.due
UNION ALL
SELECT 'promotions', p.id::text, format('budget %s, accounts %s', p.budget, sum(a.budget_amount))
FROM promotions AS p
LEFT JOIN promotion_accounts AS a ON a.promo_id = p.id
GROUP BY p.id, p.budget
HAVING p.budget IS DISTINCT FROM sum(a.budget_amount)
UNION ALL
SELECT 'supplier_esg_scores', concat_ws('/', supplier_id, score_year, score_quarter),
       format('%s environmental, %s social, %s governance make %s, rated %s on %s', environmental_score, social_score,
              governance_score, overall_score, rating, assessed_date)
FROM supplier_esg_scores
WHERE overall_score <> 0.40 * environmental_score + 0.35 * social_score + 0.25 * governance_score
   OR rating <> CASE WHEN overall_score >= 75 THEN 'A'
                     WHEN overall_score >= 60 THEN 'B'
                     WHEN overall_score >= 45 THEN 'C'
                     ELSE 'D'
                END
   OR assessed_date <> make_date(score_year, 3 * score_quarter, 1) + interval '1 month' - interval '1 day'
UNION ALL
SELECT 'sustainability_targets', concat_ws('/', division_id, metric, target_year),
       format('%s after %s, baseline %s', target_value, value_before, baseline_value)
FROM (
    SELECT *, lag(target_value) OVER course AS value_before, lag(target_year) OVER course AS year_before,
           lag((unit, direction, baseline_year, baseline_value)) OVER course
               <> (unit, direction, baseline_year, baseline_value) AS is_other
    FROM sustainability_targets
    WINDOW course AS (PARTITION BY division_id, metric ORDER BY target_year)
) AS t
WHERE is_other
   OR target_year <> year_before + 1
   OR (target_value < baseline_value) <> (direction = 'lower_is_better')
   OR (target_value < value_before) <> (direction = 'lower_is_better');
