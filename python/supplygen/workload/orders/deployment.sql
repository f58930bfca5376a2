-- title: A batch comes from its plant
-- weight: 10
-- reason: a year has 9,963 batches at scale 0.1, three to ten orders
-- Each center that lists the SKU and is below its order-up-to level gets what it lacks, so that stock neither runs out
-- nor grows, however long the run.
\set batch random(1, :batches)
BEGIN;
WITH arrived AS (
    INSERT INTO supplygen_bench.deployments (dc_id, batch_id, cases)
    SELECT p.dc_id, b.id, ceil(p.up_to - coalesce(i.cases, 0))
    FROM :company.batches AS b
    CROSS JOIN LATERAL (
        SELECT dc_id, safety_stock_cases + average_weekly_cases * (review_period_weeks + lead_time_weeks) AS up_to
        FROM :company.replenishment_params
        WHERE sku_id = b.sku_id
    ) AS p
    LEFT JOIN LATERAL (
        SELECT sum(quantity_cases) AS cases
        FROM supplygen_bench.inventory
        WHERE dc_id = p.dc_id AND sku_id = b.sku_id
    ) AS i ON true
    WHERE b.id = :batch AND p.up_to > coalesce(i.cases, 0)
    RETURNING dc_id, batch_id, cases
)
INSERT INTO supplygen_bench.inventory (
    location_type, dc_id, sku_id, batch_id, quantity_cases, inventory_type, aging_bucket, expiry_date
)
SELECT 'dc', a.dc_id, b.sku_id, a.batch_id, a.cases, 'cycle', '0-30', b.expiry_date
FROM arrived AS a
JOIN :company.batches AS b ON b.id = a.batch_id;
COMMIT;
