-- I07
-- title: Legs of routes, shipments and modal shifts are contiguous, end where the whole ends, sum to it; modes fit.
-- tags: exact, cheap
WITH segment AS (
    SELECT a.route_id, a.sequence, g.distance_km, g.transit_hours,
           concat_ws(' ', 'plant ' || g.origin_plant_id, 'port ' || g.origin_port_id, 'dc ' || g.origin_dc_id) AS origin,
           concat_ws(' ', 'port ' || g.destination_port_id, 'dc ' || g.destination_dc_id) AS destination
    FROM route_segment_assignments AS a
    JOIN route_segments AS g ON g.id = a.route_segment_id
),
chain AS (
    SELECT route_id, sequence, origin, lag(destination) OVER journey AS came_to, row_number() OVER journey AS position
    FROM segment
    WINDOW journey AS (PARTITION BY route_id ORDER BY sequence)
),
path AS (
    SELECT route_id, count(*) AS segments, sum(distance_km) AS distance_km, sum(transit_hours) AS transit_hours,
           (array_agg(origin ORDER BY sequence))[1] AS origin,
           (array_agg(destination ORDER BY sequence DESC))[1] AS destination
    FROM segment
    GROUP BY route_id
),
route AS (
    SELECT id, total_distance_km, total_transit_hours, segment_count,
           concat_ws(' ', 'plant ' || origin_plant_id, 'port ' || origin_port_id, 'dc ' || origin_dc_id) AS origin,
           concat_ws(' ', 'port ' || destination_port_id, 'dc ' || destination_dc_id) AS destination
    FROM routes
),
shift AS (
    SELECT m.id, part.sequence, part.segment_id, g.transport_mode, g.distance_km, g.transit_hours,
           concat_ws(' ', 'plant ' || g.origin_plant_id, 'port ' || g.origin_port_id, 'dc ' || g.origin_dc_id) AS origin,
           concat_ws(' ', 'port ' || g.destination_port_id, 'dc ' || g.destination_dc_id) AS destination
    FROM modal_shift_opportunities AS m
    CROSS JOIN LATERAL unnest(m.alternative_segment_ids) WITH ORDINALITY AS part (segment_id, sequence)
    LEFT JOIN route_segments AS g ON g.id = part.segment_id
),
shift_path AS (
    SELECT id, sum(distance_km) AS distance_km, sum(transit_hours) AS transit_hours,
           (array_agg(origin ORDER BY sequence))[1] AS origin,
           (array_agg(destination ORDER BY sequence DESC))[1] AS destination,
           (array_agg(transport_mode ORDER BY distance_km DESC, sequence) FILTER (WHERE transport_mode <> 'truck'))[1] AS mode
    FROM shift
    GROUP BY id
),
leg AS (
    SELECT l.id, l.shipment_id, l.leg_sequence, l.route_segment_id, l.transport_mode, l.carrier_id, l.from_location_id,
           l.to_location_id, lag(l.to_location_id) OVER journey AS came_to,
           row_number() OVER journey AS position, count(*) OVER (PARTITION BY l.shipment_id) AS legs
    FROM shipment_legs AS l
    WINDOW journey AS (PARTITION BY l.shipment_id ORDER BY l.leg_sequence)
)
SELECT 'route_segment_assignments' AS relation, concat_ws('/', route_id, sequence) AS key,
       format('position %s begins at %s, the one before ends at %s', position, origin, came_to) AS problem
FROM chain
WHERE sequence <> position OR came_to <> origin
UNION ALL
SELECT 'routes', r.id::text,
       format('%s to %s, %s km, %s h, %s segments; its segments: %s to %s, %s km, %s h, %s', r.origin, r.destination,
              r.total_distance_km, r.total_transit_hours, r.segment_count, p.origin, p.destination, p.distance_km,
              p.transit_hours, p.segments)
FROM route AS r
LEFT JOIN path AS p ON p.route_id = r.id
WHERE (r.origin, r.destination, r.total_distance_km, r.total_transit_hours, r.segment_count)
      IS DISTINCT FROM (p.origin, p.destination, p.distance_km, p.transit_hours, p.segments)
UNION ALL
SELECT 'shipments', s.id::text, 'route does not lead from the origin to the destination DC'
FROM shipments AS s
LEFT JOIN routes AS r ON r.id = s.route_id
WHERE s.shipment_type IN ('plant_to_dc', 'dc_to_dc')
  AND (r.origin_plant_id, r.origin_dc_id, r.destination_dc_id)
      IS DISTINCT FROM (s.origin_plant_id, s.origin_dc_id, s.destination_dc_id)
