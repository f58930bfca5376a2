-- I39
-- title: Planted events show where the truth table says so, and nowhere else.
-- tags: exact, expensive
-- Every row of the truth table is of an event of the run, and points to a row of its table. Where the data alone tell what an
-- event has touched, that is compared with the truth table; then comes what else each event means, by its parameters.
-- ts_stat() is the one function of every server that runs a query given as text, which looking into whatever tables there
-- are takes. It asks for a text search vector, so a key travels as the only word of one.
WITH run AS MATERIALIZED (
    SELECT start_date, start_date + 7 * weeks - 1 AS as_of, settings -> 'events' AS events,
           scenario = 'baseline' AND scale >= 0.1 AND weeks >= 52 AS is_usual
    FROM supplygen.run ORDER BY id DESC LIMIT 1
),
-- The events with the first and the last day of their windows; null where one has none.
span AS MATERIALIZED (
    SELECT e.key AS event_code, e.value AS event, w.first_day, w.first_day + w.days - 1 AS last_day
    FROM run
    CROSS JOIN LATERAL jsonb_each(run.events) AS e
    CROSS JOIN LATERAL (
        SELECT run.start_date + 7 * coalesce(e.value ->> 'start_week', e.value ->> 'order_week')::integer
               + coalesce((e.value ->> 'start_weekday')::integer, 0) AS first_day,
               coalesce((e.value ->> 'days')::integer, 7 * (e.value ->> 'weeks')::integer,
                        ceil((e.value ->> 'hours')::numeric / 24)::integer,
                        7 * ((e.value ->> 'discovery_week')::integer - (e.value ->> 'order_week')::integer)) AS days
    ) AS w
),
truth AS MATERIALIZED (
    SELECT event_code, table_name, row_key, effect, baseline_value AS before, injected_value AS after,
           split_part(row_key, ',', 1)::bigint AS id, nullif(split_part(row_key, ',', 2), '')::bigint AS line
    FROM supplygen.injection
),
-- Delays: where two events add to one, the second begins with what the first has made of it.
late AS (
    SELECT *, lag(after) OVER both_events AS after_other, lead(event_code) OVER both_events IS NULL AS is_last
    FROM truth
    WHERE event_code IN ('RSK-LOG-002', 'QRK-CONGESTION', 'RSK-SUP-003', 'QRK-CASCADE')
    WINDOW both_events AS (PARTITION BY table_name, row_key ORDER BY event_code DESC)
),
pointer AS (
    SELECT t.table_name, format(
               'SELECT array_to_tsvector(ARRAY[i.row_key]) FROM supplygen.injection AS i WHERE i.table_name = %L'
               ' AND NOT EXISTS (SELECT FROM %s %s AS t WHERE %s)', t.table_name,
               CASE WHEN pg_get_partkeydef(p.conrelid) IS NULL THEN 'ONLY' END, p.conrelid::regclass,
               string_agg(format('t.%I = nullif(split_part(i.row_key, %L, %s), %L)::bigint', a.attname, ',', k.place, ''),
                          ' AND ')) AS query
    FROM (SELECT DISTINCT table_name FROM supplygen.injection) AS t
    JOIN pg_constraint AS p ON p.contype = 'p' AND p.conrelid = to_regclass(quote_ident(t.table_name))
    CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k (attnum, place)
    JOIN pg_attribute AS a ON a.attrelid = p.conrelid AND a.attnum = k.attnum
    GROUP BY t.table_name, p.conrelid
),
-- RSK-BIO-001: lots of which a contaminated receipt is.
tainted AS (
    SELECT l.lot_number, g.ingredient_code, min(po.order_date) AS first_order, max(po.order_date) AS last_order
    FROM truth AS t
    JOIN goods_receipt_lines AS l ON (l.gr_id, l.line_number) = (t.id, t.line)
    JOIN purchase_order_lines AS pl ON (pl.po_id, pl.line_number) = (l.po_id, l.po_line_number)
    JOIN purchase_orders AS po ON po.id = l.po_id
    JOIN ingredients AS g ON g.id = pl.ingredient_id
    WHERE t.event_code = 'RSK-BIO-001' AND t.table_name = 'goods_receipt_lines'
    GROUP BY l.lot_number, g.ingredient_code
),
-- RSK-LOG-002, QRK-CONGESTION: legs from port to port that have arrived, with the delay that is their own, hours.
leg AS MATERIALIZED (
    SELECT l.id, o.port_code AS origin, d.port_code AS destination,
           (l.planned_departure AT TIME ZONE 'UTC')::date AS departs, (l.planned_arrival AT TIME ZONE 'UTC')::date AS arrives,
           l.delay_hours - coalesce(b.delay_hours, 0) AS own_hours
    FROM shipment_legs AS l
    JOIN route_segments AS s ON s.id = l.route_segment_id
    LEFT JOIN ports AS o ON o.id = s.origin_port_id
    LEFT JOIN ports AS d ON d.id = s.destination_port_id
    LEFT JOIN shipment_legs AS b ON b.shipment_id = l.shipment_id AND b.leg_sequence = l.leg_sequence - 1
    WHERE l.actual_arrival IS NOT NULL AND coalesce(o.id, d.id) IS NOT NULL
),
struck AS (
    SELECT l.id
    FROM leg AS l
    JOIN span AS s ON s.event_code = 'RSK-LOG-002'
    WHERE (l.origin = s.event ->> 'port' AND l.departs BETWEEN s.first_day AND s.last_day)
       OR (l.destination = s.event ->> 'port' AND l.arrives BETWEEN s.first_day AND s.last_day)
),
-- Legs that wait in the same ports in the same weeks wait equally long.
jammed AS (
    SELECT l.id, concat_ws(' ', CASE WHEN s.event -> 'ports' ? l.origin
                                     THEN concat('from ', l.origin, ' in week ', (l.departs - DATE '1970-01-05') / 7) END,
                           CASE WHEN s.event -> 'ports' ? l.destination
                                THEN concat('to ', l.destination, ' in week ', (l.arrives - DATE '1970-01-05') / 7) END)
           AS passage
    FROM leg AS l
    JOIN span AS s ON s.event_code = 'QRK-CONGESTION'
    WHERE s.event -> 'ports' ? l.origin OR s.event -> 'ports' ? l.destination
),
-- RSK-SUP-003, QRK-CASCADE: days by which the first goods of an order came after the agreed one, by raw material.
arrival AS MATERIALIZED (
    SELECT s.event_code, s.event, s.last_day, po.id, g.ingredient_code, min(r.receipt_date) AS receipt_date,
           min(r.receipt_date) - po.expected_delivery_date AS late_days
    FROM span AS s
    JOIN ingredients AS g ON s.event_code = 'RSK-SUP-003' OR g.ingredient_code = s.event ->> 'ingredient'
    JOIN suppliers AS u ON s.event_code = 'QRK-CASCADE' OR u.supplier_code = s.event ->> 'supplier'
    JOIN purchase_orders AS po ON po.supplier_id = u.id
     AND (s.event_code = 'QRK-CASCADE' OR po.order_date BETWEEN s.first_day AND s.last_day)
    JOIN purchase_order_lines AS l ON l.po_id = po.id AND l.ingredient_id = g.id
    LEFT JOIN goods_receipt_lines AS rl ON rl.po_id = l.po_id AND rl.po_line_number = l.line_number
    LEFT JOIN goods_receipts AS r ON r.id = rl.gr_id
    WHERE s.event_code IN ('RSK-SUP-003', 'QRK-CASCADE')
    GROUP BY s.event_code, s.event, s.last_day, po.id, g.ingredient_code, po.expected_delivery_date
),
-- QRK-BULLWHIP: order lines for which a promotion of the event runs in a week that they are to last for.
feared AS MATERIALIZED (
    SELECT l.order_id, l.line_number, l.quantity_cases, (s.event ->> 'order_factor')::numeric AS factor,
           -- Where others run as well, the strongest counts.
           EXISTS (
               SELECT FROM promotions AS other
               JOIN promotion_skus AS os ON os.promo_id = other.id AND os.sku_id = l.sku_id
               JOIN promotion_accounts AS oa ON oa.promo_id = other.id AND oa.retail_account_id = o.retail_account_id
               WHERE other.id <> p.id AND other.start_date <= p.end_date AND other.end_date >= p.start_date
           ) AS has_rival
    FROM span AS s
    JOIN promotions AS p ON starts_with(p.promo_code, s.event ->> 'promotion')
    JOIN promotion_accounts AS pa ON pa.promo_id = p.id
    JOIN retail_accounts AS a ON a.id = pa.retail_account_id
    JOIN channels AS c ON c.id = a.channel_id AND s.event -> 'channels' ? c.channel_code
    JOIN orders AS o ON o.retail_account_id = a.id
    JOIN retail_locations AS place ON place.id = o.retail_location_id
    JOIN order_lines AS l ON l.order_id = o.id
    JOIN promotion_skus AS ps ON ps.promo_id = p.id AND ps.sku_id = l.sku_id
    WHERE s.event_code = 'QRK-BULLWHIP'
      AND (o.order_date - DATE '1970-01-05') / 7 <= (p.end_date - DATE '1970-01-05') / 7
      AND (o.order_date - DATE '1970-01-05') / 7 + place.order_cadence_weeks >= (p.start_date - DATE '1970-01-05') / 7
),
-- What the data alone tell of the events, as the truth table writes it; a value of null is not known.
seen (event_code, table_name, row_key, effect, before, after) AS (
    SELECT 'RSK-BIO-001', 'goods_receipt_lines', concat_ws(',', gr_id, line_number), 'contaminated', 0, 1
    FROM goods_receipt_lines
    WHERE lot_number IN (SELECT lot_number FROM tainted)
    UNION ALL
    SELECT DISTINCT 'RSK-BIO-001', 'batches', bi.batch_id::text, 'contaminated', 0, 1
    FROM batch_ingredients AS bi
    JOIN truth AS t ON t.table_name = 'goods_receipt_lines' AND (t.id, t.line) = (bi.gr_id, bi.gr_line_number)
    UNION ALL
    SELECT 'RSK-BIO-001', 'return_lines', concat_ws(',', l.return_id, l.line_number), 'quantity_cases', 0, l.quantity_cases
    FROM rma_authorizations AS m
    JOIN returns AS r ON r.rma_id = m.id
    JOIN return_lines AS l ON l.return_id = r.id
    WHERE m.reason_code = 'recall'
    UNION ALL
    SELECT 'RSK-BIO-001', 'order_lines', concat_ws(',', l.order_id, l.line_number), 'shipped_cases', l.allocated_cases,
           l.allocated_cases - sum(a.allocated_cases)
    FROM order_allocations AS a
    JOIN order_lines AS l ON l.order_id = a.order_id AND l.line_number = a.order_line_number
    WHERE a.status = 'held'
    GROUP BY l.order_id, l.line_number, l.allocated_cases
    UNION ALL
    SELECT 'RSK-CYB-004', 'pick_waves', id::text, 'hold_hours', 0, hold_hours FROM pick_waves WHERE hold_hours > 0
    UNION ALL
    SELECT 'QRK-PHANTOM', 'inventory_adjustments', id::text, 'quantity_eaches', 0, quantity_eaches FROM inventory_adjustments
    WHERE reason_code = 'phantom_inventory'
    UNION ALL
    SELECT 'RSK-ENV-005', 'carbon_prices', p.id::text, 'usd_per_tonne', p.price_before, p.usd_per_tonne
    FROM (SELECT *, lag(usd_per_tonne) OVER (ORDER BY valid_from) AS price_before FROM carbon_prices) AS p
    WHERE p.price_before IS NOT NULL
    UNION ALL
    -- SKUs launched less than 26 weeks before the forecast week, counted in weeks of the horizon.
    SELECT 'QRK-OPTIMISM', 'demand_forecasts', f.id::text, 'forecast_quantity_cases', NULL, f.forecast_quantity_cases
    FROM demand_forecasts AS f
    JOIN skus AS s ON s.id = f.sku_id
    CROSS JOIN run
    WHERE run.events ? 'QRK-OPTIMISM'
      AND (f.week_start - run.start_date) / 7 - floor((s.launch_date - run.start_date) / 7.0) < 26
)
SELECT 'supplygen.injection' AS relation, concat_ws('/', event_code, table_name, row_key, effect) AS key,
       format('the run has %s event, the company %s table', CASE WHEN run.events ? t.event_code THEN 'this' ELSE 'no such' END,
              coalesce(to_regclass(quote_ident(t.table_name))::text, 'no such')) AS problem
