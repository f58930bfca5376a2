-- Eight segments: every center that a plant reaches at all is reached in fewer by the fastest way, which leaves room for
-- detours; and the number of paths doubles with each further segment.
CREATE VIEW network_paths AS
WITH RECURSIVE walk AS (
    SELECT
        e.from_node AS plant_code,
        e.to_node,
        ARRAY[e.from_node, e.to_node] AS nodes,
        ARRAY[e.transport_mode] AS modes,
        e.distance_km::numeric AS distance_km,
        e.transit_hours::numeric AS transit_hours
    FROM network_edges AS e
    JOIN plants AS p ON p.plant_code = e.from_node
    UNION ALL
    SELECT
        w.plant_code,
        e.to_node,
        w.nodes || e.to_node,
        w.modes || e.transport_mode,
        w.distance_km + e.distance_km,
        w.transit_hours + e.transit_hours
    FROM walk AS w
    JOIN network_edges AS e ON e.from_node = w.to_node AND e.to_node <> ALL (w.nodes)
    WHERE cardinality(w.modes) < 8
)
SELECT w.plant_code, d.dc_code, w.nodes, w.modes, w.distance_km, w.transit_hours
FROM walk AS w
JOIN distribution_centers AS d ON d.dc_code = w.to_node;

COMMENT ON VIEW network_paths IS
'Every way from a plant to a distribution center in at most eight segments that visits no place twice';
COMMENT ON COLUMN network_paths.plant_code IS 'Business key, such as PLT-NAM-TN';
COMMENT ON COLUMN network_paths.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN network_paths.nodes IS 'Places on the way, from the plant to the distribution center';
COMMENT ON COLUMN network_paths.modes IS 'Mode of transport of each segment';
COMMENT ON COLUMN network_paths.distance_km IS 'Sum of the segments'' lengths, km';
COMMENT ON COLUMN network_paths.transit_hours IS 'Sum of the segments'' durations, hours';
