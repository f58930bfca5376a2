-- What must hold in the working tables after a run, whatever ran side by side: one row for each thing that does not.
SELECT 'order ' || l.order_id || ' line ' || l.line_number AS key,
       l.allocated_cases || ' cases are allocated, but ' || coalesce(a.cases, 0) || ' by its allocations' AS problem
FROM supplygen_bench.order_lines AS l
LEFT JOIN (
    SELECT order_id, order_line_number, sum(allocated_cases) AS cases
    FROM supplygen_bench.order_allocations
    GROUP BY order_id, order_line_number
) AS a ON a.order_id = l.order_id AND a.order_line_number = l.line_number
WHERE l.allocated_cases <> coalesce(a.cases, 0)
UNION ALL
SELECT 'order ' || o.id || ' line ' || l.line_number,
       o.status || ', with ' || l.allocated_cases || ' allocated and ' || l.cut_cases || ' cut of ' || l.quantity_cases
FROM supplygen_bench.orders AS o
JOIN supplygen_bench.order_lines AS l ON l.order_id = o.id
WHERE l.allocated_cases + l.cut_cases <> CASE o.status WHEN 'open' THEN 0 ELSE l.quantity_cases END
UNION ALL
SELECT 'order ' || o.id, o.total_cases || ' cases in all, but ' || coalesce(sum(l.quantity_cases), 0) || ' in lines'
FROM supplygen_bench.orders AS o
LEFT JOIN supplygen_bench.order_lines AS l ON l.order_id = o.id
GROUP BY o.id, o.total_cases
HAVING o.total_cases <> coalesce(sum(l.quantity_cases), 0)
UNION ALL
SELECT 'batch ' || batch_id || ' at center ' || dc_id,
       sum(cases) || ' cases more came in than were allocated or are in stock'
FROM (
    SELECT dc_id, batch_id, quantity_cases AS cases
    FROM ONLY inventory
    WHERE location_type = 'dc' AND inventory_type <> 'quarantine'
    UNION ALL
    SELECT dc_id, batch_id, cases FROM supplygen_bench.deployments
    UNION ALL
    SELECT dc_id, batch_id, -allocated_cases FROM supplygen_bench.order_allocations
    UNION ALL
    SELECT dc_id, batch_id, -quantity_cases FROM supplygen_bench.inventory
) AS movement
GROUP BY dc_id, batch_id
HAVING sum(cases) <> 0;
