-- Every route that the company defines is a path.
SELECT r.route_code FROM routes AS r
JOIN plants AS p ON p.id = r.origin_plant_id
JOIN distribution_centers AS d ON d.id = r.destination_dc_id
LEFT JOIN network_paths AS n
    ON n.plant_code = p.plant_code AND n.dc_code = d.dc_code AND n.distance_km = r.total_distance_km
   AND n.transit_hours = r.total_transit_hours AND cardinality(n.modes) = r.segment_count
WHERE n.plant_code IS NULL;
