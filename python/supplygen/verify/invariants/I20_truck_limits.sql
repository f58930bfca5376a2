-- I20
-- title: Loads fit the smallest vehicles that hold them, to sea in containers; lines weigh their cases; pallets stand.
-- tags: exact, expensive
-- sample: shipments.id, shipment_lines.shipment_id, shipment_legs.shipment_id
-- The vehicles as practice has them, said once more on purpose: a wrong figure of the model is seen here.
WITH vehicle (vehicle_type, is_container, pallets, payload_kg) AS (
    VALUES
        ('van', false, 3, 1200), ('box_truck', false, 5, 2200), ('light_truck', false, 8, 3500), ('rigid', false, 15, 9000),
        ('trailer', false, 26, 20000),
        ('container_20', true, 10, 20000), ('container_45', true, 26, 20000)
),
at_sea AS (
    SELECT DISTINCT r.route_id
    FROM route_segment_assignments AS r
    JOIN route_segments AS s ON s.id = r.route_segment_id
    WHERE s.transport_mode = 'ocean'
)
SELECT 'shipments' AS relation, s.id::text AS key,
       format('%s pallets, %s kg on a %s of %s pallets; route %s', s.total_pallets, s.total_weight_kg, s.vehicle_type,
              s.capacity_pallets, s.route_id) AS problem
FROM shipments AS s
JOIN vehicle AS v USING (vehicle_type)
LEFT JOIN at_sea USING (route_id)
WHERE s.total_pallets > s.capacity_pallets
   OR s.total_weight_kg > v.payload_kg
   OR (s.capacity_pallets, s.capacity_kg) <> (v.pallets, v.payload_kg)
   OR v.is_container <> (at_sea.route_id IS NOT NULL)
   OR EXISTS (
          SELECT FROM vehicle AS smaller
          WHERE smaller.is_container = v.is_container AND smaller.pallets < v.pallets
            AND s.total_pallets <= smaller.pallets AND s.total_weight_kg <= smaller.payload_kg
      )
UNION ALL
-- To a single store ten cases go as parcels, more on a truck with others' goods, half a trailer on a truck of its own.
-- A long haul shares its vehicle below half of the smallest one.
SELECT 'shipments', s.id::text,
       format('%s of %s cases, %s pallets by %s on a %s', s.shipment_type, s.total_cases, s.total_pallets,
              m.transport_mode, s.vehicle_type)
FROM shipments AS s
LEFT JOIN (
    SELECT DISTINCT shipment_id, transport_mode FROM shipment_legs WHERE to_location_id IS NOT NULL
) AS m ON m.shipment_id = s.id
LEFT JOIN at_sea USING (route_id)
JOIN vehicle AS least ON least.vehicle_type = CASE WHEN at_sea.route_id IS NULL THEN 'van' ELSE 'container_20' END
WHERE (s.vehicle_type IS NULL) <> coalesce(
          m.transport_mode IN ('ltl', 'parcel'),
          2 * s.total_pallets < least.pallets AND 2 * s.total_weight_kg < least.payload_kg
      )
   OR m.transport_mode <> CASE WHEN s.shipment_type <> 'direct' OR s.total_pallets >= 13 THEN 'truck'
                               WHEN s.total_cases > 10 THEN 'ltl' ELSE 'parcel' END
UNION ALL
SELECT 'shipments', s.id::text, format('%s pallets, its cases fill %s', s.total_pallets, round(l.pallets, 2))
FROM shipments AS s
JOIN (
    SELECT sl.shipment_id, sum(sl.quantity_cases::numeric / p.cases_per_pallet) AS pallets
    FROM shipment_lines AS sl
    JOIN skus AS k ON k.id = sl.sku_id
    JOIN packaging_types AS p ON p.id = k.packaging_id
    GROUP BY sl.shipment_id
) AS l ON l.shipment_id = s.id
-- Quotients are rounded at the 16th digit or so, and differ from a whole number by far more.
WHERE s.total_pallets <> ceil(l.pallets - 0.000000000001)
UNION ALL
SELECT 'shipment_lines', concat_ws('/', sl.shipment_id, sl.line_number),
       format('%s cases of %s kg weigh %s', sl.quantity_cases, p.case_weight_kg, sl.weight_kg)
FROM shipment_lines AS sl
JOIN skus AS k ON k.id = sl.sku_id
JOIN packaging_types AS p ON p.id = k.packaging_id
WHERE sl.weight_kg <> sl.quantity_cases * p.case_weight_kg
UNION ALL
-- Pallets of 1,200 by 1,000 mm are stacked to 1.5 m, and to what a trailer carries on each place.
SELECT 'packaging_types', p.id::text,
       format('%s layers of %s cases of %s x %s x %s mm and %s kg', p.layers_per_pallet, p.cases_per_layer, p.case_length_mm,
              p.case_width_mm, p.case_height_mm, p.case_weight_kg)
FROM packaging_types AS p
WHERE p.cases_per_layer * p.case_length_mm::integer * p.case_width_mm > 1200 * 1000
   OR p.layers_per_pallet * p.case_height_mm::integer > 1500
   OR p.cases_per_pallet * p.case_weight_kg > 20000 / 26.0
   OR p.case_length_mm::bigint * p.case_width_mm * p.case_height_mm < 1000::bigint * p.content_ml * p.units_per_case;