UNION ALL
SELECT 'shipment_legs', l.id::text,
       format('segment %s by %s; segment %s of the route is by %s', l.route_segment_id, l.transport_mode,
              a.route_segment_id, g.transport_mode)
FROM leg AS l
JOIN shipments AS s ON s.id = l.shipment_id AND s.shipment_type IN ('plant_to_dc', 'dc_to_dc')
LEFT JOIN route_segment_assignments AS a ON a.route_id = s.route_id AND a.sequence = l.leg_sequence
LEFT JOIN route_segments AS g ON g.id = a.route_segment_id
WHERE (l.route_segment_id, l.transport_mode) IS DISTINCT FROM (a.route_segment_id, g.transport_mode)
UNION ALL
SELECT 'shipment_legs', l.id::text,
       format('leg %s from store %s to %s; the one before ends at %s, the last stop is %s', l.leg_sequence,
              l.from_location_id, l.to_location_id, l.came_to, s.destination_location_id)
FROM leg AS l
JOIN shipments AS s ON s.id = l.shipment_id AND s.shipment_type IN ('dc_to_store', 'direct')
WHERE l.leg_sequence <> l.position
   OR l.from_location_id IS DISTINCT FROM l.came_to
   OR (l.position = l.legs AND l.to_location_id IS DISTINCT FROM s.destination_location_id)
UNION ALL
SELECT 'shipments', s.id::text, format('%s legs, %s expected', count(l.id), coalesce(r.segment_count, 1))
FROM shipments AS s
LEFT JOIN routes AS r ON r.id = s.route_id
LEFT JOIN shipment_legs AS l ON l.shipment_id = s.id
GROUP BY s.id, r.id, r.segment_count, s.shipment_type
HAVING count(l.id) <> r.segment_count
   OR (s.shipment_type = 'direct' AND count(l.id) <> 1) OR (s.shipment_type = 'dc_to_store' AND count(l.id) < 2)
UNION ALL
SELECT 'shipment_legs', l.id::text, format('carrier %s does not run %s', c.carrier_code, l.transport_mode)
FROM leg AS l
JOIN carriers AS c ON c.id = l.carrier_id
WHERE l.transport_mode <> ALL (c.transport_modes)
UNION ALL
SELECT 'modal_shift_opportunities', id::text, format('segment %s begins at %s, the one before ends at %s', segment_id, origin, came_to)
FROM (SELECT *, lag(destination) OVER (PARTITION BY id ORDER BY sequence) AS came_to FROM shift) AS s
WHERE came_to <> origin
UNION ALL
SELECT 'modal_shift_opportunities', m.id::text,
       format('%s: %s km by %s; instead %s to %s, %s km by %s, %s hours more; its segments: %s to %s, %s km by %s, %s hours more',
              g.segment_code, m.current_distance_km, m.current_mode, g.origin_plant_id, g.destination_dc_id,
              m.alternative_distance_km, m.alternative_mode, m.extra_hours, p.origin, p.destination, p.distance_km, p.mode,
              p.transit_hours - g.transit_hours)
FROM modal_shift_opportunities AS m
JOIN route_segments AS g ON g.id = m.route_segment_id
JOIN shift_path AS p ON p.id = m.id
WHERE (m.current_mode, m.current_distance_km, m.alternative_mode, m.alternative_distance_km, m.extra_hours)
      IS DISTINCT FROM (g.transport_mode, g.distance_km, p.mode, p.distance_km, p.transit_hours - g.transit_hours)
   OR p.origin <> concat_ws(' ', 'plant ' || g.origin_plant_id, 'port ' || g.origin_port_id, 'dc ' || g.origin_dc_id)
   OR p.destination <> concat_ws(' ', 'port ' || g.destination_port_id, 'dc ' || g.destination_dc_id)
   OR m.co2_saving_kg_per_t <> m.current_co2_kg_per_t - m.alternative_co2_kg_per_t
   OR m.co2_saving_percent <> trunc(100 * m.co2_saving_kg_per_t / m.current_co2_kg_per_t, 2)
   OR m.assessment <> CASE WHEN m.co2_saving_percent >= 30 AND m.extra_hours <= 72 THEN 'recommended' ELSE 'possible' END;
