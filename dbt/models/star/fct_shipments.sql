-- A shipment's freight is split by mass, as differences of cumulative sums: the parts add up to the cent.
WITH lines AS (
    SELECT
        *,
        sum(weight_kg) OVER (PARTITION BY shipment_id ORDER BY line_number) AS mass_until,
        sum(weight_kg) OVER (PARTITION BY shipment_id) AS mass
    FROM {{ source('public', 'shipment_lines') }}
)

SELECT
    l.shipment_id,
    l.line_number,
    s.shipment_number,
    s.shipment_type,
    coalesce(p.plant_code, w.dc_code) AS origin_code,
    t.dc_code AS destination_dc_code,
    o.retail_location_id AS store_id,
    l.order_id,
    l.sku_id,
    b.batch_number,
    c.carrier_code,
    s.vehicle_type,
    s.ship_date,
    s.expected_delivery_date,
    s.actual_delivery_date,
    l.quantity_cases AS shipped_cases,
    l.weight_kg,
    round(s.freight_cost * l.mass_until / l.mass, 2)
    - round(s.freight_cost * (l.mass_until - l.weight_kg) / l.mass, 2) AS freight_cost
FROM lines AS l
JOIN {{ source('public', 'shipments') }} AS s ON s.id = l.shipment_id
JOIN {{ source('public', 'carriers') }} AS c ON c.id = s.carrier_id
JOIN {{ source('public', 'batches') }} AS b ON b.id = l.batch_id
LEFT JOIN {{ source('public', 'orders') }} AS o ON o.id = l.order_id
LEFT JOIN {{ source('public', 'plants') }} AS p ON p.id = s.origin_plant_id
LEFT JOIN {{ source('public', 'distribution_centers') }} AS w ON w.id = s.origin_dc_id
LEFT JOIN {{ source('public', 'distribution_centers') }} AS t ON t.id = s.destination_dc_id