FROM truth AS t
CROSS JOIN run
WHERE NOT run.events ? t.event_code OR to_regclass(quote_ident(t.table_name)) IS NULL
UNION ALL
SELECT 'supplygen.injection', concat_ws('/', p.table_name, missing.word), 'no such row'
FROM pointer AS p
CROSS JOIN LATERAL ts_stat(p.query) AS missing
UNION ALL
-- In a whole year of a company of some size, every event of the usual scenario touches something that it can touch.
SELECT 'supplygen.injection', s.event_code, 'the event has touched nothing'
FROM span AS s
CROSS JOIN run
WHERE run.is_usual
  AND s.event_code NOT IN (SELECT t.event_code FROM truth AS t
                           UNION SELECT 'RSK-LOG-002' WHERE NOT EXISTS (SELECT FROM struck))
UNION ALL
SELECT table_name, row_key, format('%s: %s %s to %s, in the truth table %s %s to %s', event_code, s.effect, s.before, s.after,
                                   t.effect, t.before, t.after)
FROM seen AS s
FULL JOIN (SELECT * FROM truth WHERE event_code IN ('RSK-BIO-001', 'RSK-CYB-004', 'RSK-ENV-005', 'QRK-PHANTOM',
                                                      'QRK-OPTIMISM')) AS t
    USING (event_code, table_name, row_key)
