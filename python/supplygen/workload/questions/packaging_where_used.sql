SELECT k.packaging_code, p.product_code, c.pieces_per_case, c.scrap_percent AS planned_scrap, count(*) AS batches,
       sum(u.pieces) AS pieces,
       round(100 * (sum(u.pieces) / sum(b.output_cases * c.pieces_per_case)::numeric - 1), 2) AS real_scrap
FROM ingredients AS i
JOIN packaging_components AS c ON c.ingredient_id = i.id
JOIN packaging_types AS k ON k.id = c.packaging_id
JOIN products AS p ON p.id = c.product_id
JOIN skus AS s ON s.packaging_id = c.packaging_id AND s.product_id = c.product_id
JOIN batches AS b ON b.sku_id = s.id
JOIN (
    SELECT bi.batch_id, bi.ingredient_id, (sum(bi.actual_quantity_kg) * 1000 / n.piece_mass_g)::bigint AS pieces
    FROM batch_ingredients AS bi
    JOIN ingredients AS n ON n.id = bi.ingredient_id
    GROUP BY bi.batch_id, bi.ingredient_id, n.piece_mass_g
) AS u ON u.batch_id = b.id AND u.ingredient_id = i.id
WHERE i.ingredient_code = 'PKM-CAP-B24'
GROUP BY k.packaging_code, p.product_code, c.pieces_per_case, c.scrap_percent
ORDER BY pieces DESC, k.packaging_code, p.product_code;
