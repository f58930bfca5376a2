SELECT * FROM (SELECT sum(store_count) AS stores, sum(shipped_cases) AS cases FROM dc_dependence) AS d
WHERE d.stores <> (SELECT count(*) FROM retail_locations)
   OR d.cases <> (SELECT sum(total_cases) FROM shipments WHERE destination_location_id IS NOT NULL)
UNION ALL
SELECT sum(division_share), 1 FROM dc_dependence GROUP BY division_code HAVING abs(sum(division_share) - 1) > .001;
