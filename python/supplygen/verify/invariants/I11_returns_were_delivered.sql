-- I11
-- title: Returned cases were delivered, of that SKU and batch, on the return's order; account, store and DC are the order's.
-- tags: exact, expensive
-- sample: orders.id, shipment_lines.order_id, returns.order_id, return_lines.order_id
WITH returned AS (
    SELECT order_id, order_line_number, sku_id, batch_id, sum(quantity_cases) AS cases, min(return_id) AS return_id
    FROM return_lines
    GROUP BY order_id, order_line_number, sku_id, batch_id
),
delivered AS (
    SELECT sl.order_id, sl.order_line_number, sl.sku_id, sl.batch_id, sum(sl.quantity_cases) AS cases
    FROM shipment_lines AS sl
    JOIN orders AS o ON o.id = sl.order_id AND o.actual_delivery_date IS NOT NULL
    -- Only lines of which something came back.
    JOIN (SELECT DISTINCT order_id, order_line_number FROM return_lines) AS touched
      ON touched.order_id = sl.order_id AND touched.order_line_number = sl.order_line_number
    GROUP BY sl.order_id, sl.order_line_number, sl.sku_id, sl.batch_id
)
SELECT 'return_lines' AS relation, concat_ws('/', r.order_id, r.order_line_number, r.batch_id) AS key,
       format('return %s: %s cases of SKU %s returned, %s delivered', r.return_id, r.cases, r.sku_id, coalesce(d.cases, 0))
           AS problem
FROM returned AS r
LEFT JOIN delivered AS d USING (order_id, order_line_number, sku_id, batch_id)
WHERE r.cases > coalesce(d.cases, 0)
UNION ALL
SELECT 'return_lines', concat_ws('/', rl.return_id, rl.line_number),
       format('order %s, return of order %s', rl.order_id, r.order_id)
FROM return_lines AS rl
JOIN returns AS r ON r.id = rl.return_id
WHERE rl.order_id <> r.order_id
UNION ALL
SELECT 'returns', r.id::text,
       format('account %s, store %s, DC %s; order of account %s, store %s, DC %s', m.retail_account_id,
              r.retail_location_id, r.dc_id, o.retail_account_id, o.retail_location_id, o.dc_id)
FROM returns AS r
JOIN rma_authorizations AS m ON m.id = r.rma_id
JOIN orders AS o ON o.id = r.order_id
WHERE (m.retail_account_id, r.retail_location_id, r.dc_id) <> (o.retail_account_id, o.retail_location_id, o.dc_id);
