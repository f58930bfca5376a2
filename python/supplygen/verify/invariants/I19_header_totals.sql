-- I19
-- title: Totals of orders, POs, shipments, returns and waves are the sums of their lines, to cent, case and gram.
-- tags: exact, expensive
SELECT 'orders' AS relation, o.id::text AS key,
       format('%s cases, %s USD; lines: %s, %s', o.total_cases, o.total_amount, l.cases, l.amount) AS problem
FROM orders AS o
LEFT JOIN (
    SELECT order_id, sum(quantity_cases) AS cases, sum(line_amount) AS amount
    FROM order_lines
    GROUP BY order_id
) AS l ON l.order_id = o.id
WHERE (o.total_cases, o.total_amount) IS DISTINCT FROM (l.cases, l.amount)
UNION ALL
SELECT 'order_lines', concat_ws('/', order_id, line_number),
       format('%s cases at %s less %s %% make %s', quantity_cases, unit_price, discount_percent, line_amount)
FROM order_lines
-- Half a cent is what rounding may change.
WHERE abs(line_amount - quantity_cases * unit_price * (100 - discount_percent) / 100) > 0.005
UNION ALL
SELECT 'purchase_orders', po.id::text, format('%s USD; lines: %s', po.total_amount, sum(l.line_amount))
FROM purchase_orders AS po
LEFT JOIN purchase_order_lines AS l ON l.po_id = po.id
GROUP BY po.id
HAVING po.total_amount IS DISTINCT FROM sum(l.line_amount)
UNION ALL
SELECT 'purchase_order_lines', concat_ws('/', po_id, line_number),
       format('%s kg at %s make %s', quantity_kg, unit_price, line_amount)
FROM purchase_order_lines
WHERE abs(line_amount - quantity_kg * unit_price) > 0.005
UNION ALL
SELECT 'shipments', s.id::text,
       format('%s cases, %s kg; lines: %s, %s', s.total_cases, s.total_weight_kg, l.cases, l.weight_kg)
FROM shipments AS s
LEFT JOIN (
    SELECT shipment_id, sum(quantity_cases) AS cases, sum(weight_kg) AS weight_kg
    FROM shipment_lines
    GROUP BY shipment_id
) AS l ON l.shipment_id = s.id
WHERE (s.total_cases, s.total_weight_kg) IS DISTINCT FROM (l.cases, l.weight_kg)
UNION ALL
SELECT 'returns', r.id::text, format('%s cases; lines: %s', r.total_cases, sum(l.quantity_cases))
FROM returns AS r
LEFT JOIN return_lines AS l ON l.return_id = r.id
GROUP BY r.id
HAVING r.total_cases IS DISTINCT FROM sum(l.quantity_cases)
UNION ALL
SELECT 'pick_waves', w.id::text, format('%s orders; rows: %s', w.total_orders, count(wo.order_id))
FROM pick_waves AS w
LEFT JOIN pick_wave_orders AS wo ON wo.wave_id = w.id
GROUP BY w.id
HAVING w.total_orders <> count(wo.order_id);
