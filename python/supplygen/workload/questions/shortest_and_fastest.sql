SELECT plant_code, dc_code, array_to_string(shortest_nodes, ' - ') AS shortest, shortest_km, shortest_hours,
       array_to_string(fastest_nodes, ' - ') AS fastest, fastest_km, fastest_hours
FROM shortest_and_fastest
WHERE differ
ORDER BY shortest_hours - fastest_hours DESC, plant_code, dc_code
LIMIT 6;
