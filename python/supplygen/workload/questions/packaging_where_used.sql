SELECT packaging_code, product_code, pieces_per_case, count(*) AS skus, sum(batch_count) AS batches,
       sum(used_pieces) AS pieces, planned_scrap_percent AS planned_scrap,
       round(100 * (sum(used_pieces) / nullif(sum(packed_pieces), 0) - 1), 2) AS real_scrap
FROM packaging_where_used
WHERE ingredient_code = 'PKM-CAP-B24'
GROUP BY packaging_code, product_code, pieces_per_case, planned_scrap_percent
ORDER BY pieces DESC, packaging_code, product_code;
