WITH due AS (
    SELECT shipment_id, sum(linehaul) AS linehaul, sum(fuel) AS fuel, sum(handling) AS handling, sum(stop_off) AS stop_off
    FROM freight_charges
    GROUP BY shipment_id
),
planted AS (
    SELECT row_key::bigint AS shipment_id FROM supplygen.injection WHERE event_code = 'QRK-BILLING'
)
SELECT c.carrier_code, count(*) AS bills, round(sum(b.billed_amount)) AS billed,
       count(*) FILTER (WHERE b.linehaul_amount > d.linehaul) AS linehaul_too_high,
       count(*) FILTER (WHERE b.fuel_amount > d.fuel) AS fuel_twice,
       count(*) FILTER (WHERE (b.handling_amount, b.stop_off_amount) <> (d.handling, d.stop_off)) AS others,
       sum(b.billed_amount - d.linehaul - d.fuel - d.handling - d.stop_off) AS to_claim,
       count(p.shipment_id) AS planted
FROM freight_bills AS b
JOIN due AS d ON d.shipment_id = b.shipment_id
JOIN carriers AS c ON c.id = b.carrier_id
LEFT JOIN planted AS p ON p.shipment_id = b.shipment_id
GROUP BY c.carrier_code
ORDER BY to_claim DESC, c.carrier_code
LIMIT 12;
