-- I17
-- title: Per DC, SKU, batch: arrived plus restocked less outbound and lost is the closing stock, never below zero.
-- tags: exact, expensive
-- sample: shipment_lines.sku_id, return_lines.sku_id, inventory.sku_id, inventory_adjustments.sku_id
-- Movements are netted per day before the running sum: goods may arrive and leave on the same day. What a recall called
-- back stays in the building, in quarantine.
WITH horizon AS (
    SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1
),
movement AS (
    SELECT s.destination_dc_id AS dc_id, sl.sku_id, sl.batch_id, s.actual_delivery_date AS day, sl.quantity_cases AS cases
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    WHERE sl.order_id IS NULL AND s.actual_delivery_date IS NOT NULL
    UNION ALL
    SELECT s.origin_dc_id, sl.sku_id, sl.batch_id, s.ship_date, -sl.quantity_cases
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    WHERE s.origin_dc_id IS NOT NULL
    UNION ALL
    SELECT r.dc_id, rl.sku_id, rl.batch_id, (d.processed_at AT TIME ZONE 'UTC')::date, d.quantity_cases
    FROM disposition_logs AS d
    JOIN return_lines AS rl ON rl.return_id = d.return_id AND rl.line_number = d.return_line_number
    JOIN returns AS r ON r.id = d.return_id
    WHERE d.disposition = 'restock'
    UNION ALL
    SELECT dc_id, sku_id, batch_id, adjustment_date, quantity_cases
    FROM inventory_adjustments
    WHERE dc_id IS NOT NULL
),
daily AS (
    SELECT dc_id, sku_id, batch_id, day, sum(cases)::integer AS cases
    FROM movement
    GROUP BY dc_id, sku_id, batch_id, day
),
running AS (
    SELECT dc_id, sku_id, batch_id, day, cases,
           sum(cases) OVER (PARTITION BY dc_id, sku_id, batch_id ORDER BY day) AS balance
    FROM daily
),
moved AS (
    SELECT dc_id, sku_id, batch_id, sum(cases) AS balance, min(balance) AS lowest,
           min(day) FILTER (WHERE balance < 0) AS short_on
    FROM running
    GROUP BY dc_id, sku_id, batch_id
),
closing AS (
    SELECT dc_id, sku_id, batch_id, sum(quantity_cases) AS cases
    FROM inventory
    WHERE location_type = 'dc'
    GROUP BY dc_id, sku_id, batch_id
),
on_the_way AS (
    SELECT sl.shipment_id, sl.sku_id, sl.batch_id, sum(sl.quantity_cases) AS cases
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    WHERE sl.order_id IS NULL AND s.actual_delivery_date IS NULL
    GROUP BY sl.shipment_id, sl.sku_id, sl.batch_id
),
in_transit AS (
    SELECT shipment_id, sku_id, batch_id, sum(quantity_cases) AS cases
    FROM inventory
    WHERE location_type = 'in_transit'
    GROUP BY shipment_id, sku_id, batch_id
)
SELECT 'inventory' AS relation, concat_ws('/', 'dc ' || dc_id, sku_id, batch_id) AS key,
       format('movements leave %s cases, inventory says %s; lowest %s on %s', coalesce(m.balance, 0), coalesce(c.cases, 0),
              m.lowest, m.short_on) AS problem
FROM moved AS m
FULL JOIN closing AS c USING (dc_id, sku_id, batch_id)
WHERE coalesce(m.balance, 0) <> coalesce(c.cases, 0) OR m.lowest < 0
UNION ALL
SELECT 'inventory', concat_ws('/', 'shipment ' || shipment_id, sku_id, batch_id),
       format('%s cases are on the way, inventory says %s', coalesce(w.cases, 0), coalesce(t.cases, 0))
FROM on_the_way AS w
FULL JOIN in_transit AS t USING (shipment_id, sku_id, batch_id)
WHERE coalesce(w.cases, 0) <> coalesce(t.cases, 0)
UNION ALL
SELECT 'inventory', i.id::text,
       format('%s, SKU %s, expiry %s, age %s; batch %s, %s, of SKU %s, expiry %s, produced %s', i.inventory_type, i.sku_id,
              i.expiry_date, i.aging_bucket, b.id, b.qc_status, b.sku_id, b.expiry_date, b.production_date)
FROM inventory AS i
JOIN batches AS b ON b.id = i.batch_id
CROSS JOIN horizon AS h
WHERE (i.sku_id, i.expiry_date) <> (b.sku_id, b.expiry_date)
   OR (i.inventory_type = 'quarantine') <> (b.qc_status = 'recalled' AND i.location_type = 'dc')
   OR i.aging_bucket <> CASE
          WHEN h.as_of - b.production_date <= 30 THEN '0-30'
          WHEN h.as_of - b.production_date <= 60 THEN '31-60'
          WHEN h.as_of - b.production_date <= 90 THEN '61-90'
          ELSE '90+'
      END;
