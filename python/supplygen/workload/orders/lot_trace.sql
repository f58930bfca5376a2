-- title: Where did a raw lot go?
-- weight: 2
-- reason: assumed: see batch_trace
\set receipt random(1, :receipts)
SELECT region, count(DISTINCT batch_id) AS batches, count(DISTINCT location_code) AS stores,
       count(DISTINCT order_number) AS orders, count(DISTINCT return_number) AS returns
FROM :company.lot_genealogy_down
WHERE lot_number = (SELECT lot_number FROM :company.goods_receipt_lines WHERE gr_id = :receipt AND line_number = 1)
GROUP BY region;
