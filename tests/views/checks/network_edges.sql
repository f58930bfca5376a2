WITH place (kind, id, code) AS (
    SELECT 'plant', id, plant_code FROM plants
    UNION ALL SELECT 'port', id, port_code FROM ports
    UNION ALL SELECT 'dc', id, dc_code FROM distribution_centers
),
base AS (
    SELECT s.id, s.segment_code, f.code AS from_code, t.code AS to_code, s.transport_mode, s.distance_km,
           s.transit_hours
    FROM route_segments AS s
    JOIN place AS f
        ON (f.kind, f.id) IN (('plant', s.origin_plant_id), ('port', s.origin_port_id), ('dc', s.origin_dc_id))
    JOIN place AS t ON (t.kind, t.id) IN (('port', s.destination_port_id), ('dc', s.destination_dc_id))
)
(TABLE base EXCEPT ALL TABLE network_edges) UNION ALL (TABLE network_edges EXCEPT ALL TABLE base);
