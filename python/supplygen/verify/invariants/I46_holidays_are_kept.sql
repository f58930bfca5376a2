-- I46
-- title: Nothing is made, loaded, picked or sent on a public holiday of the site's country; plants rest on Sundays too.
-- tags: exact, cheap
WITH site AS (
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
-- Every country of a site has holidays to keep.
SELECT s.kind, s.id::text, format('no holidays of %s', s.country)
FROM site AS s
WHERE NOT EXISTS (SELECT FROM public_holidays AS h WHERE h.country = s.country);
