CREATE VIEW three_way_match AS
SELECT
    po.id AS po_id,
    po.po_number,
    pl.line_number,
    s.supplier_code,
    n.ingredient_code,
    po.order_date,
    pl.quantity_kg AS ordered_kg,
    coalesce(r.received_kg, 0) AS received_kg,
    coalesce(r.accepted_kg, 0) AS accepted_kg,
    coalesce(r.rejected_kg, 0) AS rejected_kg,
    coalesce(r.consumed_kg, 0) AS consumed_kg,
    coalesce(r.on_hand_kg, 0) AS on_hand_kg,
    coalesce(r.scrapped_kg, 0) AS scrapped_kg,
    pl.line_amount,
    round(coalesce(r.accepted_kg, 0) * pl.unit_price, 2) AS payable_amount,
    CASE
        WHEN coalesce(r.accepted_kg, 0)
            <> coalesce(r.consumed_kg, 0) + coalesce(r.on_hand_kg, 0) + coalesce(r.scrapped_kg, 0) THEN 'unbalanced'
        WHEN r.received_kg IS NULL THEN 'not_received'
        WHEN r.received_kg < pl.quantity_kg THEN 'short'
        WHEN r.received_kg > pl.quantity_kg THEN 'over'
        WHEN r.rejected_kg > 0 THEN 'rejected_part'
        ELSE 'matched'
    END AS match_status
FROM purchase_order_lines AS pl
JOIN purchase_orders AS po ON po.id = pl.po_id
JOIN suppliers AS s ON s.id = po.supplier_id
JOIN ingredients AS n ON n.id = pl.ingredient_id
LEFT JOIN (
    SELECT
        gl.po_id,
        gl.po_line_number,
        sum(gl.quantity_received_kg) AS received_kg,
        sum(gl.quantity_accepted_kg) AS accepted_kg,
        sum(gl.quantity_rejected_kg) AS rejected_kg,
        sum(c.consumed_kg) AS consumed_kg,
        sum(i.on_hand_kg) AS on_hand_kg,
        sum(i.scrapped_kg) AS scrapped_kg
    FROM goods_receipt_lines AS gl
    LEFT JOIN (
        SELECT gr_id, gr_line_number, sum(actual_quantity_kg) AS consumed_kg
        FROM batch_ingredients
        GROUP BY gr_id, gr_line_number
    ) AS c ON c.gr_id = gl.gr_id AND c.gr_line_number = gl.line_number
    LEFT JOIN ingredient_inventory AS i ON i.gr_id = gl.gr_id AND i.gr_line_number = gl.line_number
    GROUP BY gl.po_id, gl.po_line_number
) AS r ON r.po_id = pl.po_id AND r.po_line_number = pl.line_number;

COMMENT ON VIEW three_way_match IS
'Each line of a purchase order with what was received of it and what became of that: ordered, received, consumed';
COMMENT ON COLUMN three_way_match.po_id IS 'Purchase order';
COMMENT ON COLUMN three_way_match.po_number IS 'Business key, PO-...';
COMMENT ON COLUMN three_way_match.line_number IS 'Line of the purchase order';
COMMENT ON COLUMN three_way_match.supplier_code IS 'Business key, such as SUP-PALM-MY-001';
COMMENT ON COLUMN three_way_match.ingredient_code IS 'Business key, such as ING-SORB-001';
COMMENT ON COLUMN three_way_match.order_date IS 'Day of the order';
COMMENT ON COLUMN three_way_match.ordered_kg IS 'Ordered mass, kg';
COMMENT ON COLUMN three_way_match.received_kg IS 'Received mass, kg';
COMMENT ON COLUMN three_way_match.accepted_kg IS 'Mass that passed inspection, kg';
COMMENT ON COLUMN three_way_match.rejected_kg IS 'Mass that failed inspection, kg';
COMMENT ON COLUMN three_way_match.consumed_kg IS 'Mass of its lots that went into batches, kg';
COMMENT ON COLUMN three_way_match.on_hand_kg IS 'Mass of its lots at the plant at the last day, kg';
COMMENT ON COLUMN three_way_match.scrapped_kg IS 'Mass of its lots that was written off, kg';
COMMENT ON COLUMN three_way_match.line_amount IS 'Value of the ordered mass, USD';
COMMENT ON COLUMN three_way_match.payable_amount IS 'Accepted mass at the price of the order, USD';
COMMENT ON COLUMN three_way_match.match_status IS
'matched, not_received, short or over (against the order), rejected_part (in full, but not all of it good), or unbalanced:
accepted differs from consumed, on hand and scrapped together, which does not happen';
