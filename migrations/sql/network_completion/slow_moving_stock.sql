CREATE VIEW slow_moving_stock AS
SELECT
    i.id AS inventory_id,
    d.dc_code,
    k.sku_code,
    b.batch_number,
    i.quantity_cases,
    round(i.quantity_cases * c.landed_cost, 2) AS stock_value,
    h.as_of - b.production_date AS age_days,
    i.expiry_date - h.as_of AS days_to_expiry,
    round(i.stock_cases * 91 / nullif(s.shipped_cases, 0)::numeric, 1) AS cover_days,
    CASE
        WHEN k.discontinue_date <= h.as_of THEN 'obsolete'
        WHEN i.expiry_date - h.as_of < 90 THEN 'short_dated'
        WHEN h.as_of - b.production_date > 90 OR i.stock_cases > coalesce(s.shipped_cases, 0) THEN 'slow'
        ELSE 'healthy'
    END AS stock_class
FROM (
    SELECT
        id, dc_id, sku_id, batch_id, quantity_cases, expiry_date,
        sum(quantity_cases) OVER (PARTITION BY dc_id, sku_id) AS stock_cases
    FROM inventory
    WHERE location_type = 'dc'
) AS i
CROSS JOIN horizon AS h
JOIN distribution_centers AS d ON d.id = i.dc_id
JOIN skus AS k ON k.id = i.sku_id
JOIN sku_costs AS c ON c.sku_id = k.id
JOIN batches AS b ON b.id = i.batch_id
LEFT JOIN (
    SELECT sh.origin_dc_id AS dc_id, sl.sku_id, sum(sl.quantity_cases) AS shipped_cases
    FROM shipments AS sh
    JOIN horizon AS recent ON sh.ship_date > recent.as_of - 91
    JOIN shipment_lines AS sl ON sl.shipment_id = sh.id
    WHERE sh.destination_location_id IS NOT NULL
    GROUP BY sh.origin_dc_id, sl.sku_id
) AS s ON s.dc_id = i.dc_id AND s.sku_id = i.sku_id;

COMMENT ON VIEW slow_moving_stock IS
'Closing stock of the distribution centers by batch: what moves slowly, is obsolete or short-dated, and its value. The
three classes hold more than SLOB of invariant I35, which is only what is older than 90 days or has less than 90 to
live, of whatever SKU: I35 leaves out young stock of discontinued SKUs and of those with more than leaves in 91 days';
COMMENT ON COLUMN slow_moving_stock.inventory_id IS 'Row of inventory';
COMMENT ON COLUMN slow_moving_stock.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN slow_moving_stock.sku_code IS 'Business key, SKU-...';
COMMENT ON COLUMN slow_moving_stock.batch_number IS 'Business key, such as B-2024-RECALL-001';
COMMENT ON COLUMN slow_moving_stock.quantity_cases IS 'Stock of the batch, cases';
COMMENT ON COLUMN slow_moving_stock.stock_value IS 'Cases at standard landed cost, USD';
COMMENT ON COLUMN slow_moving_stock.age_days IS 'Days since production';
COMMENT ON COLUMN slow_moving_stock.days_to_expiry IS 'Days that are left of its shelf life';
COMMENT ON COLUMN slow_moving_stock.cover_days IS
'Days that the center''s stock of the SKU lasts at the shipments of the last 91 days; null without any';
COMMENT ON COLUMN slow_moving_stock.stock_class IS
'obsolete (SKU discontinued), short_dated (less than 90 days to live: stores refuse it), slow (older than 90 days,
or more in stock than left in the last 91 days), else healthy';
