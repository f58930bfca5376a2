-- I25
-- title: A wave's lines and cases are those that may leave of its orders, all of its DC; each shipped order is picked once.
-- tags: exact, expensive
WITH picked AS (
    SELECT order_id, count(*) FILTER (WHERE quantity_cases > cut_cases) AS lines, sum(quantity_cases - cut_cases) AS cases,
           sum(shipped_cases) AS shipped
    FROM order_lines
    GROUP BY order_id
)
SELECT 'pick_waves' AS relation, w.id::text AS key,
       format('%s lines, %s cases; of its orders %s, %s', w.total_lines, w.total_cases, sum(p.lines), sum(p.cases))
           AS problem
FROM pick_waves AS w
LEFT JOIN pick_wave_orders AS wo ON wo.wave_id = w.id
LEFT JOIN picked AS p ON p.order_id = wo.order_id
GROUP BY w.id, w.total_lines, w.total_cases
HAVING w.total_lines IS DISTINCT FROM sum(p.lines) OR w.total_cases IS DISTINCT FROM sum(p.cases)
UNION ALL
SELECT 'pick_wave_orders', concat_ws('/', wo.wave_id, wo.order_id), format('wave of DC %s, order of DC %s', w.dc_id, o.dc_id)
FROM pick_wave_orders AS wo
JOIN pick_waves AS w ON w.id = wo.wave_id
JOIN orders AS o ON o.id = wo.order_id
WHERE w.dc_id <> o.dc_id
UNION ALL
SELECT 'orders', p.order_id::text, format('%s cases shipped, picked in %s waves', p.shipped, count(wo.wave_id))
FROM picked AS p
LEFT JOIN pick_wave_orders AS wo ON wo.order_id = p.order_id
GROUP BY p.order_id, p.shipped
HAVING count(wo.wave_id) <> (p.shipped > 0)::int;
