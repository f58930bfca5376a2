-- Sales are recorded for every week.
SELECT * FROM horizon
WHERE first_day <> (SELECT min(sale_date) FROM pos_sales) OR as_of <> (SELECT max(sale_date) + 6 FROM pos_sales);