WHERE (s.effect, s.after) IS DISTINCT FROM (t.effect, t.after) OR s.before <> t.before
UNION ALL
SELECT 'carbon_prices', p.id::text, format('RSK-ENV-005: %s from %s on, %s before; the event begins on %s',
                                           p.usd_per_tonne, p.valid_from, t.before, s.first_day)
FROM carbon_prices AS p
JOIN truth AS t ON t.event_code = 'RSK-ENV-005' AND t.id = p.id
LEFT JOIN span AS s ON s.event_code = 'RSK-ENV-005'
WHERE (p.valid_from = s.first_day
       AND p.usd_per_tonne = round(t.before * (s.event ->> 'cost_factor')::numeric, 2)) IS NOT true
UNION ALL
SELECT 'goods_receipt_lines', t.lot_number, format('RSK-BIO-001: one of %s contaminated lots, of %s, ordered %s to %s',
                                                   count(*) OVER (), t.ingredient_code, t.first_order, t.last_order)
FROM tainted AS t
LEFT JOIN span AS s ON s.event_code = 'RSK-BIO-001'
WHERE (SELECT count(*) FROM tainted) > 1
   OR (t.ingredient_code = s.event ->> 'ingredient' AND t.first_order >= s.first_day AND t.last_order <= s.last_day
       AND date_trunc('week', t.first_order) = date_trunc('week', t.last_order)) IS NOT true
