-- Lateral, so that whichever column picks the batches, what became of each is found through the indexes on batch_id.
-- OFFSET 0 keeps the planner from merging the parts: it would reorder so many joins only in the order written.
CREATE VIEW batch_genealogy_down AS
SELECT
    b.id AS batch_id,
    b.batch_number,
    k.sku_code,
    k.region,
    b.production_date,
    b.qc_status,
    t.step,
    t.step_date,
    t.quantity_cases,
    t.shipment_id,
    t.plant_id,
    t.dc_id,
    t.dc_code,
    t.order_id,
    t.order_number,
    t.actual_delivery_date,
    t.retail_location_id,
    t.location_code,
    t.account_code,
    t.return_id,
    t.return_number
FROM batches AS b
JOIN skus AS k ON k.id = b.sku_id
CROSS JOIN LATERAL (
    SELECT
        e.step,
        e.step_date,
        e.quantity_cases,
        e.shipment_id,
        e.plant_id,
        e.dc_id,
        c.dc_code,
        e.order_id,
        o.order_number,
        o.actual_delivery_date,
        o.retail_location_id,
        l.location_code,
        a.account_code,
        e.return_id,
        e.return_number
    FROM (
        SELECT
            CASE
                WHEN sl.order_id IS NOT NULL THEN 'shipped'
                WHEN s.origin_plant_id IS NULL THEN 'transferred'
                ELSE 'deployed'
            END AS step,
            s.ship_date AS step_date,
            sl.quantity_cases,
            s.id AS shipment_id,
            s.origin_plant_id AS plant_id,
            coalesce(s.destination_dc_id, s.origin_dc_id) AS dc_id,
            sl.order_id,
            NULL::bigint AS return_id,
            NULL AS return_number
        FROM shipment_lines AS sl
        JOIN shipments AS s ON s.id = sl.shipment_id
        WHERE sl.batch_id = b.id
        UNION ALL
        SELECT 'allocated', oa.allocation_date, oa.allocated_cases, NULL, NULL, oa.dc_id, oa.order_id, NULL, NULL
        FROM order_allocations AS oa
        WHERE oa.batch_id = b.id
        UNION ALL
        SELECT 'returned', r.return_date, rl.quantity_cases, NULL, NULL, r.dc_id, rl.order_id, r.id, r.return_number
        FROM return_lines AS rl
        JOIN returns AS r ON r.id = rl.return_id
        WHERE rl.batch_id = b.id
        UNION ALL
        SELECT 'in_stock', h.as_of, i.quantity_cases, i.shipment_id, i.plant_id, i.dc_id, NULL, NULL, NULL
        FROM inventory AS i
        CROSS JOIN horizon AS h
        WHERE i.batch_id = b.id
    ) AS e
    LEFT JOIN distribution_centers AS c ON c.id = e.dc_id
    LEFT JOIN orders AS o ON o.id = e.order_id
    LEFT JOIN retail_locations AS l ON l.id = o.retail_location_id
    LEFT JOIN retail_accounts AS a ON a.id = o.retail_account_id
    OFFSET 0
) AS t;

COMMENT ON VIEW batch_genealogy_down IS
'Recall: where the cases of a batch went; a row for each shipment line, allocation, return line and closing
stock of it';
COMMENT ON COLUMN batch_genealogy_down.batch_id IS 'Batch';
COMMENT ON COLUMN batch_genealogy_down.batch_number IS 'Business key, such as B-2024-RECALL-001';
COMMENT ON COLUMN batch_genealogy_down.sku_code IS 'Business key, SKU-...';
COMMENT ON COLUMN batch_genealogy_down.region IS 'Code of the division in which the SKU is sold';
COMMENT ON COLUMN batch_genealogy_down.production_date IS 'Day of production';
COMMENT ON COLUMN batch_genealogy_down.qc_status IS 'Quality decision at the as-of date';
COMMENT ON COLUMN batch_genealogy_down.step IS
'deployed (plant to distribution center), transferred (to another center), allocated (reserved for an order), shipped
(to a store), returned, or in_stock (at a plant, a distribution center or on the way at the last day)';
COMMENT ON COLUMN batch_genealogy_down.step_date IS 'Day of departure, reservation or return; the last day for stock';
COMMENT ON COLUMN batch_genealogy_down.quantity_cases IS 'Cases of the batch in the step';
COMMENT ON COLUMN batch_genealogy_down.shipment_id IS
'Shipment, for deployed, transferred, shipped and stock on the way';
COMMENT ON COLUMN batch_genealogy_down.plant_id IS 'Plant that the cases left or lie at; null for later steps';
COMMENT ON COLUMN batch_genealogy_down.dc_id IS
'Distribution center that the cases go to, lie at or come from; null for stock at a plant and in transit';
COMMENT ON COLUMN batch_genealogy_down.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN batch_genealogy_down.order_id IS
'Order that the cases are for; null for deployed, transferred and in_stock';
COMMENT ON COLUMN batch_genealogy_down.order_number IS 'Business key, ORD-...';
COMMENT ON COLUMN batch_genealogy_down.actual_delivery_date IS
'Day on which the store got the order; null if not delivered';
COMMENT ON COLUMN batch_genealogy_down.retail_location_id IS 'Store of the order';
COMMENT ON COLUMN batch_genealogy_down.location_code IS 'Business key of the store';
COMMENT ON COLUMN batch_genealogy_down.account_code IS 'Business key, such as ACCT-MEGA-001';
COMMENT ON COLUMN batch_genealogy_down.return_id IS 'Return, for returned';
COMMENT ON COLUMN batch_genealogy_down.return_number IS 'Business key, RET-...';
