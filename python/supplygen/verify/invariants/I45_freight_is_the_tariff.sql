-- I45
-- title: Freight is what rates and accessorials of the ship date charge; bills say so too, but for planted errors.
-- tags: exact, expensive
-- sample: shipments.id, shipment_legs.shipment_id, freight_bills.shipment_id
-- A leg of a long haul is charged for itself, a run to stores as a whole. The truth table tells what a wrong bill would be.
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
    SELECT shipment_id, route_segment_id, carrier_id, transport_mode, sum(distance_km) AS distance_km, count(*) AS stops
    FROM shipment_legs
    GROUP BY shipment_id, route_segment_id, carrier_id, transport_mode
), rated AS (
    SELECT s.id, r.id AS rate_id, x.carrier_contract_id, x.handling_charge, x.fuel_percent,
           (m.stops - 1) * x.stop_off_charge AS stop_off,
           greatest(
               r.minimum_charge,
               round(r.rate * CASE r.rate_basis WHEN 'pallet' THEN s.total_pallets
                                                WHEN 'pallet_km' THEN s.total_pallets * m.distance_km
                                                WHEN 'kg' THEN s.total_weight_kg END, 2)
           ) AS linehaul
    FROM shipments AS s
    JOIN move AS m ON m.shipment_id = s.id
    LEFT JOIN place AS g ON g.route_segment_id = m.route_segment_id
    LEFT JOIN distribution_centers AS d ON d.id = s.origin_dc_id
    LEFT JOIN carrier_contracts AS c ON c.carrier_id = m.carrier_id AND s.ship_date BETWEEN c.start_date AND c.end_date
    LEFT JOIN carrier_accessorials AS x ON x.carrier_contract_id = c.id AND x.transport_mode = m.transport_mode
    LEFT JOIN carrier_rates AS r
        ON r.carrier_contract_id = c.id AND r.transport_mode = m.transport_mode
       AND s.total_weight_kg > r.weight_from_kg AND s.total_weight_kg <= r.weight_to_kg
       AND CASE WHEN g.origin_port_id IS NOT NULL
                THEN (r.origin_port_id, r.destination_port_id) = (g.origin_port_id, g.destination_port_id)
                ELSE r.division_id = CASE WHEN m.route_segment_id IS NULL THEN d.division_id ELSE g.division_id END
                     AND m.distance_km >= r.distance_from_km AND m.distance_km < r.distance_to_km END
), due AS (
    SELECT id, count(*) AS moves, count(rate_id) AS rates, count(carrier_contract_id) AS accessorials,
           sum(linehaul) AS linehaul, sum(round(linehaul * fuel_percent / 100, 2)) AS fuel,
           sum(handling_charge) AS handling, sum(stop_off) AS stop_off
    FROM rated
    GROUP BY id
), wrong AS (
    SELECT row_key::bigint AS id, baseline_value AS before, injected_value AS after
    FROM supplygen.injection
    WHERE event_code = 'QRK-BILLING'
)
SELECT 'shipments' AS relation, s.id::text AS key,
       format('%s USD; %s rates and %s accessorials for %s moves charge %s', s.freight_cost, d.rates, d.accessorials, d.moves,
              d.linehaul + d.fuel + d.handling + d.stop_off) AS problem
FROM shipments AS s
JOIN due AS d ON d.id = s.id
WHERE d.rates <> d.moves OR d.accessorials <> d.moves
   OR s.freight_cost IS DISTINCT FROM d.linehaul + d.fuel + d.handling + d.stop_off
UNION ALL
SELECT 'freight_bills', s.id::text,
       format('of carrier %s on %s: %s, fuel %s, handling %s, stops %s; due from carrier %s on %s: %s, %s, %s, %s; planted: %s, not %s',
              b.carrier_id, b.bill_date, b.linehaul_amount, b.fuel_amount, b.handling_amount, b.stop_off_amount,
              s.carrier_id, s.ship_date, d.linehaul, d.fuel, d.handling, d.stop_off, w.after, w.before)
FROM shipments AS s
JOIN due AS d ON d.id = s.id
LEFT JOIN freight_bills AS b ON b.shipment_id = s.id
LEFT JOIN wrong AS w ON w.id = s.id
WHERE (b.carrier_id, b.bill_date, b.handling_amount, b.stop_off_amount)
      IS DISTINCT FROM (s.carrier_id, s.ship_date, d.handling, d.stop_off)
   OR b.billed_amount IS DISTINCT FROM coalesce(w.after, s.freight_cost)
   OR w.before <> s.freight_cost
   -- Where too much is charged, it is linehaul, or the fuel twice.
   OR (b.linehaul_amount, b.fuel_amount) IS DISTINCT FROM (d.linehaul, d.fuel)
      AND (w.id IS NULL OR w.after <= w.before
           OR (b.linehaul_amount > d.linehaul AND b.fuel_amount = d.fuel
               OR b.linehaul_amount = d.linehaul AND b.fuel_amount = 2 * d.fuel) IS NOT TRUE);
