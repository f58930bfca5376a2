CREATE VIEW single_source_ingredients AS
SELECT
    n.id AS ingredient_id,
    n.ingredient_code,
    n.name,
    s.id AS supplier_id,
    s.supplier_code,
    s.country AS supplier_country,
    q.lead_time_days,
    x.formula_count,
    x.sku_count,
    x.revenue_at_risk,
    round(x.revenue_at_risk / nullif(max(x.all_revenue) OVER (), 0), 4) AS revenue_share,
    coalesce(t.on_hand_kg, 0) AS on_hand_kg,
    round(coalesce(t.on_hand_kg, 0) * 91 / nullif(y.used_kg, 0), 1) AS days_of_cover
FROM (
    SELECT si.ingredient_id, min(si.supplier_id) AS supplier_id, min(si.lead_time_days) AS lead_time_days
    FROM supplier_ingredients AS si
    JOIN horizon AS h ON h.as_of BETWEEN si.contract_start_date AND si.contract_end_date
    WHERE si.is_approved
    GROUP BY si.ingredient_id
    HAVING min(si.supplier_id) = max(si.supplier_id)
) AS q
JOIN ingredients AS n ON n.id = q.ingredient_id
JOIN suppliers AS s ON s.id = q.supplier_id
JOIN (
    SELECT
        fi.ingredient_id,
        count(DISTINCT fi.formula_id) AS formula_count,
        count(*) AS sku_count,
        coalesce(sum(r.revenue), 0) AS revenue_at_risk,
        max(r.all_revenue) AS all_revenue
    FROM formula_ingredients AS fi
    JOIN skus AS k ON k.formula_id = fi.formula_id
    LEFT JOIN (
        SELECT
            sku_id,
            sum(round(line_amount * shipped_cases / quantity_cases, 2)) AS revenue,
            sum(sum(round(line_amount * shipped_cases / quantity_cases, 2))) OVER () AS all_revenue
        FROM order_lines
        GROUP BY sku_id
    ) AS r ON r.sku_id = k.id
    GROUP BY fi.ingredient_id
) AS x ON x.ingredient_id = q.ingredient_id
LEFT JOIN (
    SELECT ingredient_id, sum(on_hand_kg) AS on_hand_kg FROM ingredient_inventory GROUP BY ingredient_id
) AS t ON t.ingredient_id = q.ingredient_id
LEFT JOIN (
    SELECT bi.ingredient_id, sum(bi.actual_quantity_kg) AS used_kg
    FROM batch_ingredients AS bi
    JOIN batches AS b ON b.id = bi.batch_id
    JOIN horizon AS h ON b.production_date > h.as_of - 91
    GROUP BY bi.ingredient_id
) AS y ON y.ingredient_id = q.ingredient_id;

COMMENT ON VIEW single_source_ingredients IS
'Raw materials with exactly one approved supplier at the last day, and what hangs on them';
COMMENT ON COLUMN single_source_ingredients.ingredient_id IS 'Raw material';
COMMENT ON COLUMN single_source_ingredients.ingredient_code IS 'Business key, such as ING-SORB-001';
COMMENT ON COLUMN single_source_ingredients.name IS 'Name of the raw material';
COMMENT ON COLUMN single_source_ingredients.supplier_id IS 'Supplier';
COMMENT ON COLUMN single_source_ingredients.supplier_code IS 'Business key, such as SUP-PALM-MY-001';
COMMENT ON COLUMN single_source_ingredients.supplier_country IS 'Country of that supplier, ISO 3166-1 alpha-2';
COMMENT ON COLUMN single_source_ingredients.lead_time_days IS 'Days from order to receipt';
COMMENT ON COLUMN single_source_ingredients.formula_count IS 'Recipes of SKUs that hold the material';
COMMENT ON COLUMN single_source_ingredients.sku_count IS 'SKUs made from it';
COMMENT ON COLUMN single_source_ingredients.revenue_at_risk IS
'Value of the cases of those SKUs shipped in the horizon, USD';
COMMENT ON COLUMN single_source_ingredients.revenue_share IS 'The same as a share of all shipped value, 0 to 1';
COMMENT ON COLUMN single_source_ingredients.on_hand_kg IS 'Stock at all plants, kg';
COMMENT ON COLUMN single_source_ingredients.days_of_cover IS 'Days that the stock lasts at the use of the last 91 days';
