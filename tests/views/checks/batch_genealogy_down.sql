-- Batches keep their own account of what was deployed and what lies at the plant.
SELECT b.id, b.deployed_cases, b.plant_stock_cases, d.*
FROM batches AS b
LEFT JOIN (
    SELECT batch_id,
           sum(quantity_cases) FILTER (WHERE step = 'deployed') AS deployed,
           sum(quantity_cases) FILTER (WHERE step = 'in_stock' AND plant_id IS NOT NULL) AS at_plant,
           sum(quantity_cases) FILTER (WHERE step = 'shipped') AS shipped,
           sum(quantity_cases) FILTER (WHERE step = 'allocated') AS allocated,
           sum(quantity_cases) FILTER (WHERE step = 'returned') AS returned
    FROM batch_genealogy_down
    GROUP BY batch_id
) AS d ON d.batch_id = b.id
LEFT JOIN (
    SELECT batch_id, sum(allocated_cases) AS allocated,
           sum(allocated_cases) FILTER (WHERE status = 'shipped') AS shipped
    FROM order_allocations
    GROUP BY batch_id
) AS a ON a.batch_id = b.id
LEFT JOIN (SELECT batch_id, sum(quantity_cases) AS returned FROM return_lines GROUP BY batch_id) AS r
    ON r.batch_id = b.id
WHERE (b.deployed_cases, b.plant_stock_cases, a.shipped, a.allocated, r.returned)
    IS DISTINCT FROM (coalesce(d.deployed, 0), coalesce(d.at_plant, 0), d.shipped, d.allocated, d.returned);
