CREATE VIEW where_used AS
SELECT
    n.id AS ingredient_id,
    n.ingredient_code,
    f.id AS formula_id,
    f.formula_code,
    f.status AS formula_status,
    fi.percent,
    p.product_code,
    k.id AS sku_id,
    k.sku_code,
    k.region,
    k.abc_class,
    coalesce(u.batch_count, 0) AS batch_count,
    coalesce(u.used_kg, 0) AS used_kg
FROM ingredients AS n
JOIN formula_ingredients AS fi ON fi.ingredient_id = n.id
JOIN formulas AS f ON f.id = fi.formula_id
JOIN products AS p ON p.id = f.product_id
LEFT JOIN skus AS k ON k.formula_id = f.id
LEFT JOIN (
    SELECT
        bi.ingredient_id,
        b.formula_id,
        b.sku_id,
        count(DISTINCT bi.batch_id) AS batch_count,
        sum(bi.actual_quantity_kg) AS used_kg
    FROM batch_ingredients AS bi
    JOIN batches AS b ON b.id = bi.batch_id
    GROUP BY bi.ingredient_id, b.formula_id, b.sku_id
) AS u ON u.ingredient_id = n.id AND u.formula_id = f.id AND u.sku_id = k.id;

COMMENT ON VIEW where_used IS
'Where a raw material is used: recipes that hold it, SKUs made by them, and what was made';
COMMENT ON COLUMN where_used.ingredient_id IS 'Raw material';
COMMENT ON COLUMN where_used.ingredient_code IS 'Business key, such as ING-SORB-001';
COMMENT ON COLUMN where_used.formula_id IS 'Recipe';
COMMENT ON COLUMN where_used.formula_code IS 'Business key: product, variant and version';
COMMENT ON COLUMN where_used.formula_status IS 'Status of the recipe; obsolete ones and drafts have no SKU';
COMMENT ON COLUMN where_used.percent IS 'Share of the input mass, percent';
COMMENT ON COLUMN where_used.product_code IS 'Business key of the brand line';
COMMENT ON COLUMN where_used.sku_id IS 'SKU made by the recipe; null where there is none';
COMMENT ON COLUMN where_used.sku_code IS 'Business key, SKU-...';
COMMENT ON COLUMN where_used.region IS 'Code of the division in which the SKU is sold';
COMMENT ON COLUMN where_used.abc_class IS 'Class by expected volume';
COMMENT ON COLUMN where_used.batch_count IS 'Batches of the SKU that drew the material';
COMMENT ON COLUMN where_used.used_kg IS 'Mass that they drew, kg';
