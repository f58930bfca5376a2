-- I09
-- title: A shipment line's batch is of its SKU and of the SKU's formula; a carrier contract covers the ship date.
-- tags: exact, expensive
SELECT 'shipment_lines' AS relation, concat_ws('/', sl.shipment_id, sl.line_number) AS key,
       format('SKU %s of formula %s, batch %s of SKU %s and formula %s', s.id, s.formula_id, b.id, b.sku_id, b.formula_id)
           AS problem
FROM shipment_lines AS sl
JOIN batches AS b ON b.id = sl.batch_id
JOIN skus AS s ON s.id = sl.sku_id
WHERE b.sku_id <> sl.sku_id OR b.formula_id <> s.formula_id
UNION ALL
SELECT 'shipments', s.id::text, format('carrier %s has no contract on %s', s.carrier_id, s.ship_date)
FROM shipments AS s
LEFT JOIN carrier_contracts AS c ON c.carrier_id = s.carrier_id AND s.ship_date BETWEEN c.start_date AND c.end_date
WHERE c.id IS NULL;
