-- I18
-- title: Order line: allocated, shipped are the sums of their rows, shipped, cut, open the ordered; cuts have their reason.
-- tags: exact, expensive
-- sample: order_lines.order_id, order_allocations.order_id, shipment_lines.order_id
-- Both comparisons sum differences in one aggregate over both tables, which takes less than joining two aggregates. The
-- SKU and the batch are part of the keys, so that cases of another do not count for the line.
-- A DC refuses lines of an order with which it would have taken more than a share of what it can pick in the week, that of
-- their ABC class in the business rules; never those of the accounts of the first rank.
WITH reserved AS (
    SELECT order_id, line_number, sku_id, -allocated_cases AS allocated, -shipped_cases AS shipped,
           quantity_cases - allocated_cases - cut_cases AS held
    FROM order_lines
    UNION ALL
    SELECT a.order_id, a.order_line_number, b.sku_id, a.allocated_cases,
           CASE a.status WHEN 'shipped' THEN a.allocated_cases ELSE 0 END,
           CASE a.status WHEN 'held' THEN a.allocated_cases ELSE 0 END
    FROM order_allocations AS a
    JOIN batches AS b ON b.id = a.batch_id
),
loaded AS (
    SELECT order_id, order_line_number, batch_id, -allocated_cases AS cases
    FROM order_allocations
    WHERE status = 'shipped'
    UNION ALL
    SELECT order_id, order_line_number, batch_id, quantity_cases
    FROM shipment_lines
    WHERE order_id IS NOT NULL
),
share (abc_class, of_capacity) AS (
    SELECT right(rule_code, 1), parameter_value
    FROM business_rules
    WHERE rule_code LIKE 'ALC-CAPACITY-_'
),
wanted AS (
    SELECT l.order_id, sum(l.allocated_cases) AS allocated, sum(l.quantity_cases) AS ordered, sum(l.cut_cases) AS cut,
           min(share.of_capacity) AS least, min(share.of_capacity) FILTER (WHERE l.allocated_cases > 0) AS least_served
    -- By ONLY the table is read whole in a sample too: what a DC has taken in a week are all of its orders.
    FROM ONLY order_lines AS l
    JOIN skus AS s ON s.id = l.sku_id
    LEFT JOIN share USING (abc_class)
    GROUP BY l.order_id
),
-- Orders of a DC and day have their numbers in the order in which they were taken. Those of the first rank always have room.
taken AS (
    SELECT o.id, o.cut_reason, w.*, c.weekly_pick_capacity_cases AS capacity,
           CASE WHEN a.priority_rank > 1
                THEN w.ordered - w.allocated + sum(w.allocated) OVER (
                         PARTITION BY o.dc_id, (o.order_date - DATE '1970-01-05') / 7 ORDER BY o.id)
                ELSE 0 END AS load
    FROM orders AS o
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
    LEFT JOIN dc_throughput_limits AS c ON c.dc_id = o.dc_id
    JOIN wanted AS w ON w.order_id = o.id
)
SELECT 'order_lines' AS relation, concat_ws('/', order_id, line_number) AS key,
       format('SKU %s: the allocations differ from allocated_cases by %s, the shipped ones from shipped_cases by %s, the held '
              'ones from allocated less ordered and not cut by %s', sku_id, sum(allocated), sum(shipped), sum(held)) AS problem
FROM reserved
GROUP BY order_id, line_number, sku_id
HAVING sum(allocated) <> 0 OR sum(shipped) <> 0 OR sum(held) <> 0
UNION ALL
SELECT 'shipment_lines', concat_ws('/', order_id, order_line_number),
       format('batch %s: the cases differ from the shipped allocations by %s', batch_id, sum(cases))
FROM loaded
GROUP BY order_id, order_line_number, batch_id
HAVING sum(cases) <> 0
UNION ALL
SELECT 'order_lines', concat_ws('/', order_id, line_number),
       format('%s: ordered %s, allocated %s, shipped %s, cut %s', status, quantity_cases, allocated_cases, shipped_cases,
              cut_cases)
FROM order_lines
-- What was never allocated, or is held, is cut: the open cases (ordered less shipped less cut) are the others not shipped.
-- So with the sums above, shipped and cut cases are not more than the ordered ones.
WHERE allocated_cases > quantity_cases
   OR status <> CASE
          WHEN shipped_cases = quantity_cases THEN 'shipped'
          WHEN cut_cases = quantity_cases THEN 'cut'
          WHEN shipped_cases > 0 THEN 'partially_shipped'
          ELSE 'open'
      END
UNION ALL
SELECT 'order_allocations', a.id::text, format('held, of batch %s, which is %s', b.id, b.qc_status)
FROM order_allocations AS a
JOIN batches AS b ON b.id = a.batch_id
WHERE a.status = 'held' AND b.qc_status <> 'recalled'
UNION ALL
SELECT 'orders', id::text,
       format('cut for %s: ordered %s, allocated %s, cut %s; with it %s of %s cases of the week',
              coalesce(cut_reason, 'nothing'), ordered, allocated, cut, load, capacity)
FROM taken
WHERE load > least_served * capacity
   OR cut_reason IS DISTINCT FROM CASE
          WHEN load > least * capacity THEN 'capacity'
          WHEN allocated + cut > ordered THEN 'recall'
          WHEN cut > 0 THEN 'stock'
      END;
