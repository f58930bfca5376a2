CREATE VIEW sales_in_local_currency AS
WITH sold AS (
    SELECT a.division_id, date_trunc('month', s.sale_date)::date AS sales_month, sum(s.revenue) AS amount
    FROM pos_sales AS s
    JOIN retail_locations AS l ON l.id = s.retail_location_id
    JOIN retail_accounts AS a ON a.id = l.retail_account_id
    GROUP BY 1, 2
),
ordered AS (
    SELECT a.division_id, date_trunc('month', o.order_date)::date AS sales_month, sum(o.total_amount) AS amount
    FROM orders AS o
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
    GROUP BY 1, 2
)
SELECT
    d.id AS division_id,
    d.division_code,
    d.currency_code,
    x.rate_month AS sales_month,
    x.local_per_usd,
    coalesce(o.amount, 0) AS ordered_usd,
    round(coalesce(o.amount, 0) * x.local_per_usd, 2) AS ordered_local,
    coalesce(s.amount, 0) AS till_usd,
    round(coalesce(s.amount, 0) * x.local_per_usd, 2) AS till_local
FROM divisions AS d
JOIN currencies AS c ON c.currency_code = d.currency_code
JOIN exchange_rates AS x ON x.currency_id = c.id
LEFT JOIN ordered AS o ON o.division_id = d.id AND o.sales_month = x.rate_month
LEFT JOIN sold AS s ON s.division_id = d.id AND s.sales_month = x.rate_month
WHERE o.amount IS NOT NULL OR s.amount IS NOT NULL;

COMMENT ON VIEW sales_in_local_currency IS
'What each division sells in a month, in US dollars and at the month''s rate in the currency of its books';
COMMENT ON COLUMN sales_in_local_currency.division_id IS 'Division';
COMMENT ON COLUMN sales_in_local_currency.division_code IS 'Business key of the division';
COMMENT ON COLUMN sales_in_local_currency.currency_code IS 'Currency of its books, ISO 4217';
COMMENT ON COLUMN sales_in_local_currency.sales_month IS 'First day of the month';
COMMENT ON COLUMN sales_in_local_currency.local_per_usd IS 'Rate of the month, units of the currency for one US dollar';
COMMENT ON COLUMN sales_in_local_currency.ordered_usd IS 'Amount of the orders of the month, USD';
COMMENT ON COLUMN sales_in_local_currency.ordered_local IS 'The same in the currency, rounded to two places';
COMMENT ON COLUMN sales_in_local_currency.till_usd IS 'Revenue at the tills of the weeks that begin in the month, USD';
COMMENT ON COLUMN sales_in_local_currency.till_local IS 'The same in the currency, rounded to two places';
