-- I24
-- title: The dispositions of a return line sum to it; only received goods have any, and all of them within two weeks.
-- tags: exact, cheap
-- That restocked cases reappear as inbound stock is part of the balance of I17.
WITH horizon AS (
    SELECT start_date + 7 * weeks - 1 AS as_of FROM supplygen.run ORDER BY id DESC LIMIT 1
)
SELECT 'return_lines' AS relation, concat_ws('/', l.return_id, l.line_number) AS key,
       format('%s cases, %s decided in %s rows, return %s', l.quantity_cases, coalesce(sum(d.quantity_cases), 0),
              count(d.id), r.status) AS problem
FROM return_lines AS l
JOIN returns AS r ON r.id = l.return_id
LEFT JOIN disposition_logs AS d ON d.return_id = l.return_id AND d.return_line_number = l.line_number
GROUP BY l.return_id, l.line_number, r.id, l.quantity_cases, r.status, r.received_date
HAVING (count(d.id) > 0 AND (sum(d.quantity_cases) <> l.quantity_cases OR r.received_date IS NULL))
    OR (count(d.id) = 0 AND r.received_date + 14 <= (SELECT as_of FROM horizon));