UNION ALL
SELECT 'batches', b.id::text, format('RSK-BIO-001: %s batch, %s, released %s; discovered after %s',
                                     CASE WHEN t.id IS NULL THEN 'clean' ELSE 'contaminated' END, b.qc_status,
                                     b.qc_release_date, s.last_day)
FROM batches AS b
LEFT JOIN truth AS t ON t.event_code = 'RSK-BIO-001' AND t.table_name = 'batches' AND t.id = b.id
LEFT JOIN span AS s ON s.event_code = 'RSK-BIO-001' AND s.last_day < (SELECT as_of FROM run)
WHERE CASE b.qc_status
          WHEN 'recalled' THEN (t.id IS NOT NULL AND b.qc_release_date <= s.last_day) IS NOT true
          WHEN 'released' THEN t.id IS NOT NULL AND s.last_day IS NOT NULL
      END
UNION ALL
SELECT 'shipment_legs', t.row_key, format('%s: %s h became %s, %s after the other event; the leg is late by %s', t.event_code,
                                          t.before, t.after, t.after_other, l.own_hours)
FROM late AS t
LEFT JOIN leg AS l ON l.id = t.id AND t.table_name = 'shipment_legs'
-- What rounding may change is half a unit of the last of the two decimals of a delay, twice.
WHERE t.event_code IN ('RSK-LOG-002', 'QRK-CONGESTION')
  AND (t.effect = 'own_delay_hours' AND t.before >= 0 AND t.before < t.after AND t.before = coalesce(t.after_other, t.before)
       AND (NOT t.is_last OR abs(t.after - l.own_hours) <= 0.01)
       AND t.id IN (SELECT id FROM struck WHERE t.event_code = 'RSK-LOG-002'
                    UNION ALL SELECT id FROM jammed WHERE t.event_code = 'QRK-CONGESTION')) IS NOT true
