-- I18
-- title: Order line: allocated, shipped are the sums of their rows; with the cut they make the ordered; status follows.
-- tags: exact, expensive
-- Both comparisons sum differences in one aggregate over both tables, which takes less than joining two aggregates. The
-- SKU and the batch are part of the keys, so that cases of another do not count for the line.
WITH reserved AS (
    SELECT order_id, line_number, sku_id, -allocated_cases AS allocated, -shipped_cases AS shipped
    FROM order_lines
    UNION ALL
    SELECT a.order_id, a.order_line_number, b.sku_id, a.allocated_cases,
           CASE a.status WHEN 'shipped' THEN a.allocated_cases ELSE 0 END
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
)
SELECT 'order_lines' AS relation, concat_ws('/', order_id, line_number) AS key,
       format('SKU %s: the allocations differ from allocated_cases by %s, the shipped ones from shipped_cases by %s', sku_id,
              sum(allocated), sum(shipped)) AS problem
FROM reserved
GROUP BY order_id, line_number, sku_id
HAVING sum(allocated) <> 0 OR sum(shipped) <> 0
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
WHERE cut_cases < 0
   OR shipped_cases NOT BETWEEN 0 AND allocated_cases
   -- What was never allocated is cut, so the open cases (ordered less shipped less cut) are the allocated, unshipped ones.
   OR allocated_cases + cut_cases <> quantity_cases
   OR status <> CASE
          WHEN shipped_cases = quantity_cases THEN 'shipped'
          WHEN cut_cases = quantity_cases THEN 'cut'
          WHEN shipped_cases > 0 THEN 'partially_shipped'
          ELSE 'open'
      END;
