CREATE VIEW inventory_waterfall AS
SELECT
    d.dc_id,
    c.dc_code,
    d.sku_id,
    k.sku_code,
    d.movement_date,
    d.closing_cases - d.net_cases AS opening_cases,
    d.received_cases,
    d.transferred_cases,
    d.restocked_cases,
    d.adjusted_cases,
    d.shipped_cases,
    d.closing_cases
FROM (
    SELECT
        dc_id,
        sku_id,
        movement_date,
        sum(cases) AS net_cases,
        coalesce(sum(cases) FILTER (WHERE kind = 'received'), 0) AS received_cases,
        coalesce(sum(cases) FILTER (WHERE kind = 'transferred'), 0) AS transferred_cases,
        coalesce(sum(cases) FILTER (WHERE kind = 'restocked'), 0) AS restocked_cases,
        coalesce(sum(cases) FILTER (WHERE kind = 'adjusted'), 0) AS adjusted_cases,
        coalesce(-sum(cases) FILTER (WHERE kind = 'shipped'), 0) AS shipped_cases,
        sum(sum(cases)) OVER (PARTITION BY dc_id, sku_id ORDER BY movement_date)::bigint AS closing_cases
    FROM inventory_movements
    GROUP BY dc_id, sku_id, movement_date
) AS d
JOIN distribution_centers AS c ON c.id = d.dc_id
JOIN skus AS k ON k.id = d.sku_id;

COMMENT ON VIEW inventory_waterfall IS
'Stock of a distribution center by SKU and day on which something moved; on other days it is the last closing_cases';
COMMENT ON COLUMN inventory_waterfall.dc_id IS 'Distribution center';
COMMENT ON COLUMN inventory_waterfall.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN inventory_waterfall.sku_id IS 'SKU';
COMMENT ON COLUMN inventory_waterfall.sku_code IS 'Business key, SKU-...';
COMMENT ON COLUMN inventory_waterfall.movement_date IS 'Day on which something moved';
COMMENT ON COLUMN inventory_waterfall.opening_cases IS 'Stock before the day, cases';
COMMENT ON COLUMN inventory_waterfall.received_cases IS 'Cases from plants';
COMMENT ON COLUMN inventory_waterfall.transferred_cases IS 'Cases from other centers, less those sent to them';
COMMENT ON COLUMN inventory_waterfall.restocked_cases IS 'Returned cases that became stock again';
COMMENT ON COLUMN inventory_waterfall.adjusted_cases IS 'Cases found, less those found missing, when stock was counted';
COMMENT ON COLUMN inventory_waterfall.shipped_cases IS 'Cases that left for stores';
COMMENT ON COLUMN inventory_waterfall.closing_cases IS
'Stock after the day: opening + received + transferred + restocked + adjusted - shipped';