UNION ALL
SELECT 'shipment_legs', struck.id::text, format('RSK-LOG-002: late by %s h, and not touched', l.own_hours)
FROM struck
JOIN leg AS l USING (id)
JOIN span AS s ON s.event_code = 'RSK-LOG-002' AND (s.event ->> 'delay_factor')::numeric > 1
-- No carrier lets a leg be late by more than 240 hours: a strike adds nothing to those.
WHERE l.own_hours < 240 AND struck.id NOT IN (SELECT t.id FROM truth AS t WHERE t.event_code = 'RSK-LOG-002')
UNION ALL
SELECT 'shipment_legs', min(j.id)::text, format('QRK-CONGESTION: legs %s wait for %s to %s h', j.passage,
                                                min(coalesce(t.after - t.before, 0)), max(coalesce(t.after - t.before, 0)))
FROM jammed AS j
LEFT JOIN truth AS t ON t.event_code = 'QRK-CONGESTION' AND t.id = j.id
GROUP BY j.passage
HAVING min(coalesce(t.after - t.before, 0)) <> max(coalesce(t.after - t.before, 0))
UNION ALL
SELECT 'purchase_orders', t.row_key, format('%s: %s days became %s; first goods on %s, %s to %s days late', t.event_code,
                                            t.before, t.after, a.receipt_date, a.least_late, a.most_late)
FROM late AS t
LEFT JOIN (
    SELECT event_code, event, id, min(receipt_date) AS receipt_date, min(late_days) AS least_late, max(late_days) AS most_late
    FROM arrival GROUP BY event_code, event, id
) AS a ON a.event_code = t.event_code AND a.id = t.id AND t.table_name = 'purchase_orders'
WHERE t.event_code IN ('RSK-SUP-003', 'QRK-CASCADE')
  AND (t.effect = 'delay_days' AND t.before = coalesce(t.after_other, t.before)
       AND a.id IS NOT NULL AND (NOT t.is_last OR coalesce(t.after BETWEEN a.least_late AND a.most_late, true))
       AND t.after <> t.before AND coalesce(t.after - t.before >= (a.event ->> 'days')::integer, true)) IS NOT true
