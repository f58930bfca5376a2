-- Rates weighted by due orders in place of sums of counts.
SELECT * FROM (SELECT sum(otif_orders) / sum(due_orders) AS rate, sum(due_orders) AS due FROM otif) AS v,
(SELECT count(*) AS due, avg((actual_delivery_date <= promised_delivery_date AND NOT EXISTS (
            SELECT FROM order_lines WHERE order_id = o.id AND cut_cases > 0))::int) AS rate
 FROM orders AS o WHERE promised_delivery_date <= '2024-12-29') AS b
WHERE v.due <> b.due OR abs(v.rate - b.rate) > .02;
