-- The stock of the days before the horizon counts as that of its first day.
SELECT u.dc_code FROM dc_utilisation AS u
LEFT JOIN (
    SELECT m.dc_id, max(stock) AS peak FROM (
        SELECT m.dc_id, day, sum(sum(m.cases)) OVER (PARTITION BY m.dc_id ORDER BY day) AS stock
        FROM (SELECT dc_id, greatest(movement_date, '2024-01-01') AS day, cases FROM inventory_movements) AS m
        GROUP BY m.dc_id, day
    ) AS m GROUP BY m.dc_id
) AS p ON p.dc_id = u.dc_id
WHERE u.peak_cases <> p.peak
   OR u.closing_cases <> (SELECT sum(quantity_cases) FROM inventory AS i WHERE i.dc_id = u.dc_id)
   OR u.shipped_cases <> (SELECT sum(total_cases) FROM shipments AS s WHERE s.origin_dc_id = u.dc_id
                          AND s.destination_location_id IS NOT NULL);
