-- I18
-- title: Order line: allocated, shipped are the sums of their rows, shipped, cut, open the ordered; cuts have their reason.
-- tags: exact, expensive
-- sample: order_lines.order_id, order_allocations.order_id, shipment_lines.order_id
-- Both comparisons sum differences in one aggregate over both tables, which takes less than joining two aggregates. The
-- SKU and the batch are part of the keys, so that cases of another do not count for the line.
-- A DC refuses what it cannot pick: of a line it takes no more than is left, in its week, of the share of its capacity
-- that the business rules give the SKU's ABC class; accounts of the first rank are never refused. It refuses nothing as
-- long as something is left, so a cut is for capacity where a line got just that. Orders of a DC have their numbers in
-- the order in which they are allocated. Weeks in which all orders fit need not be added up line by line.
WITH reserved AS (
    SELECT order_id, line_number, sku_id, -allocated_cases AS allocated, -shipped_cases AS shipped,
           CASE WHEN quantity_cases > allocated_cases + cut_cases AND EXISTS (
                         SELECT FROM orders AS o WHERE o.id = order_id AND o.status = 'open'
                     ) THEN 0
                ELSE quantity_cases - allocated_cases - cut_cases END AS held
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
    SELECT order_id, sum(allocated_cases) AS allocated, sum(quantity_cases) AS ordered, sum(cut_cases) AS cut
    FROM order_lines
    GROUP BY order_id
),
busy AS (
    SELECT o.dc_id, (o.allocation_date - DATE '1970-01-05') / 7 AS week, max(c.weekly_pick_capacity_cases) AS capacity
    FROM orders AS o
    LEFT JOIN dc_throughput_limits AS c ON c.dc_id = o.dc_id
    WHERE o.status <> 'open'
    GROUP BY 1, 2
    HAVING (sum(o.total_cases) <= (SELECT min(of_capacity) FROM share) * max(c.weekly_pick_capacity_cases)) IS NOT true
),
line AS (
    SELECT l.order_id, l.quantity_cases AS ordered, l.allocated_cases AS allocated,
           CASE WHEN a.priority_rank > 1
                THEN greatest(floor(share.of_capacity * b.capacity) + l.allocated_cases - sum(l.allocated_cases) OVER (
                         PARTITION BY b.dc_id, b.week ORDER BY l.order_id, l.line_number), 0)
                ELSE l.quantity_cases END AS room
    FROM busy AS b
    JOIN orders AS o ON o.dc_id = b.dc_id AND (o.allocation_date - DATE '1970-01-05') / 7 = b.week
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
    -- By ONLY the table is read whole in a sample too: what a DC has taken in a week are all of its orders.
    JOIN ONLY order_lines AS l ON l.order_id = o.id
    JOIN skus AS s ON s.id = l.sku_id
    LEFT JOIN share USING (abc_class)
),
refused AS (
    SELECT order_id, bool_or(allocated > room) AS is_too_much, bool_or(allocated < ordered AND allocated = room) AS is_refused
    FROM line
    GROUP BY order_id
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
-- What was not to be had, or is held, is cut, in orders that are not open: the open cases (ordered less shipped less
-- cut) are the others not shipped. So with the sums above, shipped and cut cases are not more than the ordered ones.
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
SELECT 'orders', o.id::text,
       format('cut for %s: ordered %s, allocated %s, cut %s; %s', coalesce(o.cut_reason, 'nothing'), w.ordered, w.allocated,
              w.cut, CASE WHEN r.is_too_much THEN 'a line got more than the DC could pick'
                          WHEN r.is_refused THEN 'a line got the last that the DC could pick'
                          ELSE 'the DC could have picked more' END)
FROM orders AS o
JOIN wanted AS w ON w.order_id = o.id
LEFT JOIN refused AS r ON r.order_id = o.id
WHERE r.is_too_much
   OR o.cut_reason IS DISTINCT FROM CASE
          WHEN r.is_refused THEN 'capacity'
          WHEN w.allocated + w.cut > w.ordered THEN 'recall'
          WHEN w.cut > 0 THEN 'stock'
      END;
