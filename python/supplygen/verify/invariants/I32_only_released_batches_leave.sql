-- I32
-- title: Rejected and unreleased batches have no outbound line, recalled ones none from the day of their discovery on.
-- tags: exact, expensive
-- sample: shipment_lines.batch_id, order_allocations.batch_id
WITH horizon AS (
    SELECT start_date + 7 * (settings #>> '{events,RSK-BIO-001,discovery_week}')::integer AS recall_day
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
outbound AS (
    SELECT 'shipment_lines' AS relation, sl.batch_id, max(s.ship_date) AS last_day, count(*) AS lines
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    GROUP BY sl.batch_id
    UNION ALL
    SELECT 'order_allocations', batch_id, max(allocation_date), count(*)
    FROM order_allocations
    GROUP BY batch_id
)
SELECT o.relation, b.id::text AS key, format('batch is %s, %s rows until %s', b.qc_status, o.lines, o.last_day) AS problem
FROM batches AS b
JOIN outbound AS o ON o.batch_id = b.id
WHERE b.qc_status NOT IN ('released', 'recalled')
   OR (b.qc_status = 'recalled' AND (o.last_day < (SELECT recall_day FROM horizon)) IS NOT true);
