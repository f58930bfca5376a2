CREATE VIEW packaging_where_used AS
SELECT
    i.id AS ingredient_id,
    i.ingredient_code,
    i.function,
    k.packaging_code,
    p.product_code,
    s.id AS sku_id,
    s.sku_code,
    s.region,
    c.pieces_per_case,
    c.scrap_percent AS planned_scrap_percent,
    coalesce(u.batch_count, 0) AS batch_count,
    coalesce(u.output_cases, 0) * c.pieces_per_case AS packed_pieces,
    (coalesce(u.used_kg, 0) * 1000 / i.piece_mass_g)::bigint AS used_pieces
FROM packaging_components AS c
JOIN ingredients AS i ON i.id = c.ingredient_id
JOIN packaging_types AS k ON k.id = c.packaging_id
JOIN products AS p ON p.id = c.product_id
JOIN skus AS s ON s.packaging_id = c.packaging_id AND s.product_id = c.product_id
LEFT JOIN (
    SELECT d.ingredient_id, b.sku_id, count(*) AS batch_count, sum(b.output_cases) AS output_cases, sum(d.kg) AS used_kg
    FROM batches AS b
    JOIN (
        SELECT batch_id, ingredient_id, sum(actual_quantity_kg) AS kg FROM batch_ingredients GROUP BY batch_id, ingredient_id
    ) AS d ON d.batch_id = b.id
    GROUP BY d.ingredient_id, b.sku_id
) AS u ON u.ingredient_id = c.ingredient_id AND u.sku_id = s.id;

COMMENT ON VIEW packaging_where_used IS
'Where a packaging item is used: SKUs whose packs bear it, and the pieces that their batches took';
COMMENT ON COLUMN packaging_where_used.ingredient_id IS 'Packaging item';
COMMENT ON COLUMN packaging_where_used.ingredient_code IS 'Business key, such as PKM-BTL-500';
COMMENT ON COLUMN packaging_where_used.function IS 'What it does in the pack: container, closure, label, film, carton, case';
COMMENT ON COLUMN packaging_where_used.packaging_code IS 'Business key of the pack, such as PKG-TUBE-100';
COMMENT ON COLUMN packaging_where_used.product_code IS 'Business key of the brand line';
COMMENT ON COLUMN packaging_where_used.sku_id IS 'SKU';
COMMENT ON COLUMN packaging_where_used.sku_code IS 'Business key, SKU-...';
COMMENT ON COLUMN packaging_where_used.region IS 'Code of the division in which the SKU is sold';
COMMENT ON COLUMN packaging_where_used.pieces_per_case IS 'Pieces in a case';
COMMENT ON COLUMN packaging_where_used.planned_scrap_percent IS
'Pieces planned to be spoiled, percent of those in the cases';
COMMENT ON COLUMN packaging_where_used.batch_count IS 'Batches of the SKU';
COMMENT ON COLUMN packaging_where_used.packed_pieces IS 'Pieces in the cases that they made';
COMMENT ON COLUMN packaging_where_used.used_pieces IS 'Pieces that they took, spoiled ones included';
