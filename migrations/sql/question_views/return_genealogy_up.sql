-- OFFSET 0 keeps the planner from merging the parts: each batch is looked up by its key.
CREATE VIEW return_genealogy_up AS
SELECT
    r.id AS return_id,
    r.return_number,
    m.reason_code,
    r.return_date,
    rl.line_number,
    rl.order_id,
    rl.quantity_cases,
    u.*
FROM returns AS r
JOIN rma_authorizations AS m ON m.id = r.rma_id
JOIN return_lines AS rl ON rl.return_id = r.id
CROSS JOIN LATERAL (
    SELECT * FROM batch_genealogy_up AS b WHERE b.batch_id = rl.batch_id OFFSET 0
) AS u;

COMMENT ON VIEW return_genealogy_up IS
'From a return to the suppliers: return line, its batch, and what that was made of as batch_genealogy_up has it';
COMMENT ON COLUMN return_genealogy_up.return_id IS 'Return';
COMMENT ON COLUMN return_genealogy_up.return_number IS 'Business key, RET-...';
COMMENT ON COLUMN return_genealogy_up.reason_code IS 'Why the goods come back';
COMMENT ON COLUMN return_genealogy_up.return_date IS 'Day on which the goods leave the store';
COMMENT ON COLUMN return_genealogy_up.line_number IS 'Line of the return';
COMMENT ON COLUMN return_genealogy_up.order_id IS 'Order that delivered the goods';
COMMENT ON COLUMN return_genealogy_up.quantity_cases IS
'Cases of the batch that came back; repeated on each row of the return line';
COMMENT ON COLUMN return_genealogy_up.batch_id IS 'Batch';
COMMENT ON COLUMN return_genealogy_up.batch_number IS 'Business key, such as B-2024-RECALL-001';
COMMENT ON COLUMN return_genealogy_up.sku_id IS 'SKU';
COMMENT ON COLUMN return_genealogy_up.plant_id IS 'Plant that made the batch';
COMMENT ON COLUMN return_genealogy_up.production_date IS 'Day of production';
COMMENT ON COLUMN return_genealogy_up.sequence IS 'Draw within the batch, from 1';
COMMENT ON COLUMN return_genealogy_up.ingredient_code IS 'Business key, such as ING-SORB-001';
COMMENT ON COLUMN return_genealogy_up.lot_number IS 'Lot of the supplier';
COMMENT ON COLUMN return_genealogy_up.actual_quantity_kg IS 'Mass really used, kg';
COMMENT ON COLUMN return_genealogy_up.gr_id IS 'Receipt of the lot';
COMMENT ON COLUMN return_genealogy_up.gr_line_number IS 'Line of that receipt';
COMMENT ON COLUMN return_genealogy_up.gr_number IS 'Business key, GR-...';
COMMENT ON COLUMN return_genealogy_up.receipt_date IS 'Day on which the lot arrived';
COMMENT ON COLUMN return_genealogy_up.po_number IS 'Business key, PO-...';
COMMENT ON COLUMN return_genealogy_up.order_date IS 'Day of the purchase order';
COMMENT ON COLUMN return_genealogy_up.supplier_id IS 'Supplier';
COMMENT ON COLUMN return_genealogy_up.supplier_code IS 'Business key, such as SUP-PALM-MY-001';
COMMENT ON COLUMN return_genealogy_up.supplier_name IS 'Name of the supplier';
COMMENT ON COLUMN return_genealogy_up.supplier_country IS 'Country of the supplier, ISO 3166-1 alpha-2';
