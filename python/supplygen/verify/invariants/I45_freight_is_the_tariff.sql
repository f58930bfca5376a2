-- I45
-- title: Freight is what the rates valid on the ship date charge: leg by leg on a long haul, for a whole run to stores.
-- tags: exact, expensive
-- sample: shipments.id, shipment_legs.shipment_id
WITH place AS (
    -- Between two ports the lane has a price, elsewhere the division of the center or else of the plant.
    SELECT g.id AS route_segment_id,
           CASE WHEN num_nonnulls(d.id, o.id, p.id) = 0 THEN g.origin_port_id END AS origin_port_id,
           CASE WHEN num_nonnulls(d.id, o.id, p.id) = 0 THEN g.destination_port_id END AS destination_port_id,
           coalesce(d.division_id, o.division_id, p.division_id) AS division_id
    FROM route_segments AS g
    LEFT JOIN distribution_centers AS d ON d.id = g.destination_dc_id
    LEFT JOIN distribution_centers AS o ON o.id = g.origin_dc_id
    LEFT JOIN plants AS p ON p.id = g.origin_plant_id
), move AS (
    SELECT shipment_id, route_segment_id, carrier_id, transport_mode, sum(distance_km) AS distance_km
    FROM shipment_legs
    GROUP BY shipment_id, route_segment_id, carrier_id, transport_mode
), priced AS (
    SELECT s.id, s.freight_cost, count(*) AS moves, count(r.id) AS rates,
           sum(greatest(
               r.minimum_charge,
               round(r.rate * CASE r.rate_basis WHEN 'pallet' THEN s.total_pallets
                                                WHEN 'pallet_km' THEN s.total_pallets * m.distance_km
                                                WHEN 'kg' THEN s.total_weight_kg END, 2)
           )) AS charged
    FROM shipments AS s
    JOIN move AS m ON m.shipment_id = s.id
    LEFT JOIN place AS g ON g.route_segment_id = m.route_segment_id
    LEFT JOIN distribution_centers AS d ON d.id = s.origin_dc_id
    LEFT JOIN carrier_contracts AS c ON c.carrier_id = m.carrier_id AND s.ship_date BETWEEN c.start_date AND c.end_date
    LEFT JOIN carrier_rates AS r
        ON r.carrier_contract_id = c.id AND r.transport_mode = m.transport_mode
       AND s.total_weight_kg > r.weight_from_kg AND s.total_weight_kg <= r.weight_to_kg
       AND CASE WHEN g.origin_port_id IS NOT NULL
                THEN (r.origin_port_id, r.destination_port_id) = (g.origin_port_id, g.destination_port_id)
                ELSE r.division_id = CASE WHEN m.route_segment_id IS NULL THEN d.division_id ELSE g.division_id END
                     AND m.distance_km >= r.distance_from_km AND m.distance_km < r.distance_to_km END
    GROUP BY s.id, s.freight_cost
)
SELECT 'shipments' AS relation, id::text AS key,
       format('%s USD; %s rates for %s moves charge %s', freight_cost, rates, moves, charged) AS problem
FROM priced
WHERE rates <> moves OR freight_cost IS DISTINCT FROM charged;
