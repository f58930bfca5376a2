-- Days late, and orders of which more was cut than their accounts let pass.
SELECT *
FROM otif AS v
FULL JOIN (
    SELECT make_date(extract(year FROM order_date)::int, extract(month FROM order_date)::int, 1) AS order_month, dc_id,
           channel_id, count(*) AS due, sum(on_time) AS on_time, sum(in_full) AS in_full,
           sum(on_time * in_full) AS both_of_them, round(avg(on_time * in_full), 4) AS rate
    FROM (
        SELECT o.order_date, o.dc_id, o.channel_id,
               (coalesce(o.actual_delivery_date - o.promised_delivery_date, 1) < 1)::int AS on_time,
               (100 * cut.cases <= (100 - a.in_full_percent) * o.total_cases)::int AS in_full
        FROM orders AS o
        JOIN (SELECT order_id, sum(cut_cases) AS cases FROM order_lines GROUP BY order_id) AS cut ON cut.order_id = o.id
        JOIN retail_accounts AS a ON a.id = o.retail_account_id
        WHERE o.promised_delivery_date < (SELECT start_date + 7 * weeks FROM supplygen.run)
    ) AS due
    GROUP BY 1, 2, 3
) AS b
    ON b.order_month = v.order_month AND b.dc_id = v.dc_id
   AND b.channel_id = (SELECT id FROM channels AS c WHERE c.channel_code = v.channel_code)
WHERE (v.due_orders, v.on_time_orders, v.in_full_orders, v.otif_orders, v.otif_rate, v.dc_code)
    IS DISTINCT FROM (b.due, b.on_time, b.in_full, b.both_of_them, b.rate,
                      (SELECT dc_code FROM distribution_centers AS d WHERE d.id = b.dc_id));
