CREATE VIEW cost_variances AS
SELECT
    p.plant_code,
    date_trunc('month', b.production_date)::date AS month,
    l.cost_type,
    count(*) AS batches,
    sum(b.output_cases) AS cases,
    sum(l.amount) AS actual_amount,
    sum(s.amount) AS standard_amount,
    sum(l.amount - s.amount) AS variance_amount
FROM batch_cost_ledger AS l
JOIN batches AS b ON b.id = l.batch_id
JOIN plants AS p ON p.id = b.plant_id
JOIN sku_costs AS c ON c.sku_id = b.sku_id
CROSS JOIN LATERAL (
    SELECT
        round(
            b.output_cases * CASE l.cost_type
                WHEN 'material' THEN c.material_cost
                WHEN 'labor' THEN c.labor_cost
                WHEN 'overhead' THEN c.overhead_cost
                WHEN 'packaging' THEN c.packaging_cost
            END, 2
        ) AS amount
) AS s
WHERE l.cost_type <> 'energy'
GROUP BY p.plant_code, date_trunc('month', b.production_date)::date, l.cost_type;

COMMENT ON VIEW cost_variances IS
'Actual against standard cost of the batches by plant, month and kind of cost; energy has no standard of its own';
COMMENT ON COLUMN cost_variances.plant_code IS 'Business key, such as PLT-NAM-TN';
COMMENT ON COLUMN cost_variances.month IS 'First day of the month of production';
COMMENT ON COLUMN cost_variances.cost_type IS 'Kind of cost';
COMMENT ON COLUMN cost_variances.batches IS 'Batches made';
COMMENT ON COLUMN cost_variances.cases IS 'Cases made';
COMMENT ON COLUMN cost_variances.actual_amount IS 'Cost of the batches, USD';
COMMENT ON COLUMN cost_variances.standard_amount IS 'What their cases cost by the standard, USD';
COMMENT ON COLUMN cost_variances.variance_amount IS 'Actual less standard, USD: above 0 is unfavorable';
