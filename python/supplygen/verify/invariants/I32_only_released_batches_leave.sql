-- I32
-- title: Rejected and unreleased batches have no outbound line.
-- tags: exact, expensive
WITH outbound AS (
    SELECT 'shipment_lines' AS relation, batch_id, count(*) AS lines
    FROM shipment_lines
    GROUP BY batch_id
    UNION ALL
    SELECT 'order_allocations', batch_id, count(*)
    FROM order_allocations
    GROUP BY batch_id
)
SELECT o.relation, b.id::text AS key, format('batch is %s, %s rows', b.qc_status, o.lines) AS problem
FROM batches AS b
JOIN outbound AS o ON o.batch_id = b.id
WHERE b.qc_status <> 'released';
