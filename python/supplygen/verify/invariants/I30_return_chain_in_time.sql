-- I30
-- title: Delivery, RMA request, approval, return, receipt, disposition follow each other; what expires is returned then.
-- tags: exact, cheap
-- What has not happened is not overdue: an approval comes within 3 days, the return within 8, its receipt within 4.
-- What expires is cleared off the shelf in the week in which the batch's life ends.
WITH horizon AS (
    SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1
)
SELECT 'returns' AS relation, r.id::text AS key,
       format('delivered %s, requested %s, approved %s, returned %s, received %s', o.actual_delivery_date, m.request_date,
              m.approval_date, r.return_date, r.received_date) AS problem
FROM returns AS r
JOIN orders AS o ON o.id = r.order_id
JOIN rma_authorizations AS m ON m.id = r.rma_id
CROSS JOIN horizon AS h
WHERE (o.actual_delivery_date <= m.request_date
       AND m.approval_date <= r.return_date
       AND r.return_date <= coalesce(r.received_date, r.return_date)) IS NOT TRUE
   OR (r.received_date IS NULL AND r.return_date + 4 <= h.as_of)
UNION ALL
SELECT 'rma_authorizations', m.id::text,
       format('%s, requested %s, approved %s, received %s', m.status, m.request_date, m.approval_date, max(r.received_date))
FROM rma_authorizations AS m
LEFT JOIN returns AS r ON r.rma_id = m.id
CROSS JOIN horizon AS h
GROUP BY m.id, h.as_of, m.status, m.request_date, m.approval_date
HAVING m.approval_date < m.request_date
    OR (m.approval_date IS NULL AND m.request_date + 3 <= h.as_of)
    OR (count(r.id) = 0 AND m.approval_date + 8 <= h.as_of)
    OR m.status <> CASE WHEN m.approval_date IS NULL THEN 'requested'
                        WHEN bool_and(r.received_date IS NOT NULL) THEN 'closed'
                        ELSE 'approved'
                   END
UNION ALL
SELECT 'disposition_logs', d.id::text, format('received %s, decided %s', r.received_date, d.processed_at)
FROM disposition_logs AS d
JOIN returns AS r ON r.id = d.return_id
WHERE ((d.processed_at AT TIME ZONE 'UTC')::date >= r.received_date) IS NOT TRUE
UNION ALL
SELECT 'return_lines', concat_ws('/', l.return_id, l.line_number),
       format('of a batch that expires %s, said to have expired on %s', b.expiry_date, m.request_date)
FROM return_lines AS l
JOIN returns AS r ON r.id = l.return_id
JOIN rma_authorizations AS m ON m.id = r.rma_id
JOIN batches AS b ON b.id = l.batch_id
WHERE m.reason_code = 'expired'
  AND date_trunc('week', b.expiry_date) <> date_trunc('week', m.request_date);
