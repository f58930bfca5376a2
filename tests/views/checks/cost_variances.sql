-- Batch by batch and kind by kind, the standard looked up for each.
SELECT *
FROM cost_variances AS v
FULL JOIN (
    SELECT plant_code, month, cost_type, count(*) AS batches, sum(output_cases) AS cases, sum(actual) AS actual,
           sum(standard) AS standard
    FROM (
        SELECT (SELECT plant_code FROM plants WHERE id = b.plant_id) AS plant_code,
               make_date(extract(year FROM b.production_date)::int, extract(month FROM b.production_date)::int, 1) AS month,
               k.cost_type, b.output_cases,
               (SELECT amount FROM batch_cost_ledger WHERE batch_id = b.id AND cost_type = k.cost_type) AS actual,
               round(b.output_cases * k.cost, 2) AS standard
        FROM batches AS b
        JOIN sku_costs AS c ON c.sku_id = b.sku_id
        CROSS JOIN LATERAL (
            VALUES ('material', c.material_cost), ('labor', c.labor_cost), ('overhead', c.overhead_cost),
                   ('packaging', c.packaging_cost)
        ) AS k (cost_type, cost)
    ) AS made
    GROUP BY plant_code, month, cost_type
) AS b USING (plant_code, month, cost_type)
WHERE (v.batches, v.cases, v.actual_amount, v.standard_amount, v.variance_amount)
    IS DISTINCT FROM (b.batches, b.cases, b.actual, b.standard, b.actual - b.standard);
