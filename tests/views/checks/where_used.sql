-- What was made by a recipe for an SKU, from the batches that drew on the material.
WITH made AS (
    SELECT formula_id, sku_id, ingredient_id, count(*) AS batches, sum(kg) AS kg
    FROM (
        SELECT b.id, b.formula_id, b.sku_id, bi.ingredient_id, sum(bi.actual_quantity_kg) AS kg
        FROM batches AS b JOIN batch_ingredients AS bi ON bi.batch_id = b.id
        GROUP BY b.id, bi.ingredient_id
    ) AS drawn
    GROUP BY formula_id, sku_id, ingredient_id
),
base AS (
    SELECT fi.ingredient_id, (SELECT ingredient_code FROM ingredients WHERE id = fi.ingredient_id), fi.formula_id,
           f.formula_code, f.status, fi.percent, (SELECT product_code FROM products WHERE id = f.product_id), k.id,
           k.sku_code, k.region, k.abc_class, coalesce(m.batches, 0), coalesce(m.kg, 0)
    FROM formulas AS f
    LEFT JOIN skus AS k ON k.formula_id = f.id
    JOIN formula_ingredients AS fi ON fi.formula_id = f.id
    LEFT JOIN made AS m ON (m.formula_id, m.sku_id, m.ingredient_id) = (f.id, k.id, fi.ingredient_id)
)
(TABLE base EXCEPT ALL TABLE where_used) UNION ALL (TABLE where_used EXCEPT ALL TABLE base)
UNION ALL
-- No raw material was drawn beside the recipe.
SELECT m.ingredient_id, NULL, m.formula_id, NULL, NULL, NULL, NULL, m.sku_id, NULL, NULL, NULL, m.batches, m.kg
FROM made AS m
JOIN ingredients AS i ON i.id = m.ingredient_id AND i.piece_mass_g IS NULL
WHERE (m.formula_id, m.sku_id, m.ingredient_id) NOT IN (
    SELECT formula_id, sku_id, ingredient_id FROM where_used WHERE sku_id IS NOT NULL
);
