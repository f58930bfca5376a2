CREATE VIEW horizon AS
SELECT start_date AS first_day, start_date + 7 * weeks - 1 AS as_of
FROM supplygen.run
ORDER BY id DESC
LIMIT 1;

COMMENT ON VIEW horizon IS 'First and last day of the data; one row';
COMMENT ON COLUMN horizon.first_day IS 'Monday of the first week of demand';
COMMENT ON COLUMN horizon.as_of IS 'Last day: what lies after it has not happened yet';
