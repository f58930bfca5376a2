-- Plants, terminals and distribution centers on the map.
SELECT 'plant' AS kind, plant_code AS code, city, latitude, longitude FROM plants
UNION ALL
SELECT 'center', dc_code, city, latitude, longitude FROM distribution_centers
UNION ALL
SELECT 'terminal', port_code, city, latitude, longitude
FROM ports
ORDER BY kind, code;
