-- Each move has a rate of its mode whose weights and distances hold it, and a shipment's charges are its freight.
SELECT s.id, s.freight_cost, v.charge
FROM shipments AS s
FULL JOIN (
    SELECT f.shipment_id, sum(f.charge) AS charge, sum(f.distance_km) AS km,
           bool_and(r.transport_mode = f.transport_mode AND f.weight_kg BETWEEN r.weight_from_kg AND r.weight_to_kg
                    AND f.distance_km >= coalesce(r.distance_from_km, 0)
                    AND f.linehaul >= r.minimum_charge AND f.charge = f.linehaul + f.fuel + f.handling + f.stop_off
                    AND f.fuel BETWEEN 0 AND f.linehaul AND least(f.handling, f.stop_off) >= 0 AND f.contract_code = k.contract_code
                    AND f.carrier_id = k.carrier_id) AS fits
    FROM freight_charges AS f
    JOIN carrier_rates AS r ON r.id = f.carrier_rate_id
    JOIN carrier_contracts AS k ON k.id = r.carrier_contract_id
    GROUP BY f.shipment_id
) AS v ON v.shipment_id = s.id
WHERE s.freight_cost IS DISTINCT FROM v.charge
   OR v.km IS DISTINCT FROM (SELECT sum(l.distance_km) FROM shipment_legs AS l WHERE l.shipment_id = s.id)
   OR NOT v.fits;
