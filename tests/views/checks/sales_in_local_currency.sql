-- Each month's amounts are those of its orders and tills, and its rate turns them into the currency of the division.
WITH amount AS (
    SELECT a.division_id, extract(year FROM o.order_date) * 12 + extract(month FROM o.order_date) AS month,
           o.total_amount AS ordered, 0 AS till
    FROM orders AS o, retail_accounts AS a
    WHERE a.id = o.retail_account_id
    UNION ALL
    SELECT a.division_id, extract(year FROM s.sale_date) * 12 + extract(month FROM s.sale_date), 0, s.revenue
    FROM pos_sales AS s, retail_locations AS l, retail_accounts AS a
    WHERE l.id = s.retail_location_id AND a.id = l.retail_account_id
),
month AS (
    SELECT division_id, month, sum(ordered) AS ordered, sum(till) AS till
    FROM amount
    GROUP BY division_id, month
)
SELECT m.division_id, m.month, m.ordered, v.ordered_usd, m.till, v.till_usd
FROM month AS m
FULL JOIN sales_in_local_currency AS v
    ON v.division_id = m.division_id
   AND extract(year FROM v.sales_month) * 12 + extract(month FROM v.sales_month) = m.month
WHERE v.ordered_usd IS DISTINCT FROM m.ordered
   OR v.till_usd IS DISTINCT FROM m.till
   OR (SELECT (v.currency_code, v.division_code) = (d.currency_code, d.division_code)
           AND abs(v.ordered_local - v.ordered_usd * x.local_per_usd) <= 0.005
           AND abs(v.till_local - v.till_usd * x.local_per_usd) <= 0.005
       FROM divisions AS d, currencies AS c, exchange_rates AS x
       WHERE d.id = v.division_id AND c.currency_code = d.currency_code AND x.currency_id = c.id
         AND x.rate_month = v.sales_month) IS NOT TRUE;
