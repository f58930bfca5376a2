-- Lateral and OFFSET 0 as in batch_genealogy_down: each lot, then each batch is looked up by its key. A lot comes in
-- several lines of receipts; the first of them stands for it.
CREATE VIEW lot_genealogy_down AS
SELECT
    gl.lot_number,
    t.*
FROM goods_receipt_lines AS gl
CROSS JOIN LATERAL (
    SELECT
        n.ingredient_code,
        p.supplier_code,
        f.receipt_date,
        u.used_kg,
        d.*
    FROM (
        SELECT min(r.receipt_date) AS receipt_date
        FROM goods_receipt_lines AS fl
        JOIN goods_receipts AS r ON r.id = fl.gr_id
        WHERE fl.lot_number = gl.lot_number
        HAVING bool_and((gl.gr_id, gl.line_number) <= (fl.gr_id, fl.line_number))
    ) AS f
    JOIN purchase_orders AS po ON po.id = gl.po_id
    JOIN suppliers AS p ON p.id = po.supplier_id
    JOIN ingredients AS n ON n.id = gl.ingredient_id
    CROSS JOIN LATERAL (
        SELECT bi.batch_id, sum(bi.actual_quantity_kg) AS used_kg
        FROM goods_receipt_lines AS ul
        JOIN batch_ingredients AS bi ON bi.gr_id = ul.gr_id AND bi.gr_line_number = ul.line_number
        WHERE ul.lot_number = gl.lot_number
        GROUP BY bi.batch_id
    ) AS u
    CROSS JOIN LATERAL (
        SELECT * FROM batch_genealogy_down AS b WHERE b.batch_id = u.batch_id OFFSET 0
    ) AS d
    OFFSET 0
) AS t;

COMMENT ON VIEW lot_genealogy_down IS
'Recall of a raw lot: the batches that it went into, each once whatever receipts it drew on, and where their cases went
as batch_genealogy_down has it';
COMMENT ON COLUMN lot_genealogy_down.lot_number IS 'Lot of the supplier';
COMMENT ON COLUMN lot_genealogy_down.ingredient_code IS 'Business key, such as ING-SORB-001';
COMMENT ON COLUMN lot_genealogy_down.supplier_code IS 'Business key, such as SUP-PALM-MY-001';
COMMENT ON COLUMN lot_genealogy_down.receipt_date IS 'Day on which the first of the lot arrived';
COMMENT ON COLUMN lot_genealogy_down.used_kg IS
'Mass of the lot in the batch, all receipts together, kg; repeated on each row of the batch';
COMMENT ON COLUMN lot_genealogy_down.batch_id IS 'Batch';
COMMENT ON COLUMN lot_genealogy_down.batch_number IS 'Business key, such as B-2024-RECALL-001';
COMMENT ON COLUMN lot_genealogy_down.sku_code IS 'Business key, SKU-...';
COMMENT ON COLUMN lot_genealogy_down.region IS 'Code of the division in which the SKU is sold';
COMMENT ON COLUMN lot_genealogy_down.production_date IS 'Day of production';
COMMENT ON COLUMN lot_genealogy_down.qc_status IS 'Quality decision at the as-of date';
COMMENT ON COLUMN lot_genealogy_down.step IS 'Where the cases of the batch went, as in batch_genealogy_down';
COMMENT ON COLUMN lot_genealogy_down.step_date IS 'Day of the step';
COMMENT ON COLUMN lot_genealogy_down.quantity_cases IS 'Cases of the batch in the step';
COMMENT ON COLUMN lot_genealogy_down.shipment_id IS 'Shipment, for deployed, transferred, shipped and stock on the way';
COMMENT ON COLUMN lot_genealogy_down.plant_id IS 'Plant that the cases left or lie at; null for later steps';
COMMENT ON COLUMN lot_genealogy_down.dc_id IS 'Distribution center that the cases go to, lie at or come from';
COMMENT ON COLUMN lot_genealogy_down.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN lot_genealogy_down.order_id IS
'Order that the cases are for; null for deployed, transferred and in_stock';
COMMENT ON COLUMN lot_genealogy_down.order_number IS 'Business key, ORD-...';
COMMENT ON COLUMN lot_genealogy_down.actual_delivery_date IS 'Day of delivery; null if not delivered';
COMMENT ON COLUMN lot_genealogy_down.retail_location_id IS 'Store';
COMMENT ON COLUMN lot_genealogy_down.location_code IS 'Business key of the store';
COMMENT ON COLUMN lot_genealogy_down.account_code IS 'Business key, such as ACCT-MEGA-001';
COMMENT ON COLUMN lot_genealogy_down.return_id IS 'Return, for returned';
COMMENT ON COLUMN lot_genealogy_down.return_number IS 'Business key, RET-...';
