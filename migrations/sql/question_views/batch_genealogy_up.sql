CREATE VIEW batch_genealogy_up AS
SELECT
    b.id AS batch_id,
    b.batch_number,
    b.sku_id,
    b.plant_id,
    b.production_date,
    bi.sequence,
    n.ingredient_code,
    bi.lot_number,
    bi.actual_quantity_kg,
    bi.gr_id,
    bi.gr_line_number,
    g.gr_number,
    g.receipt_date,
    po.po_number,
    po.order_date,
    po.supplier_id,
    s.supplier_code,
    s.name AS supplier_name,
    s.country AS supplier_country
FROM batches AS b
JOIN batch_ingredients AS bi ON bi.batch_id = b.id
JOIN ingredients AS n ON n.id = bi.ingredient_id
JOIN goods_receipts AS g ON g.id = bi.gr_id
JOIN purchase_orders AS po ON po.id = g.po_id
JOIN suppliers AS s ON s.id = po.supplier_id;

COMMENT ON VIEW batch_genealogy_up IS
'What a batch was made of: raw lots, their receipts, purchase orders and suppliers; a row for each draw on a lot';
COMMENT ON COLUMN batch_genealogy_up.batch_id IS 'Batch';
COMMENT ON COLUMN batch_genealogy_up.batch_number IS 'Business key, such as B-2024-RECALL-001';
COMMENT ON COLUMN batch_genealogy_up.sku_id IS 'SKU';
COMMENT ON COLUMN batch_genealogy_up.plant_id IS 'Plant that made the batch';
COMMENT ON COLUMN batch_genealogy_up.production_date IS 'Day of production';
COMMENT ON COLUMN batch_genealogy_up.sequence IS 'Draw within the batch, from 1';
COMMENT ON COLUMN batch_genealogy_up.ingredient_code IS 'Business key, such as ING-SORB-001';
COMMENT ON COLUMN batch_genealogy_up.lot_number IS 'Lot of the supplier';
COMMENT ON COLUMN batch_genealogy_up.actual_quantity_kg IS 'Mass really used, kg';
COMMENT ON COLUMN batch_genealogy_up.gr_id IS 'Receipt of the lot';
COMMENT ON COLUMN batch_genealogy_up.gr_line_number IS 'Line of that receipt';
COMMENT ON COLUMN batch_genealogy_up.gr_number IS 'Business key, GR-...';
COMMENT ON COLUMN batch_genealogy_up.receipt_date IS 'Day on which the lot arrived';
COMMENT ON COLUMN batch_genealogy_up.po_number IS 'Business key, PO-...';
COMMENT ON COLUMN batch_genealogy_up.order_date IS 'Day of the purchase order';
COMMENT ON COLUMN batch_genealogy_up.supplier_id IS 'Supplier';
COMMENT ON COLUMN batch_genealogy_up.supplier_code IS 'Business key, such as SUP-PALM-MY-001';
COMMENT ON COLUMN batch_genealogy_up.supplier_name IS 'Name of the supplier';
COMMENT ON COLUMN batch_genealogy_up.supplier_country IS 'Country of the supplier, ISO 3166-1 alpha-2';
