-- Without the sums: means over lines, and over cases.
SELECT *
FROM fill_rate_by_abc_channel AS v
FULL JOIN (
    SELECT (SELECT abc_class FROM skus AS k WHERE k.id = l.sku_id) AS abc_class,
           (SELECT c.channel_code FROM channels AS c JOIN orders AS o ON o.channel_id = c.id WHERE o.id = l.order_id)
               AS channel_code,
           count(*) AS lines, sum(l.quantity_cases) AS ordered, sum(l.allocated_cases) AS allocated,
           sum(l.cut_cases) AS cut,
           round(1 - sum(l.quantity_cases - l.allocated_cases)::numeric / sum(l.quantity_cases), 4) AS case_rate,
           round(avg((l.allocated_cases = l.quantity_cases)::int), 4) AS line_rate
    FROM order_lines AS l
    WHERE l.order_id NOT IN (SELECT id FROM orders WHERE allocation_date IS NULL)
    GROUP BY 1, 2
) AS b USING (abc_class, channel_code)
WHERE (v.line_count, v.ordered_cases, v.allocated_cases, v.cut_cases, v.case_fill_rate, v.line_fill_rate)
    IS DISTINCT FROM (b.lines, b.ordered, b.allocated, b.cut, b.case_rate, b.line_rate);