UNION ALL
SELECT 'purchase_orders', id::text, format('QRK-CASCADE: %s came on %s', ingredient_code, receipt_date)
FROM arrival
WHERE event_code = 'QRK-CASCADE' AND receipt_date BETWEEN last_day - (event ->> 'days')::integer + 1 AND last_day
UNION ALL
SELECT 'pick_waves', w.id::text, format('RSK-CYB-004: wave of DC %s on %s held for %s h', d.dc_code, w.wave_date, w.hold_hours)
FROM pick_waves AS w
JOIN distribution_centers AS d ON d.id = w.dc_id
LEFT JOIN span AS s ON s.event_code = 'RSK-CYB-004'
WHERE w.hold_hours > 0
  AND (d.dc_code = s.event ->> 'dc' AND w.wave_date BETWEEN s.first_day AND s.last_day
       AND w.wave_date + w.hold_hours / 24 = s.last_day + 1) IS NOT true
UNION ALL
SELECT 'shipments', m.id::text, format('RSK-CYB-004: left %s on %s', d.dc_code, m.ship_date)
FROM span AS s
JOIN distribution_centers AS d ON d.dc_code = s.event ->> 'dc'
JOIN shipments AS m ON m.origin_dc_id = d.id AND m.ship_date BETWEEN s.first_day AND s.last_day
WHERE s.event_code = 'RSK-CYB-004'
UNION ALL
SELECT 'order_lines', coalesce(t.row_key, concat_ws(',', f.order_id, f.line_number)),
       format('QRK-BULLWHIP: %s %s to %s; ordered %s', t.effect, t.before, t.after, f.quantity_cases)
FROM feared AS f
FULL JOIN (SELECT * FROM truth WHERE event_code = 'QRK-BULLWHIP') AS t ON t.id = f.order_id AND t.line = f.line_number
-- A line that is not touched is one of which the factor makes no more whole cases.
WHERE CASE WHEN t.id IS NULL THEN NOT f.has_rival AND round(f.quantity_cases * f.factor) <> f.quantity_cases
           ELSE (t.table_name = 'order_lines' AND t.effect = 'quantity_cases' AND t.after = f.quantity_cases
                 AND t.after = round(t.before * f.factor)) IS NOT true END
UNION ALL
SELECT 'inventory_adjustments', a.id::text, format('QRK-PHANTOM: gone on %s, found on %s', a.occurred_date, a.adjustment_date)
FROM inventory_adjustments AS a
LEFT JOIN span AS s ON s.event_code = 'QRK-PHANTOM'
-- Stock vanishes, and is counted, on Mondays.
WHERE a.reason_code = 'phantom_inventory'
  AND (a.retail_location_id IS NOT NULL AND extract(isodow FROM a.occurred_date) = 1
       AND a.adjustment_date = a.occurred_date + 7 * ceil((s.event ->> 'found_after_days')::numeric / 7)::integer) IS NOT true
UNION ALL
SELECT 'batches', t.row_key, format('QRK-DECAY: %s, raw materials up to %s days old', b.qc_status,
                                    max(b.production_date - r.receipt_date))
FROM truth AS t
JOIN span AS s USING (event_code)
LEFT JOIN batches AS b ON b.id = t.id AND t.table_name = 'batches'
LEFT JOIN (
    batch_ingredients AS bi JOIN ingredients AS i ON i.id = bi.ingredient_id AND i.piece_mass_g IS NULL
) ON bi.batch_id = b.id
LEFT JOIN goods_receipts AS r ON r.id = bi.gr_id
WHERE t.event_code = 'QRK-DECAY'
GROUP BY t.row_key, t.effect, t.before, t.after, b.qc_status, s.event
HAVING (t.effect = 'rejected' AND t.before = 0 AND t.after = 1 AND b.qc_status = 'rejected'
        AND max(b.production_date - r.receipt_date) > (s.event ->> 'older_than_days')::integer) IS NOT true
UNION ALL
-- Both are rounded to whole cases.
SELECT 'demand_forecasts', t.row_key, format('QRK-OPTIMISM: %s cases became %s', t.before, t.after)
FROM truth AS t
JOIN span AS s USING (event_code)
CROSS JOIN LATERAL (SELECT (s.event ->> 'factor')::numeric AS factor) AS f
WHERE t.event_code = 'QRK-OPTIMISM' AND abs(t.after - t.before * f.factor) > 0.5 + 0.5 * f.factor;
