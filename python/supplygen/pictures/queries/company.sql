-- What the load is, and how large: one row.
SELECT
    h.first_day,
    h.as_of,
    r.scale,
    r.seed,
    r.weeks,
    r.scenario,
    (SELECT count(*) FROM plants) AS plants,
    (SELECT count(*) FROM distribution_centers) AS centers,
    (SELECT count(*) FROM retail_locations) AS stores,
    (SELECT count(*) FROM retail_accounts) AS accounts,
    (SELECT count(*) FROM skus) AS skus,
    (SELECT sum(row_count) FROM supplygen.ledger WHERE run_id = r.id)::bigint AS row_count
FROM supplygen.run AS r
CROSS JOIN horizon AS h
ORDER BY r.id DESC
LIMIT 1;
