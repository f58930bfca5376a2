-- Quantities from allocations and trucks in place of the order lines, days from the rows that they are of.
WITH line AS (
    SELECT order_id, sum(quantity_cases) AS ordered, sum(cut_cases) AS cut,
           sum(round(shipped_cases * line_amount / quantity_cases, 2)) AS amount
    FROM order_lines
    GROUP BY order_id
),
reserved AS (
    SELECT order_id, min(allocation_date) AS day, sum(allocated_cases) AS cases FROM order_allocations GROUP BY order_id
),
picked AS (
    SELECT wo.order_id, max(w.wave_date) AS day
    FROM pick_waves AS w JOIN pick_wave_orders AS wo ON wo.wave_id = w.id
    GROUP BY wo.order_id
),
shipped AS (
    SELECT sl.order_id, max(s.ship_date) AS day, sum(sl.quantity_cases) AS cases
    FROM shipments AS s JOIN shipment_lines AS sl ON sl.shipment_id = s.id
    GROUP BY sl.order_id
)
SELECT *
FROM order_fulfilment AS v
FULL JOIN (
    SELECT o.*, (SELECT account_code FROM retail_accounts WHERE id = o.retail_account_id) AS account, c.channel_code,
           l.ordered, l.cut, l.amount, r.day AS reserved_on, p.day AS waved_on, s.day AS left_on,
           coalesce(r.cases, 0) AS reserved, coalesce(s.cases, 0) AS hauled,
           o.actual_delivery_date + c.payment_terms_days AS due_on,
           CASE o.status
               WHEN 'delivered' THEN CASE WHEN o.actual_delivery_date + c.payment_terms_days > as_of THEN 'delivered'
                                          ELSE 'cash_due' END
               WHEN 'shipped' THEN 'in_transit'
               WHEN 'allocated' THEN CASE WHEN p.day IS NULL THEN 'allocated' ELSE 'picked' END
               ELSE o.status
           END AS state
    FROM orders AS o
    CROSS JOIN horizon
    JOIN channels AS c ON c.id = o.channel_id
    JOIN line AS l ON l.order_id = o.id
    LEFT JOIN reserved AS r ON r.order_id = o.id
    LEFT JOIN picked AS p ON p.order_id = o.id
    LEFT JOIN shipped AS s ON s.order_id = o.id
) AS b ON b.id = v.order_id
WHERE (v.order_number, v.retail_account_id, v.account_code, v.retail_location_id, v.channel_code, v.dc_id, v.order_date,
       v.allocated_on, v.picked_on, v.shipped_on, v.promised_delivery_date, v.actual_delivery_date, v.cash_due_date,
       v.chain_state, v.ordered_cases, v.allocated_cases, v.shipped_cases, v.cut_cases, v.total_amount,
       v.shipped_amount)
    IS DISTINCT FROM (b.order_number, b.retail_account_id, b.account, b.retail_location_id, b.channel_code, b.dc_id,
                      b.order_date, b.reserved_on, b.waved_on, b.left_on, b.promised_delivery_date,
                      b.actual_delivery_date, b.due_on, b.state, b.ordered, b.reserved, b.hauled, b.cut,
                      b.total_amount, b.amount)
   OR v.shipped_on > v.actual_delivery_date OR v.picked_on > v.shipped_on OR v.allocated_on > v.picked_on;
