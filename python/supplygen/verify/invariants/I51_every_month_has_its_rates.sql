-- I51
-- title: Every currency has a rate a month, run-in to as-of date; divisions and suppliers, by country, use known ones.
-- tags: exact, cheap
WITH span AS (
    SELECT date_trunc('month', start_date - 84)::date AS first_month,
           date_trunc('month', start_date + 7 * weeks - 1)::date AS last_month
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
due AS (
    SELECT c.id AS currency_id, m.month::date AS rate_month
    FROM currencies AS c
    CROSS JOIN span AS s
    CROSS JOIN LATERAL generate_series(s.first_month, s.last_month, interval '1 month') AS m (month)
),
user_of (relation, id, currency_code) AS (
    SELECT 'divisions', id, currency_code FROM divisions
    UNION ALL
    SELECT 'suppliers', id, currency_code FROM suppliers
)
SELECT 'exchange_rates' AS relation, concat_ws('/', coalesce(d.currency_id, x.currency_id), coalesce(d.rate_month, x.rate_month)) AS key,
       CASE WHEN x.currency_id IS NULL THEN 'no rate' ELSE 'a rate of another time' END AS problem
FROM due AS d
FULL JOIN exchange_rates AS x ON x.currency_id = d.currency_id AND x.rate_month = d.rate_month
WHERE x.currency_id IS NULL OR d.currency_id IS NULL
UNION ALL
SELECT 'exchange_rates', concat_ws('/', x.currency_id, x.rate_month), format('a dollar costs %s dollars', x.local_per_usd)
FROM exchange_rates AS x
JOIN currencies AS c ON c.id = x.currency_id
WHERE c.currency_code = 'USD' AND x.local_per_usd <> 1
UNION ALL
SELECT u.relation, u.id::text, format('no currency %s', u.currency_code)
FROM user_of AS u
LEFT JOIN currencies AS c ON c.currency_code = u.currency_code
WHERE c.id IS NULL
UNION ALL
SELECT 'suppliers', min(s.id)::text, format('%s currencies in %s', count(DISTINCT s.currency_code), s.country)
FROM suppliers AS s
GROUP BY s.country
HAVING count(DISTINCT s.currency_code) > 1;
