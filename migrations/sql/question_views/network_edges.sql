CREATE VIEW network_edges AS
SELECT
    s.id AS route_segment_id,
    s.segment_code,
    coalesce(p.plant_code, o.port_code, d.dc_code) AS from_node,
    coalesce(q.port_code, c.dc_code) AS to_node,
    s.transport_mode,
    s.distance_km,
    s.transit_hours
FROM route_segments AS s
LEFT JOIN plants AS p ON p.id = s.origin_plant_id
LEFT JOIN ports AS o ON o.id = s.origin_port_id
LEFT JOIN distribution_centers AS d ON d.id = s.origin_dc_id
LEFT JOIN ports AS q ON q.id = s.destination_port_id
LEFT JOIN distribution_centers AS c ON c.id = s.destination_dc_id;

COMMENT ON VIEW network_edges IS
'The transport network as a directed graph: plants, terminals and distribution centers by code';
COMMENT ON COLUMN network_edges.route_segment_id IS 'Segment';
COMMENT ON COLUMN network_edges.segment_code IS 'Business key, such as LANE-SH-LA-001';
COMMENT ON COLUMN network_edges.from_node IS
'Code of the plant, terminal or distribution center where the segment begins';
COMMENT ON COLUMN network_edges.to_node IS 'Code of the terminal or distribution center where it ends';
COMMENT ON COLUMN network_edges.transport_mode IS 'Mode of transport';
COMMENT ON COLUMN network_edges.distance_km IS 'Length, km';
COMMENT ON COLUMN network_edges.transit_hours IS 'Planned duration including handling, hours';
