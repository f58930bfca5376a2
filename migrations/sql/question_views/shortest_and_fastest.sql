CREATE VIEW shortest_and_fastest AS
SELECT
    s.plant_code,
    s.dc_code,
    s.nodes AS shortest_nodes,
    s.distance_km AS shortest_km,
    s.transit_hours AS shortest_hours,
    f.nodes AS fastest_nodes,
    f.distance_km AS fastest_km,
    f.transit_hours AS fastest_hours,
    s.nodes <> f.nodes AS differ
FROM (
    SELECT DISTINCT ON (plant_code, dc_code) plant_code, dc_code, nodes, distance_km, transit_hours
    FROM network_paths
    ORDER BY plant_code, dc_code, distance_km, transit_hours, nodes
) AS s
JOIN (
    SELECT DISTINCT ON (plant_code, dc_code) plant_code, dc_code, nodes, distance_km, transit_hours
    FROM network_paths
    ORDER BY plant_code, dc_code, transit_hours, distance_km, nodes
) AS f ON f.plant_code = s.plant_code AND f.dc_code = s.dc_code;

COMMENT ON VIEW shortest_and_fastest IS
'The shortest and the fastest way from each plant to each distribution center that it can reach';
COMMENT ON COLUMN shortest_and_fastest.plant_code IS 'Business key, such as PLT-NAM-TN';
COMMENT ON COLUMN shortest_and_fastest.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN shortest_and_fastest.shortest_nodes IS 'Places on the shortest way';
COMMENT ON COLUMN shortest_and_fastest.shortest_km IS 'Its length, km';
COMMENT ON COLUMN shortest_and_fastest.shortest_hours IS 'Its duration, hours';
COMMENT ON COLUMN shortest_and_fastest.fastest_nodes IS 'Places on the fastest way';
COMMENT ON COLUMN shortest_and_fastest.fastest_km IS 'Its length, km';
COMMENT ON COLUMN shortest_and_fastest.fastest_hours IS 'Its duration, hours';
COMMENT ON COLUMN shortest_and_fastest.differ IS 'Whether they are two ways';
