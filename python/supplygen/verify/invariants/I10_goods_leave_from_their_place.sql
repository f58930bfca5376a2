-- I10
-- title: Stores are served from their DC, deployments from the batch's plant, transfers in the division; orders at their DC.
-- tags: exact, expensive
-- sample: shipments.id, shipment_lines.shipment_id, order_allocations.order_id
SELECT 'shipments' AS relation, s.id::text AS key,
       format('%s from plant %s, DC %s to DC %s, store %s', s.shipment_type, s.origin_plant_id, s.origin_dc_id,
              s.destination_dc_id, s.destination_location_id) AS problem
FROM shipments AS s
LEFT JOIN retail_locations AS l ON l.id = s.destination_location_id
LEFT JOIN distribution_centers AS f ON f.id = s.origin_dc_id
LEFT JOIN distribution_centers AS t ON t.id = s.destination_dc_id
WHERE CASE s.shipment_type
          WHEN 'plant_to_dc' THEN num_nulls(s.origin_plant_id, s.destination_dc_id) > 0
          WHEN 'dc_to_dc' THEN f.division_id IS DISTINCT FROM t.division_id OR f.id = t.id
          ELSE s.origin_dc_id IS DISTINCT FROM l.primary_dc_id
      END
UNION ALL
SELECT 'shipment_lines', concat_ws('/', sl.shipment_id, sl.line_number),
       format('leaves DC %s, store %s is served by DC %s', s.origin_dc_id, l.id, l.primary_dc_id)
FROM shipment_lines AS sl
JOIN shipments AS s ON s.id = sl.shipment_id
JOIN orders AS o ON o.id = sl.order_id
JOIN retail_locations AS l ON l.id = o.retail_location_id
WHERE s.origin_dc_id IS DISTINCT FROM l.primary_dc_id
UNION ALL
SELECT 'shipment_lines', concat_ws('/', sl.shipment_id, sl.line_number),
       format('%s from plant %s, order %s, batch of plant %s', s.shipment_type, s.origin_plant_id, sl.order_id, b.plant_id)
FROM shipment_lines AS sl
JOIN shipments AS s ON s.id = sl.shipment_id
JOIN batches AS b ON b.id = sl.batch_id
WHERE (sl.order_id IS NULL) <> (s.shipment_type IN ('plant_to_dc', 'dc_to_dc'))
   OR b.plant_id <> s.origin_plant_id
UNION ALL
SELECT 'order_allocations', a.id::text, format('at DC %s, order of DC %s', a.dc_id, o.dc_id)
FROM order_allocations AS a
JOIN orders AS o ON o.id = a.order_id
WHERE a.dc_id <> o.dc_id;
