-- I46
-- title: Nobody works on holidays of the site's country or takes goods in on Sundays; stores receive in their hours.
-- tags: exact, cheap
WITH horizon AS (
    SELECT start_date + 7 * weeks - 1 AS as_of
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
arrived AS (
    SELECT s.id AS shipment_id, d.id AS dc_id, d.country, s.actual_delivery_date AS taken_in,
           (max(l.actual_arrival) AT TIME ZONE 'UTC')::date AS day
    FROM shipments AS s
    JOIN distribution_centers AS d ON d.id = s.destination_dc_id
    JOIN shipment_legs AS l ON l.shipment_id = s.id
    GROUP BY s.id, d.id
    HAVING count(*) = count(l.actual_arrival)
),
site AS (
    SELECT 'plant' AS kind, id, country FROM plants
    UNION ALL
    SELECT 'dc', id, country FROM distribution_centers
),
work (relation, key, kind, site_id, day, rests_from) AS (
    -- From that day of the week on, Monday is 1, nobody works.
    SELECT 'work_orders', id, 'plant', plant_id, (actual_start AT TIME ZONE 'UTC')::date, 7
    FROM work_orders
    UNION ALL
    SELECT 'work_orders', id, 'plant', plant_id, (actual_end AT TIME ZONE 'UTC')::date, 7
    FROM work_orders
    UNION ALL
    SELECT 'work_orders', id, 'plant', plant_id, planned_start_date, 7
    FROM work_orders
    UNION ALL
    SELECT 'shipments', id, 'plant', origin_plant_id, ship_date, 6
    FROM shipments
    WHERE origin_plant_id IS NOT NULL
    UNION ALL
    SELECT 'shipments', id, 'dc', origin_dc_id, ship_date, CASE WHEN destination_dc_id IS NOT NULL THEN 6 ELSE 8 END
    FROM shipments
    WHERE origin_dc_id IS NOT NULL
    UNION ALL
    SELECT 'pick_waves', id, 'dc', dc_id, wave_date, 8
    FROM pick_waves
)
SELECT w.relation, w.key::text, format('%s at %s %s: %s', w.day, w.kind, w.site_id, coalesce(h.name, 'a day of rest')) AS problem
FROM work AS w
JOIN site AS s ON s.kind = w.kind AND s.id = w.site_id
LEFT JOIN public_holidays AS h ON h.country = s.country AND h.holiday_date = w.day
WHERE h.id IS NOT NULL OR extract(isodow FROM w.day) >= w.rests_from
UNION ALL
-- Trucks to stores leave from four in the morning on, on the date that it is in UTC, and are taken in on working days in the hours of the store.
SELECT 'shipment_legs', l.id::text,
       format('leaves %s at %s local time', l.planned_departure, (l.planned_departure AT TIME ZONE d.timezone)::time)
FROM shipment_legs AS l
JOIN shipments AS s ON s.id = l.shipment_id
JOIN distribution_centers AS d ON d.id = s.origin_dc_id
WHERE l.to_location_id IS NOT NULL AND l.leg_sequence = 1
  AND ((l.planned_departure AT TIME ZONE d.timezone)::date <> s.ship_date
       OR (l.planned_departure AT TIME ZONE d.timezone)::time < time '04:00')
UNION ALL
SELECT 'shipment_legs', l.id::text,
       format('%s arrival at store %s on %s at %s local time: %s', arrival.kind, r.id, local.day, local.time,
              coalesce(h.name, 'a Sunday, or not in its hours'))
FROM shipment_legs AS l
JOIN retail_locations AS r ON r.id = l.to_location_id
CROSS JOIN LATERAL (VALUES ('planned', l.planned_arrival), ('actual', l.actual_arrival)) AS arrival (kind, moment)
CROSS JOIN LATERAL (
    SELECT (arrival.moment AT TIME ZONE r.timezone)::date AS day, (arrival.moment AT TIME ZONE r.timezone)::time AS time
) AS local
LEFT JOIN public_holidays AS h ON h.country = r.country AND h.holiday_date = local.day
WHERE h.id IS NOT NULL
   OR extract(isodow FROM local.day) = 7
   OR local.day <> (arrival.moment AT TIME ZONE 'UTC')::date
   OR local.time < make_time(r.receives_from_hour, 0, 0)
   OR local.time > make_time(r.receives_until_hour, 0, 0)
UNION ALL
-- Centers take in what stands in their yard on the first day on which they work.
SELECT 'shipments', a.shipment_id::text,
       format('in the yard of center %s since %s, taken in on %s', a.dc_id, a.day, a.taken_in)
FROM arrived AS a
CROSS JOIN horizon AS h
LEFT JOIN LATERAL (
    SELECT a.day + days AS day
    FROM generate_series(0, 14) AS days
    WHERE extract(isodow FROM a.day + days) < 7
      AND NOT EXISTS (SELECT FROM public_holidays AS o WHERE o.country = a.country AND o.holiday_date = a.day + days)
    ORDER BY days
    LIMIT 1
) AS due ON due.day <= h.as_of
WHERE a.taken_in IS DISTINCT FROM due.day
UNION ALL
-- Every country of a site has holidays to keep.
SELECT s.kind, s.id::text, format('no holidays of %s', s.country)
FROM site AS s
WHERE NOT EXISTS (SELECT FROM public_holidays AS h WHERE h.country = s.country);
