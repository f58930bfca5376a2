SELECT r.route_code, r.is_primary, r.segment_count, r.total_distance_km, r.total_transit_hours
FROM routes AS r
JOIN route_segment_assignments AS a ON a.route_id = r.id
JOIN route_segments AS s ON s.id = a.route_segment_id
WHERE s.segment_code = 'LANE-SH-LA-001'
ORDER BY r.total_transit_hours, r.route_code
LIMIT 6;
