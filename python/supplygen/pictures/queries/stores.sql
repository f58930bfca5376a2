-- Stores on the map, counted by whole degrees, so that a large company draws no more than a small one.
SELECT d.division_code AS division, round(l.latitude) AS latitude, round(l.longitude) AS longitude, count(*) AS stores
FROM retail_locations AS l
JOIN distribution_centers AS c ON c.id = l.primary_dc_id
JOIN divisions AS d ON d.id = c.division_id
GROUP BY d.division_code, round(l.latitude), round(l.longitude)
ORDER BY division, latitude, longitude;
