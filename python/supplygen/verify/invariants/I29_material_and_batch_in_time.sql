-- I29
-- title: PO, receipt, first use of the lot; production, QC release, first shipment; nothing expired is allocated or shipped.
-- tags: exact, expensive
WITH used AS (
    SELECT bi.gr_id, min(b.production_date) AS first_day
    FROM batch_ingredients AS bi
    JOIN batches AS b ON b.id = bi.batch_id
    GROUP BY bi.gr_id
),
moved AS (
    SELECT sl.batch_id, min(s.ship_date) AS first_day, max(s.ship_date) AS last_day
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    GROUP BY sl.batch_id
),
reserved AS (
    SELECT batch_id, max(allocation_date) AS last_day
    FROM order_allocations
    GROUP BY batch_id
)
SELECT 'goods_receipts' AS relation, g.id::text AS key,
       format('ordered %s, received %s, first used %s', po.order_date, g.receipt_date, u.first_day) AS problem
FROM goods_receipts AS g
JOIN purchase_orders AS po ON po.id = g.po_id
LEFT JOIN used AS u ON u.gr_id = g.id
WHERE g.receipt_date < po.order_date OR u.first_day < g.receipt_date
UNION ALL
SELECT 'batches', b.id::text,
       format('produced %s, %s %s, first shipped %s, last allocated %s, last shipped %s, expires %s', b.production_date,
              b.qc_status, b.qc_release_date, m.first_day, r.last_day, m.last_day, b.expiry_date)
FROM batches AS b
LEFT JOIN moved AS m ON m.batch_id = b.id
LEFT JOIN reserved AS r ON r.batch_id = b.id
WHERE b.qc_release_date < b.production_date
   OR m.first_day < b.qc_release_date
   OR r.last_day > b.expiry_date
   OR m.last_day > b.expiry_date;
