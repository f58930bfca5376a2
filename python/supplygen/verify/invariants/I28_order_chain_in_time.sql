-- I28
-- title: Order, allocation, wave, ship, delivery in this order, leg after leg; actual dates, status say what happened.
-- tags: exact, expensive
-- sample: orders.id, order_allocations.order_id, pick_wave_orders.order_id, shipment_lines.order_id
-- Orders are allocated on their day, those of Sunday, when centers are closed, on Monday.
-- What has not happened is not overdue: waves go within a week, and those on hold after it; a truck to stores is late by at
-- most 120 hours and two weeks in which docks are closed, a long haul's leg by 240 through its carrier and by 240 through a port.
WITH horizon AS (
    SELECT start_date + 7 * weeks - 1 AS as_of, (start_date + 7 * weeks)::timestamp AT TIME ZONE 'UTC' AS end_time,
           coalesce(ceil((settings #>> '{events,RSK-CYB-004,hours}')::numeric / 24), 0)::integer AS hold_days
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
reserved AS (
    SELECT order_id, min(allocation_date) AS first_day, max(allocation_date) AS last_day,
           bool_and(status = 'held') AS is_held
    FROM order_allocations
    GROUP BY order_id
),
wave AS (
    SELECT wo.order_id, min(w.wave_date) AS first_day, max(w.wave_date) AS last_day, min(w.hold_hours) AS held_hours
    FROM pick_wave_orders AS wo
    JOIN pick_waves AS w ON w.id = wo.wave_id
    GROUP BY wo.order_id
),
load AS (
    SELECT DISTINCT order_id, shipment_id
    FROM shipment_lines
    WHERE order_id IS NOT NULL
),
sent AS (
    SELECT load.order_id, min(s.ship_date) AS first_day, max(s.ship_date) AS last_day,
           -- The day on which the last truck with goods of the order reached the store; null while one is on its way.
           CASE WHEN count(*) = count(l.actual_arrival)
                THEN max((l.actual_arrival AT TIME ZONE 'UTC')::date) END AS arrival
    FROM load
    JOIN shipments AS s ON s.id = load.shipment_id
    JOIN orders AS o ON o.id = load.order_id
    LEFT JOIN shipment_legs AS l ON l.shipment_id = load.shipment_id AND l.to_location_id = o.retail_location_id
    GROUP BY load.order_id
),
leg AS (
    SELECT l.*, delay_hours - coalesce(lag(delay_hours) OVER journey, 0) AS added_hours, lag(planned_arrival) OVER journey AS planned_before, lag(actual_arrival) OVER journey AS arrived_before,
           row_number() OVER journey AS position
    FROM shipment_legs AS l
    WINDOW journey AS (PARTITION BY shipment_id ORDER BY leg_sequence)
),
journey AS (
    SELECT shipment_id, (min(actual_departure) AT TIME ZONE 'UTC')::date AS departure,
           CASE WHEN count(*) = count(actual_arrival) THEN (max(actual_arrival) AT TIME ZONE 'UTC')::date END AS arrival
    FROM shipment_legs
    GROUP BY shipment_id
)
SELECT 'orders' AS relation, o.id::text AS key,
       format('%s: ordered %s, allocated %s (reserved %s to %s), picked %s, held %s h, shipped %s, arrived %s, delivery date %s',
              o.status, o.order_date, o.allocation_date, r.first_day, r.last_day, w.first_day, w.held_hours, s.first_day,
              s.arrival, o.actual_delivery_date) AS problem
FROM orders AS o
LEFT JOIN reserved AS r ON r.order_id = o.id
LEFT JOIN wave AS w ON w.order_id = o.id
LEFT JOIN sent AS s ON s.order_id = o.id
CROSS JOIN horizon AS h
CROSS JOIN LATERAL (SELECT o.order_date + (extract(isodow FROM o.order_date) = 7)::integer AS day) AS open
WHERE o.allocation_date IS DISTINCT FROM CASE WHEN open.day <= h.as_of THEN open.day END
   OR (r.order_id IS NOT NULL
       AND (r.first_day, r.last_day) IS DISTINCT FROM (o.allocation_date, o.allocation_date))
   OR w.first_day < r.last_day
   -- A wave leaves on its day, or on the first one after its hold.
   OR (w.order_id IS NOT NULL AND (s.first_day, s.last_day) IS DISTINCT FROM (w.first_day + w.held_hours / 24, s.first_day))
   OR mod(w.held_hours, 24) <> 0
   OR o.actual_delivery_date IS DISTINCT FROM s.arrival
   -- Holidays hold waves up, and a weekend with them.
   OR (o.status = 'allocated' AND o.allocation_date + 7 + h.hold_days + (
          SELECT count(*) + 2 * least(count(*), 1)
          FROM distribution_centers AS d
          JOIN public_holidays AS p ON p.country = d.country
          WHERE d.id = o.dc_id AND p.holiday_date BETWEEN o.allocation_date + 1 AND h.as_of
      )::integer <= h.as_of)
   -- An order that was allocated without getting any goods waits for none.
   OR o.status <> CASE
          WHEN o.actual_delivery_date IS NOT NULL THEN 'delivered'
          WHEN s.order_id IS NOT NULL THEN 'shipped'
          WHEN NOT r.is_held THEN 'allocated'
          WHEN o.allocation_date IS NULL THEN 'open'
          ELSE 'cancelled'
      END
UNION ALL
SELECT 'shipment_legs', id::text,
       format('leg %s: planned %s to %s after %s; actual %s to %s after %s; delay %s h, %s h by the carrier, %s h in ports: %s',
              leg_sequence, planned_departure, planned_arrival, planned_before, actual_departure, actual_arrival,
              arrived_before, delay_hours,
              carrier_delay_hours, port_delay_hours, delay_cause)
FROM leg
CROSS JOIN horizon AS h
WHERE planned_arrival < planned_departure
   OR planned_departure < planned_before
   OR actual_arrival < actual_departure
   OR actual_departure < arrived_before
   OR (actual_arrival IS NOT NULL AND actual_departure IS NULL)
   OR (actual_departure IS NOT NULL AND position > 1 AND arrived_before IS NULL)
   OR (actual_departure IS NULL AND arrived_before + (planned_departure - planned_before) < h.end_time)
   OR (actual_arrival IS NULL AND actual_departure + (planned_arrival - planned_departure)
                                  + CASE WHEN to_location_id IS NULL THEN 480 ELSE 120 + 336 END * interval '1 hour' < h.end_time)
   OR (delay_hours IS NULL) <> (actual_arrival IS NULL)
   OR carrier_delay_hours + port_delay_hours IS DISTINCT FROM added_hours
   OR port_delay_hours > 0 AND to_location_id IS NOT NULL
   -- Who is late makes up for it where the store would not have taken the goods in sooner.
   OR (delay_cause IS NULL) <> (coalesce(added_hours, 0) <= 0)
   OR (delay_cause IN ('carrier', 'traffic') AND carrier_delay_hours < port_delay_hours / 2)
   OR (delay_cause IN ('congestion', 'strike') AND port_delay_hours < carrier_delay_hours)
   -- Half a unit of the last of its two decimals is what rounding may change.
   OR abs(delay_hours - extract(epoch FROM actual_arrival - planned_arrival) / 3600) > 0.005
UNION ALL
SELECT 'shipments', s.id::text,
       format('%s: shipped %s, delivered %s; its legs: %s, %s', s.status, s.ship_date, s.actual_delivery_date, j.departure,
              j.arrival)
FROM shipments AS s
LEFT JOIN journey AS j ON j.shipment_id = s.id
-- So with the order of the legs, a shipment has left, and is not delivered before. What a center takes in may have stood in
-- its yard; I46 tells until when.
WHERE s.ship_date IS DISTINCT FROM j.departure
   OR (s.destination_dc_id IS NULL AND s.actual_delivery_date IS DISTINCT FROM j.arrival)
   OR (s.actual_delivery_date IS NOT NULL AND (s.actual_delivery_date >= j.arrival) IS NOT TRUE)
   OR (s.status = 'delivered') <> (s.actual_delivery_date IS NOT NULL)
UNION ALL
SELECT 'work_orders', id::text, format('%s, started %s, ended %s', status, actual_start, actual_end)
FROM work_orders
WHERE (actual_start IS NOT NULL) <> (status = 'completed')
   OR (actual_end IS NOT NULL) <> (status = 'completed')
   OR actual_end < actual_start;
