-- I29
-- title: PO, receipt, first use of the lot; shifts, lines, stops; production, QC release, shipment; nothing expired leaves.
-- tags: exact, expensive
-- sample: batches.id, shipment_lines.batch_id, order_allocations.batch_id
WITH horizon AS (
    SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1
),
used AS (
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
),
run AS (
    SELECT w.id, w.production_line_id, w.actual_start, w.actual_end, w.operating_minutes, p.hours_per_day,
           w.actual_start AT TIME ZONE 'UTC' AS begin_time, w.actual_end AT TIME ZONE 'UTC' AS end_time,
           lag(w.actual_end) OVER (PARTITION BY w.production_line_id ORDER BY w.actual_start) AS line_free,
           (SELECT count(*) FROM public_holidays AS h
            WHERE h.country = p.country AND h.holiday_date > (w.actual_start AT TIME ZONE 'UTC')::date
              AND h.holiday_date < (w.actual_end AT TIME ZONE 'UTC')::date) AS holidays
    FROM work_orders AS w
    JOIN plants AS p ON p.id = w.plant_id
    WHERE w.actual_start IS NOT NULL
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
JOIN run AS w ON w.id = b.wo_id
WHERE b.production_date <> w.begin_time::date
   OR b.qc_release_date < w.end_time::date
   OR m.first_day < b.qc_release_date
   OR r.last_day > b.expiry_date
   OR m.last_day > b.expiry_date
UNION ALL
SELECT 'work_orders', id::text,
       format('%s to %s, line free at %s; %s minutes of operation, %s hours a day', actual_start, actual_end, line_free,
              operating_minutes, hours_per_day)
FROM run
WHERE line_free > actual_start
   OR extract(isodow FROM begin_time) = 7
   OR date_trunc('week', begin_time) <> date_trunc('week', end_time)
   -- Production runs from six o'clock on for the plant's hours a day; at night and on holidays a batch waits.
   OR begin_time < begin_time::date + interval '6 hours'
   OR end_time > end_time::date + (6 + hours_per_day) * interval '1 hour'
   OR operating_minutes IS DISTINCT FROM extract(epoch FROM actual_end - actual_start) / 60
                                         - (end_time::date - begin_time::date) * (24 - hours_per_day) * 60
                                         - holidays * hours_per_day * 60
UNION ALL
-- A run begins with its changeover; what stops it later, and each minute of it, is in its downtime.
SELECT 'downtime_events', wo_id || ',' || line_number,
       format('stop %s by %s at %s for %s minutes, after one at %s; run %s to %s with %s minutes of downtime, in all %s',
              position, cause, started_at, minutes, stopped_before, actual_start, actual_end, downtime_minutes, down)
FROM (
    SELECT w.id AS wo_id, w.actual_start, w.actual_end, w.downtime_minutes, e.line_number, e.cause, e.started_at, e.minutes,
           row_number() OVER run AS position, lag(e.started_at) OVER run AS stopped_before,
           lag(e.minutes) OVER run AS stood_before, sum(e.minutes) OVER (PARTITION BY w.id) AS down
    FROM work_orders AS w
    LEFT JOIN downtime_events AS e ON e.wo_id = w.id
    WINDOW run AS (PARTITION BY w.id ORDER BY e.line_number)
) AS stop
WHERE downtime_minutes IS DISTINCT FROM down
   OR line_number <> position
   OR (position = 1 AND started_at IS DISTINCT FROM actual_start)
   OR (cause = 'changeover') <> (line_number = 1)
   OR started_at < stopped_before + stood_before * interval '1 minute'
   OR started_at + minutes * interval '1 minute' > actual_end
UNION ALL
SELECT 'batches', b.id::text,
       format('%s, %s days from the end of production to the decision; rule: %s to %s', b.qc_status,
              b.qc_release_date - run.end_time::date, lowest.parameter_value, most.parameter_value)
FROM batches AS b
JOIN run ON run.id = b.wo_id
CROSS JOIN horizon AS h
LEFT JOIN business_rules AS lowest ON lowest.rule_code = 'QUA-RELEASE-MIN'
LEFT JOIN business_rules AS most ON most.rule_code = 'QUA-RELEASE-MAX'
WHERE ((b.qc_release_date - run.end_time::date BETWEEN lowest.parameter_value AND most.parameter_value) IS NOT TRUE
       AND b.qc_release_date IS NOT NULL)
   OR (b.qc_status = 'pending' AND run.end_time::date + most.parameter_value::integer <= h.as_of);
