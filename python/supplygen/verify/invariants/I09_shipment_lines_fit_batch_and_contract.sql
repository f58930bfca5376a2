-- I09
-- title: A shipped batch is of its SKU and formula; carriers run there, under contract; price lists fit theirs, without gap.
-- tags: exact, expensive
-- sample: shipments.id, shipment_lines.shipment_id, shipment_legs.shipment_id
WITH price AS (
    SELECT id, rate, weight_from_kg, distance_from_km,
           lag(weight_to_kg) OVER by_weight AS weight_before, lag(rate) OVER by_weight AS rate_before,
           lag(distance_to_km) OVER by_distance AS distance_before
    FROM carrier_rates
    WINDOW by_weight AS (
               PARTITION BY carrier_contract_id, transport_mode, origin_port_id, destination_port_id, division_id,
                            distance_from_km
               ORDER BY weight_from_kg
           ),
           by_distance AS (
               PARTITION BY carrier_contract_id, transport_mode, origin_port_id, destination_port_id, division_id,
                            weight_from_kg
               ORDER BY distance_from_km
           )
)
SELECT 'shipment_lines' AS relation, concat_ws('/', sl.shipment_id, sl.line_number) AS key,
       format('SKU %s of formula %s, batch %s of SKU %s and formula %s', s.id, s.formula_id, b.id, b.sku_id, b.formula_id)
           AS problem
FROM shipment_lines AS sl
JOIN batches AS b ON b.id = sl.batch_id
JOIN skus AS s ON s.id = sl.sku_id
WHERE b.sku_id <> sl.sku_id OR b.formula_id <> s.formula_id
UNION ALL
SELECT 'shipments', s.id::text, format('carrier %s has no contract on %s', s.carrier_id, s.ship_date)
FROM shipments AS s
LEFT JOIN carrier_contracts AS c ON c.carrier_id = s.carrier_id AND s.ship_date BETWEEN c.start_date AND c.end_date
WHERE c.id IS NULL
UNION ALL
-- On a long haul each leg may have a carrier of its own.
SELECT 'shipment_legs', l.id::text, format('carrier %s has no contract on %s', l.carrier_id, s.ship_date)
FROM shipment_legs AS l
JOIN shipments AS s ON s.id = l.shipment_id AND s.carrier_id <> l.carrier_id
LEFT JOIN carrier_contracts AS c ON c.carrier_id = l.carrier_id AND s.ship_date BETWEEN c.start_date AND c.end_date
WHERE c.id IS NULL
UNION ALL
SELECT 'shipments', s.id::text, format('carrier %s does not run in %s', c.carrier_code, v.division_code)
FROM shipments AS s
JOIN carriers AS c ON c.id = s.carrier_id
JOIN distribution_centers AS d ON d.id = coalesce(s.origin_dc_id, s.destination_dc_id)
JOIN divisions AS v ON v.id = d.division_id
WHERE v.division_code <> ALL (c.regions)
UNION ALL
SELECT 'carrier_rates', r.id::text, format('carrier %s does not run in %s', a.carrier_code, v.division_code)
FROM carrier_rates AS r
JOIN carrier_contracts AS c ON c.id = r.carrier_contract_id
JOIN carriers AS a ON a.id = c.carrier_id
JOIN divisions AS v ON v.id = r.division_id
WHERE v.division_code <> ALL (a.regions)
UNION ALL
SELECT 'carrier_rates', r.id::text,
       format('%s from %s to %s; contract %s of carrier %s from %s to %s', r.transport_mode, r.valid_from, r.valid_to,
              c.contract_code, a.carrier_code, c.start_date, c.end_date)
FROM carrier_rates AS r
JOIN carrier_contracts AS c ON c.id = r.carrier_contract_id
JOIN carriers AS a ON a.id = c.carrier_id
WHERE r.transport_mode <> ALL (a.transport_modes) OR (r.valid_from, r.valid_to) <> (c.start_date, c.end_date)
UNION ALL
SELECT 'carrier_rates', id::text,
       format('%s from %s kg and %s km; the break before ends at %s kg with %s, the band before at %s km', rate,
              weight_from_kg, distance_from_km, weight_before, rate_before, distance_before)
FROM price
WHERE weight_from_kg <> coalesce(weight_before, 0)
   OR rate >= rate_before
   OR distance_from_km <> coalesce(distance_before, 0);
