SELECT e.* FROM network_edges AS e WHERE e.from_node IS NULL OR e.to_node IS NULL
UNION ALL
SELECT e.* FROM route_segments AS s LEFT JOIN network_edges AS e ON e.route_segment_id = s.id
WHERE e.segment_code IS DISTINCT FROM s.segment_code;
