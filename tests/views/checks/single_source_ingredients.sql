-- By a row for each SKU and material, with what was shipped of the SKU.
WITH sold AS (
    SELECT k.id AS sku_id, k.formula_id,
           coalesce(sum(round(l.shipped_cases * l.line_amount / l.quantity_cases, 2)), 0) AS usd
    FROM skus AS k
    LEFT JOIN order_lines AS l ON l.sku_id = k.id
    GROUP BY k.id
),
sole AS (
    SELECT si.ingredient_id, (array_agg(si.supplier_id))[1] AS supplier_id, min(si.lead_time_days) AS days
    FROM supplier_ingredients AS si
    CROSS JOIN horizon AS h
    WHERE si.is_approved AND si.contract_start_date <= h.as_of AND si.contract_end_date >= h.as_of
    GROUP BY si.ingredient_id
    HAVING count(DISTINCT si.supplier_id) = 1
),
base AS (
    SELECT q.ingredient_id, n.ingredient_code, n.name, q.supplier_id, s.supplier_code, s.country, q.days,
           x.formulas, x.skus, x.usd, round(x.usd / nullif((SELECT sum(usd) FROM sold), 0), 4),
           coalesce(i.kg, 0), round(91 * coalesce(i.kg, 0) / nullif(u.kg, 0), 1)
    FROM sole AS q
    JOIN ingredients AS n ON n.id = q.ingredient_id
    JOIN suppliers AS s ON s.id = q.supplier_id
    CROSS JOIN LATERAL (
        SELECT count(DISTINCT formula_id) AS formulas, count(DISTINCT sku_id) AS skus, sum(usd) AS usd
        FROM sold WHERE formula_id IN (SELECT formula_id FROM formula_ingredients WHERE ingredient_id = q.ingredient_id)
    ) AS x
    CROSS JOIN LATERAL (
        SELECT sum(on_hand_kg) AS kg FROM ingredient_inventory WHERE ingredient_id = q.ingredient_id
    ) AS i
    CROSS JOIN LATERAL (
        SELECT sum(bi.actual_quantity_kg) AS kg FROM batch_ingredients AS bi
        WHERE bi.ingredient_id = q.ingredient_id
          AND bi.batch_id IN (SELECT b.id FROM batches AS b, horizon WHERE as_of - b.production_date < 91)
    ) AS u
    WHERE x.skus > 0
)
(TABLE base EXCEPT ALL TABLE single_source_ingredients)
UNION ALL
(TABLE single_source_ingredients EXCEPT ALL TABLE base);
