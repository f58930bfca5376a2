-- I55
-- title: Transit follows the way's length; a PO's date its lead time and transit; plants take in on working days only.
-- tags: exact, cheap
WITH horizon AS (
    SELECT start_date FROM supplygen.run ORDER BY id DESC LIMIT 1
),
agreed AS (
    SELECT po.id, po.plant_id, po.order_date, po.expected_delivery_date,
           max(po.order_date + si.lead_time_days + l.transit_days) AS due
    FROM purchase_orders AS po
    JOIN purchase_order_lines AS pl ON pl.po_id = po.id
    JOIN supplier_ingredients AS si ON si.supplier_id = po.supplier_id AND si.ingredient_id = pl.ingredient_id
     AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date
    JOIN supplier_lanes AS l ON l.supplier_id = po.supplier_id AND l.plant_id = po.plant_id
    CROSS JOIN horizon AS h
    -- The orders of the run-in's first week are for goods that lie ready.
    WHERE po.order_date >= h.start_date - 77
    GROUP BY po.id, po.plant_id, po.order_date, po.expected_delivery_date
)
SELECT 'supplier_lanes' AS relation, concat_ws('/', l.supplier_id, l.plant_id) AS key,
       format('%s km by %s in %s days', l.distance_km, l.transport_mode, l.transit_days) AS problem
FROM supplier_lanes AS l
JOIN suppliers AS s ON s.id = l.supplier_id
JOIN plants AS p ON p.id = l.plant_id
-- A truck makes 550 km a day and is loaded for one, a ship 600 km and is ten days in ports.
WHERE l.transit_days <> CASE l.transport_mode WHEN 'truck' THEN 1 + ceil(l.distance_km / 550.0)
                                              ELSE 10 + ceil(l.distance_km / 600.0) END
   -- Great circles on a globe of 6,371 km; half a kilometer is what rounding may change.
   OR abs(l.distance_km - 6371.0088 * 2 * asin(sqrt(
          sin(radians(p.latitude - s.latitude) / 2) ^ 2
          + cos(radians(s.latitude)) * cos(radians(p.latitude)) * sin(radians(p.longitude - s.longitude) / 2) ^ 2
      ))) > 0.51
   OR (s.country = p.country AND l.transport_mode <> 'truck')
UNION ALL
SELECT 'suppliers', s.id::text, format('%s ways to %s plants', count(l.plant_id), (SELECT count(*) FROM plants))
FROM suppliers AS s
LEFT JOIN supplier_lanes AS l ON l.supplier_id = s.id
GROUP BY s.id
HAVING count(l.plant_id) <> (SELECT count(*) FROM plants)
UNION ALL
SELECT 'purchase_orders', a.id::text,
       format('ordered %s, expected %s; lead time and transit end on %s', a.order_date, a.expected_delivery_date, a.due)
FROM agreed AS a
JOIN plants AS p ON p.id = a.plant_id
-- The first day from then on that is no Sunday and no holiday of the plant's country.
WHERE a.expected_delivery_date <> (
    SELECT min(a.due + n)
    FROM generate_series(0, 30) AS n
    LEFT JOIN public_holidays AS h ON h.country = p.country AND h.holiday_date = a.due + n
    WHERE h.id IS NULL AND extract(isodow FROM a.due + n) <> 7
)
UNION ALL
SELECT 'goods_receipts', g.id::text, format('received on %s, %s', g.receipt_date, coalesce(h.name, 'a Sunday'))
FROM goods_receipts AS g
JOIN purchase_orders AS po ON po.id = g.po_id
JOIN plants AS p ON p.id = po.plant_id
LEFT JOIN public_holidays AS h ON h.country = p.country AND h.holiday_date = g.receipt_date
WHERE h.id IS NOT NULL OR extract(isodow FROM g.receipt_date) = 7;
