SELECT d.lot_number, d.region, count(DISTINCT d.batch_id) AS batches, count(DISTINCT d.location_code) AS stores,
       count(DISTINCT d.order_number) AS orders, count(DISTINCT d.return_number) AS returns,
       sum(d.quantity_cases) FILTER (WHERE d.step = 'shipped') AS shipped_cases
FROM lot_genealogy_down AS d
WHERE d.lot_number IN (
    SELECT l.lot_number
    FROM supplygen.injection AS i
    JOIN goods_receipt_lines AS l ON concat_ws(',', l.gr_id, l.line_number) = i.row_key
    WHERE i.event_code = 'RSK-BIO-001' AND i.table_name = 'goods_receipt_lines'
)
GROUP BY d.lot_number, d.region
ORDER BY stores DESC, d.lot_number, d.region;
