-- What batches drew of packaging, in pieces, is what the view says; no item is drawn beside the bills.
WITH base AS (
    SELECT bi.ingredient_id, b.sku_id, count(DISTINCT b.id) AS batches,
           sum(round(bi.actual_quantity_kg * 1000))::bigint / min(i.piece_mass_g) AS pieces
    FROM batch_ingredients AS bi
    JOIN ingredients AS i ON i.id = bi.ingredient_id AND i.ingredient_code LIKE 'PKM-%'
    JOIN batches AS b ON b.id = bi.batch_id
    GROUP BY bi.ingredient_id, b.sku_id
),
shown AS (
    SELECT ingredient_id, sku_id, batch_count AS batches, used_pieces AS pieces FROM packaging_where_used WHERE batch_count > 0
)
(SELECT 'drawn', ingredient_id, sku_id, batches, pieces FROM base
 EXCEPT ALL SELECT 'drawn', ingredient_id, sku_id, batches, pieces FROM shown)
UNION ALL
(SELECT 'shown', ingredient_id, sku_id, batches, pieces FROM shown
 EXCEPT ALL SELECT 'shown', ingredient_id, sku_id, batches, pieces FROM base)
UNION ALL
-- Every SKU shows its whole bill, and its cases are packed.
SELECT 'bill', max(c.ingredient_id), s.id, count(c.ingredient_id), sum(w.packed_pieces)
FROM skus AS s
JOIN packaging_components AS c ON (c.packaging_id, c.product_id) = (s.packaging_id, s.product_id)
LEFT JOIN packaging_where_used AS w ON (w.ingredient_id, w.sku_id) = (c.ingredient_id, s.id)
LEFT JOIN (SELECT sku_id, sum(output_cases) AS cases FROM batches GROUP BY sku_id) AS m ON m.sku_id = s.id
GROUP BY s.id
HAVING count(w.sku_id) <> count(*) OR sum(w.packed_pieces) <> coalesce(sum(m.cases * c.pieces_per_case), 0);
