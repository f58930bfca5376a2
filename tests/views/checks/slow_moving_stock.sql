WITH recent AS (
    SELECT o.dc_id, sl.sku_id, sum(sl.quantity_cases) AS cases
    FROM shipment_lines AS sl
    JOIN orders AS o ON o.id = sl.order_id
    WHERE sl.shipment_id IN (SELECT s.id FROM shipments AS s, horizon WHERE as_of - s.ship_date < 91)
    GROUP BY o.dc_id, sl.sku_id
),
stock AS (SELECT dc_id, sku_id, sum(quantity_cases) AS cases FROM inventory WHERE location_type = 'dc' GROUP BY 1, 2),
base AS (
    SELECT i.id, (SELECT dc_code FROM distribution_centers WHERE id = i.dc_id) AS dc_code, k.sku_code, b.batch_number,
           i.quantity_cases, i.aging_bucket,
           round(i.quantity_cases * (SELECT landed_cost FROM sku_costs WHERE sku_id = i.sku_id), 2) AS value,
           as_of - b.production_date AS age, i.expiry_date - as_of AS days_left,
           round(91.0 * s.cases / nullif(r.cases, 0), 1) AS cover,
           coalesce(k.discontinue_date, 'infinity') <= as_of AS is_obsolete,
           s.cases > coalesce(r.cases, 0) AS is_too_much
    FROM inventory AS i
    CROSS JOIN horizon
    JOIN skus AS k ON k.id = i.sku_id
    JOIN batches AS b ON b.id = i.batch_id
    JOIN stock AS s ON s.dc_id = i.dc_id AND s.sku_id = i.sku_id
    LEFT JOIN recent AS r ON r.dc_id = i.dc_id AND r.sku_id = i.sku_id
    WHERE i.location_type = 'dc'
)
SELECT *
FROM slow_moving_stock AS v
FULL JOIN base AS b ON b.id = v.inventory_id
WHERE (v.dc_code, v.sku_code, v.batch_number, v.quantity_cases, v.stock_value, v.age_days, v.days_to_expiry,
       v.cover_days)
    IS DISTINCT FROM (b.dc_code, b.sku_code, b.batch_number, b.quantity_cases, b.value, b.age, b.days_left, b.cover)
   OR (v.stock_class = 'obsolete') IS DISTINCT FROM b.is_obsolete
   OR (v.stock_class = 'short_dated') IS DISTINCT FROM (NOT b.is_obsolete AND b.days_left < 90)
   OR (v.stock_class = 'healthy')
      IS DISTINCT FROM NOT (b.is_obsolete OR b.days_left < 90 OR b.aging_bucket = '90+' OR b.is_too_much)
   OR v.stock_class NOT IN ('obsolete', 'short_dated', 'slow', 'healthy');
