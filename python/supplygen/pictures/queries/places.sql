-- Terminals, distribution centers and plants on the map, in the order in which they are drawn over each other.
SELECT 1 AS position, 'terminal' AS kind, port_code AS code, city, latitude, longitude FROM ports
UNION ALL
SELECT 2, 'center', dc_code, city, latitude, longitude FROM distribution_centers
UNION ALL
SELECT 3, 'plant', plant_code, city, latitude, longitude FROM plants
ORDER BY position, code;
