CREATE VIEW inventory_movements AS
SELECT
    s.destination_dc_id AS dc_id,
    sl.sku_id,
    sl.batch_id,
    s.actual_delivery_date AS movement_date,
    CASE WHEN s.origin_plant_id IS NULL THEN 'transferred' ELSE 'received' END AS kind,
    sl.quantity_cases AS cases
FROM shipment_lines AS sl
JOIN shipments AS s ON s.id = sl.shipment_id
WHERE sl.order_id IS NULL AND s.actual_delivery_date IS NOT NULL
UNION ALL
SELECT
    s.origin_dc_id,
    sl.sku_id,
    sl.batch_id,
    s.ship_date,
    CASE WHEN sl.order_id IS NULL THEN 'transferred' ELSE 'shipped' END,
    -sl.quantity_cases
FROM shipment_lines AS sl
JOIN shipments AS s ON s.id = sl.shipment_id
WHERE s.origin_dc_id IS NOT NULL
UNION ALL
SELECT
    r.dc_id, rl.sku_id, rl.batch_id, (d.processed_at AT TIME ZONE 'UTC')::date, 'restocked', d.quantity_cases
FROM disposition_logs AS d
JOIN return_lines AS rl ON rl.return_id = d.return_id AND rl.line_number = d.return_line_number
JOIN returns AS r ON r.id = d.return_id
WHERE d.disposition = 'restock'
UNION ALL
SELECT a.dc_id, a.sku_id, a.batch_id, a.adjustment_date, 'adjusted', a.quantity_cases
FROM inventory_adjustments AS a
WHERE a.dc_id IS NOT NULL;

COMMENT ON VIEW inventory_movements IS
'Everything that changed the stock of a distribution center, by batch; there was none before the first movement';
COMMENT ON COLUMN inventory_movements.dc_id IS 'Distribution center';
COMMENT ON COLUMN inventory_movements.sku_id IS 'SKU';
COMMENT ON COLUMN inventory_movements.batch_id IS 'Batch';
COMMENT ON COLUMN inventory_movements.movement_date IS 'Day on which the stock changed';
COMMENT ON COLUMN inventory_movements.kind IS
'received (from a plant), transferred (from or to another center), shipped (to stores), restocked (from returns) or
adjusted (after a count)';
COMMENT ON COLUMN inventory_movements.cases IS 'Change of the stock, cases; negative when goods leave';
