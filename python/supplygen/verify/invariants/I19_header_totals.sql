-- I19
-- title: Totals of orders, POs, shipments, emissions, returns and waves are the sums of their lines, exactly.
-- tags: exact, expensive
-- sample: orders.id, order_lines.order_id, shipments.id, shipment_lines.shipment_id, shipment_emissions.shipment_id
SELECT 'orders' AS relation, o.id::text AS key,
       format('%s cases, %s USD; lines: %s, %s', o.total_cases, o.total_amount, l.cases, l.amount) AS problem
FROM orders AS o
LEFT JOIN (
    SELECT order_id, sum(quantity_cases) AS cases, sum(line_amount) AS amount
    FROM order_lines
    GROUP BY order_id
) AS l ON l.order_id = o.id
WHERE (o.total_cases, o.total_amount) IS DISTINCT FROM (l.cases, l.amount)
UNION ALL
SELECT 'order_lines', concat_ws('/', order_id, line_number),
       format('%s cases at %s less %s %% make %s', quantity_cases, unit_price, discount_percent, line_amount)
FROM order_lines
-- Half a cent is what rounding may change.
WHERE abs(line_amount - quantity_cases * unit_price * (100 - discount_percent) / 100) > 0.005
UNION ALL
SELECT 'purchase_orders', po.id::text, format('%s USD; lines: %s', po.total_amount, sum(l.line_amount))
FROM purchase_orders AS po
LEFT JOIN purchase_order_lines AS l ON l.po_id = po.id
GROUP BY po.id, po.total_amount
HAVING po.total_amount IS DISTINCT FROM sum(l.line_amount)
UNION ALL
SELECT 'purchase_order_lines', concat_ws('/', po_id, line_number),
       format('%s kg at %s make %s', quantity_kg, unit_price, line_amount)
FROM purchase_order_lines
WHERE abs(line_amount - quantity_kg * unit_price) > 0.005
UNION ALL
SELECT 'shipments', s.id::text,
       format('%s cases, %s kg; lines: %s, %s', s.total_cases, s.total_weight_kg, l.cases, l.weight_kg)
FROM shipments AS s
LEFT JOIN (
    SELECT shipment_id, sum(quantity_cases) AS cases, sum(weight_kg) AS weight_kg
    FROM shipment_lines
    GROUP BY shipment_id
) AS l ON l.shipment_id = s.id
WHERE (s.total_cases, s.total_weight_kg) IS DISTINCT FROM (l.cases, l.weight_kg)
UNION ALL
SELECT 'returns', r.id::text, format('%s cases; lines: %s', r.total_cases, sum(l.quantity_cases))
FROM returns AS r
LEFT JOIN return_lines AS l ON l.return_id = r.id
GROUP BY r.id, r.total_cases
HAVING r.total_cases IS DISTINCT FROM sum(l.quantity_cases)
UNION ALL
SELECT 'pick_waves', w.id::text, format('%s orders; rows: %s', w.total_orders, count(wo.order_id))
FROM pick_waves AS w
LEFT JOIN pick_wave_orders AS wo ON wo.wave_id = w.id
GROUP BY w.id, w.total_orders
HAVING w.total_orders <> count(wo.order_id)
UNION ALL
SELECT 'shipment_emissions',
       concat_ws('/', coalesce(e.shipment_id, r.shipment_id), coalesce(e.transport_mode, r.transport_mode)),
       format('%s km, %s tonne-km; legs: %s, %s', e.distance_km, e.tonne_km, r.km, r.kg_km / 1000)
FROM shipment_emissions AS e
FULL JOIN (
    -- Long hauls carry all their load on every leg.
    SELECT l.shipment_id, l.transport_mode, sum(l.distance_km) AS km, s.total_weight_kg * sum(l.distance_km) AS kg_km
    FROM shipment_legs AS l
    JOIN shipments AS s ON s.id = l.shipment_id
    WHERE l.route_segment_id IS NOT NULL
    GROUP BY l.shipment_id, l.transport_mode, s.total_weight_kg
    UNION ALL
    -- On a store delivery each line rides from the warehouse to the stop of its order.
    SELECT t.shipment_id, t.transport_mode, t.km, sum(l.weight_kg * t.ridden)
    FROM (
        SELECT shipment_id, transport_mode, to_location_id, max(ridden) AS ridden, max(km) AS km
        FROM (
            SELECT shipment_id, transport_mode, to_location_id,
                   sum(distance_km) OVER (PARTITION BY shipment_id ORDER BY leg_sequence) AS ridden,
                   sum(distance_km) OVER (PARTITION BY shipment_id) AS km
            FROM shipment_legs
            WHERE to_location_id IS NOT NULL
        ) AS stop
        GROUP BY shipment_id, transport_mode, to_location_id
    ) AS t
    JOIN shipment_lines AS l ON l.shipment_id = t.shipment_id
    -- By ONLY the table is read whole in a sample too, which has all orders of a shipment that it has.
    JOIN ONLY orders AS o ON o.id = l.order_id AND o.retail_location_id = t.to_location_id
    GROUP BY t.shipment_id, t.transport_mode, t.km
) AS r ON (r.shipment_id, r.transport_mode) = (e.shipment_id, e.transport_mode)
WHERE (e.distance_km, e.tonne_km) IS DISTINCT FROM (r.km, r.kg_km / 1000)
UNION ALL
SELECT 'shipment_emissions', concat_ws('/', e.shipment_id, e.transport_mode),
       format('%s kg CO2e at %s, %s USD at %s', e.co2e_kg, f.kg_co2e_per_tonne_km, e.carbon_cost, p.usd_per_tonne)
FROM shipment_emissions AS e
JOIN shipments AS s ON s.id = e.shipment_id
JOIN emission_factors AS f ON f.id = e.emission_factor_id
JOIN carbon_prices AS p ON p.id = e.carbon_price_id
WHERE f.transport_mode <> e.transport_mode
   OR f.valid_from > s.ship_date
   OR e.co2e_kg <> round(e.tonne_km * f.kg_co2e_per_tonne_km, 3)
   OR e.carbon_cost <> round(e.co2e_kg * p.usd_per_tonne / 1000, 2)
   OR p.valid_from IS DISTINCT FROM (SELECT max(valid_from) FROM carbon_prices WHERE valid_from <= s.ship_date);
