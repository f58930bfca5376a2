-- Between two ports the lane has its rates; elsewhere those of the division of the center, or else of the plant, hold.
CREATE VIEW freight_charges AS
SELECT
    m.shipment_id,
    m.ship_date,
    m.shipment_type,
    m.carrier_id,
    k.contract_code,
    m.transport_mode,
    m.route_segment_id,
    m.distance_km,
    m.total_weight_kg AS weight_kg,
    m.total_pallets AS pallets,
    r.id AS carrier_rate_id,
    h.linehaul,
    f.fuel,
    x.handling_charge AS handling,
    f.stop_off,
    h.linehaul + f.fuel + x.handling_charge + f.stop_off AS charge
FROM (
    SELECT
        l.shipment_id,
        s.ship_date,
        s.shipment_type,
        s.total_weight_kg,
        s.total_pallets,
        l.carrier_id,
        l.transport_mode,
        l.route_segment_id,
        coalesce(td.division_id, fd.division_id, fp.division_id, sd.division_id) AS division_id,
        CASE WHEN num_nonnulls(td.id, fd.id, fp.id) = 0 THEN g.origin_port_id END AS origin_port_id,
        CASE WHEN num_nonnulls(td.id, fd.id, fp.id) = 0 THEN g.destination_port_id END AS destination_port_id,
        sum(l.distance_km) AS distance_km,
        count(*) AS stops
    FROM shipment_legs AS l
    JOIN shipments AS s ON s.id = l.shipment_id
    LEFT JOIN route_segments AS g ON g.id = l.route_segment_id
    LEFT JOIN distribution_centers AS td ON td.id = g.destination_dc_id
    LEFT JOIN distribution_centers AS fd ON fd.id = g.origin_dc_id
    LEFT JOIN plants AS fp ON fp.id = g.origin_plant_id
    LEFT JOIN distribution_centers AS sd ON sd.id = s.origin_dc_id AND g.id IS NULL
    GROUP BY
        l.shipment_id, s.ship_date, s.shipment_type, s.total_weight_kg, s.total_pallets, l.carrier_id, l.transport_mode,
        l.route_segment_id, td.id, fd.id, fp.id, td.division_id, fd.division_id, fp.division_id, sd.division_id,
        g.origin_port_id, g.destination_port_id
) AS m
LEFT JOIN carrier_contracts AS k ON k.carrier_id = m.carrier_id AND m.ship_date BETWEEN k.start_date AND k.end_date
LEFT JOIN carrier_rates AS r
    ON r.carrier_contract_id = k.id
    AND r.transport_mode = m.transport_mode
    AND m.total_weight_kg > r.weight_from_kg
    AND m.total_weight_kg <= r.weight_to_kg
    AND (
        (r.origin_port_id, r.destination_port_id) = (m.origin_port_id, m.destination_port_id)
        OR r.division_id = m.division_id AND m.distance_km >= r.distance_from_km AND m.distance_km < r.distance_to_km
    )
LEFT JOIN carrier_accessorials AS x ON (x.carrier_contract_id, x.transport_mode) = (k.id, m.transport_mode)
CROSS JOIN LATERAL (
    SELECT
        greatest(
            r.minimum_charge,
            round(
                r.rate * CASE r.rate_basis
                    WHEN 'pallet' THEN m.total_pallets
                    WHEN 'pallet_km' THEN m.total_pallets * m.distance_km
                    ELSE m.total_weight_kg
                END, 2
            )
        ) AS linehaul
) AS h
CROSS JOIN LATERAL (
    SELECT round(h.linehaul * x.fuel_percent / 100, 2) AS fuel, (m.stops - 1) * x.stop_off_charge AS stop_off
) AS f;

COMMENT ON VIEW freight_charges IS
'What carriers charge by their rates: a row for each leg of a long haul, and one for a run to stores. The charges of a shipment add up to its freight cost';
COMMENT ON COLUMN freight_charges.shipment_id IS 'Shipment';
COMMENT ON COLUMN freight_charges.ship_date IS 'Day of departure, which decides on the contract';
COMMENT ON COLUMN freight_charges.shipment_type IS 'Kind of shipment';
COMMENT ON COLUMN freight_charges.carrier_id IS 'Carrier';
COMMENT ON COLUMN freight_charges.contract_code IS 'Business key of the contract';
COMMENT ON COLUMN freight_charges.transport_mode IS 'Mode of transport';
COMMENT ON COLUMN freight_charges.route_segment_id IS 'Segment of the leg; null for a run to stores';
COMMENT ON COLUMN freight_charges.distance_km IS 'Length of the leg or of the whole run, km';
COMMENT ON COLUMN freight_charges.weight_kg IS 'Gross mass of the shipment, kg';
COMMENT ON COLUMN freight_charges.pallets IS 'Pallet places of the shipment';
COMMENT ON COLUMN freight_charges.carrier_rate_id IS 'Rate that holds for it';
COMMENT ON COLUMN freight_charges.linehaul IS 'Rate times what it is paid for, at least the minimum charge, USD';
COMMENT ON COLUMN freight_charges.fuel IS 'Fuel surcharge on the linehaul, USD';
COMMENT ON COLUMN freight_charges.handling IS 'Handling of the move, USD';
COMMENT ON COLUMN freight_charges.stop_off IS 'Stops of a run after the first, USD';
COMMENT ON COLUMN freight_charges.charge IS 'All of it, USD';
