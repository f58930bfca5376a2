-- title: What became of a batch, and what is in it?
-- weight: 3
-- reason: assumed: quality asks seldom, twice as often about a batch (1,574 returns on 33,540 orders) as about a lot
\set batch random(1, :batches)
SELECT step, sum(quantity_cases) AS cases, count(DISTINCT dc_code) AS centers,
       count(DISTINCT location_code) AS stores, count(DISTINCT order_number) AS orders
FROM :company.batch_genealogy_down
WHERE batch_id = :batch
GROUP BY step;
SELECT * FROM :company.batch_genealogy_up WHERE batch_id = :batch ORDER BY sequence;
