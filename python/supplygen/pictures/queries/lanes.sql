-- Segments over which goods went from plants to centers and between centers, with the cases they carried.
WITH carried AS (
    SELECT a.route_segment_id, sum(r.cases) AS cases
    FROM (
        SELECT route_id, sum(total_cases) AS cases FROM shipments WHERE route_id IS NOT NULL GROUP BY route_id
    ) AS r
    JOIN route_segment_assignments AS a ON a.route_id = r.route_id
    GROUP BY a.route_segment_id
),
place (code, latitude, longitude) AS (
    SELECT plant_code, latitude, longitude FROM plants
    UNION ALL
    SELECT dc_code, latitude, longitude FROM distribution_centers
    UNION ALL
    SELECT port_code, latitude, longitude FROM ports
)
SELECT
    e.segment_code AS code,
    e.from_node,
    e.to_node,
    e.transport_mode AS mode,
    o.latitude AS from_latitude,
    o.longitude AS from_longitude,
    d.latitude AS to_latitude,
    d.longitude AS to_longitude,
    c.cases,
    count(*) OVER () AS used_segments
FROM network_edges AS e
JOIN carried AS c ON c.route_segment_id = e.route_segment_id
JOIN place AS o ON o.code = e.from_node
JOIN place AS d ON d.code = e.to_node
ORDER BY c.cases DESC, code;
