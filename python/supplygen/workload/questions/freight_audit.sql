SELECT carrier_code, f.transport_mode, count(*) AS moves, round(sum(charge)) AS by_tariff,
       round(100 * avg((charge = r.minimum_charge)::int), 1) AS at_minimum_percent,
       round(sum(charge) / sum(weight_kg), 3) AS usd_per_kg,
       count(*) FILTER (WHERE freight_cost <> charged) AS billed_otherwise
FROM (SELECT *, sum(charge) OVER (PARTITION BY shipment_id) AS charged FROM freight_charges) AS f
JOIN carrier_rates AS r ON r.id = carrier_rate_id
JOIN carriers AS c ON c.id = carrier_id
JOIN shipments AS s ON s.id = shipment_id
GROUP BY carrier_code, f.transport_mode
ORDER BY by_tariff DESC, carrier_code, f.transport_mode
LIMIT 12;
