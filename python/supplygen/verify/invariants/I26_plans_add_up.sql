-- I26
-- title: Demand allocations sum to their forecast; forecasts have their versions; overloads have exceptions; plans add up.
-- tags: exact, expensive
WITH horizon AS (
    SELECT start_date, start_date + 7 * weeks - 1 AS as_of
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
worked AS (
    SELECT w.id, w.plant_id, w.production_line_id, w.sku_id, w.planned_cases, w.planned_start_date,
           (w.actual_start AT TIME ZONE 'UTC')::date AS start_date,
           date_trunc('week', w.planned_start_date)::date AS planned_week,
           -- A batch that has not begun is still due in the week after the as-of date.
           date_trunc('week', coalesce((w.actual_start AT TIME ZONE 'UTC')::date, h.as_of + 1))::date AS last_week
    FROM work_orders AS w
    CROSS JOIN horizon AS h
),
load AS (
    SELECT l.id AS production_line_id, w.planned_week AS week_start, count(*) AS batches,
           sum(w.planned_cases) AS cases, sum(m.kg) AS kg
    FROM worked AS w
    JOIN (
        SELECT n.wo_id, sum(n.planned_quantity_kg) AS kg
        FROM work_order_materials AS n
        JOIN ingredients AS i ON i.id = n.ingredient_id AND i.piece_mass_g IS NULL
        GROUP BY n.wo_id
    ) AS m ON m.wo_id = w.id
    JOIN production_lines AS l ON l.plant_id = w.plant_id AND (l.id = w.production_line_id OR l.line_type <> 'filling')
    GROUP BY l.id, w.planned_week
),
due AS (
    SELECT w.plant_id, w.sku_id, week::date AS week_start, sum(w.planned_cases) AS cases
    FROM worked AS w
    CROSS JOIN LATERAL generate_series(w.planned_week, w.last_week, interval '7 days') AS week
    GROUP BY w.plant_id, w.sku_id, week
),
made AS (
    SELECT plant_id, sku_id, date_trunc('week', production_date)::date AS week_start, sum(output_cases) AS cases
    FROM batches
    GROUP BY 1, 2, 3
),
sent AS (
    SELECT s.origin_plant_id AS plant_id, l.sku_id, date_trunc('week', s.ship_date)::date AS week_start,
           sum(l.quantity_cases) AS cases
    FROM shipments AS s
    JOIN shipment_lines AS l ON l.shipment_id = s.id
    WHERE s.shipment_type = 'plant_to_dc'
    GROUP BY 1, 2, 3
),
chain AS (
    SELECT id, opening_stock_cases, week_start,
           lag(opening_stock_cases + actual_production_cases - planned_shipment_cases - destroyed_cases, 1, 0)
               OVER (PARTITION BY plant_id, sku_id ORDER BY week_start) AS left_over
    FROM supply_plans
),
cut AS (
    -- In the week in which the center allocated: orders of a Sunday are cut on Monday. What a recall holds back later was there.
    SELECT o.dc_id, l.sku_id, date_trunc('week', o.allocation_date)::date AS week_start,
           sum(l.quantity_cases - l.allocated_cases) AS cases
    FROM orders AS o
    JOIN order_lines AS l ON l.order_id = o.id
    WHERE o.status <> 'open' AND l.allocated_cases < l.quantity_cases
    GROUP BY 1, 2, 3
)
SELECT 'demand_allocation' AS relation, f.id::text AS key,
       format('parts sum to %s cases, shares to %s; forecast: %s', sum(a.allocated_quantity_cases), sum(a.planned_share),
              f.forecast_quantity_cases) AS problem
FROM demand_allocation AS a
JOIN demand_forecasts AS f ON f.id = a.forecast_id
GROUP BY f.id, f.forecast_quantity_cases
HAVING sum(a.allocated_quantity_cases) <> f.forecast_quantity_cases OR sum(a.planned_share) <> 1
UNION ALL
SELECT 'consensus_adjustments', a.id::text,
       format('%s cases agreed, %s published', a.consensus_quantity_cases, f.forecast_quantity_cases)
FROM consensus_adjustments AS a
JOIN demand_forecasts AS f ON f.id = a.forecast_id
WHERE a.consensus_quantity_cases <> f.forecast_quantity_cases OR a.adjustment_date > f.forecast_date
UNION ALL
-- A week of the horizon is forecast three times, one after it on the last Monday, and some before.
SELECT 'demand_forecasts', concat_ws('/', f.sku_id, f.dc_id, f.week_start),
       format('forecast %s weeks ahead', string_agg(f.lag_weeks::text, ', ' ORDER BY f.lag_weeks))
FROM demand_forecasts AS f
CROSS JOIN horizon AS h
GROUP BY f.sku_id, f.dc_id, f.week_start, h.as_of
HAVING CASE WHEN f.week_start <= h.as_of THEN array_agg(f.lag_weeks ORDER BY f.lag_weeks) <> '{1,4,12}'
            ELSE count(*) FILTER (WHERE f.forecast_date = h.as_of - 6) <> 1
                 OR NOT bool_and(f.forecast_date = h.as_of - 6 OR f.forecast_date < h.as_of - 6 AND f.lag_weeks IN (1, 4, 12))
                 OR f.week_start > h.as_of + 26 * 7 END
UNION ALL
SELECT 'forecast_accuracy', f.id::text, format('made %s weeks ahead, %s', f.lag_weeks,
                                               CASE WHEN a.forecast_id IS NULL THEN 'not judged' ELSE 'judged' END)
FROM demand_forecasts AS f
CROSS JOIN horizon AS h
LEFT JOIN forecast_accuracy AS a ON a.forecast_id = f.id
WHERE (a.forecast_id IS NOT NULL) <> (f.lag_weeks = 4 AND f.week_start <= h.as_of)
UNION ALL
SELECT 'capacity_plans', c.id::text,
       format('%s batches, %s cases, %s kg; work orders: %s, %s, %s', c.planned_batches, c.planned_cases, c.planned_kg,
              l.batches, l.cases, l.kg)
FROM capacity_plans AS c
FULL JOIN load AS l USING (production_line_id, week_start)
WHERE (c.planned_batches, c.planned_cases, c.planned_kg)
      IS DISTINCT FROM (coalesce(l.batches, 0), coalesce(l.cases, 0), coalesce(l.kg, 0))
UNION ALL
SELECT 'capacity_plans', c.id::text,
       format('%s and %s of %s hours for %s batches, %s kg at %s kg an hour', c.changeover_hours, c.run_hours,
              c.available_hours, c.planned_batches, c.planned_kg, l.rate_kg_per_hour)
FROM capacity_plans AS c
JOIN production_lines AS l ON l.id = c.production_line_id
JOIN plants AS p ON p.id = l.plant_id
-- The changeover of a filling line takes twenty minutes.
WHERE c.changeover_hours <> CASE l.line_type WHEN 'filling' THEN round(c.planned_batches / 3.0, 4) ELSE 0 END
   OR c.run_hours <> round(c.planned_kg / l.rate_kg_per_hour, 4)
   -- A plant works from Monday on, but for the holidays.
   OR c.available_hours <> p.hours_per_day * (p.days_per_week - (
          SELECT count(*) FROM public_holidays AS h
          WHERE h.country = p.country AND h.holiday_date BETWEEN c.week_start AND c.week_start + p.days_per_week - 1
      ))
   OR c.utilisation <> coalesce(round(c.planned_hours / nullif(c.available_hours, 0), 4), 0)
UNION ALL
SELECT 'capacity_plans', c.id::text,
       format('%s hours planned, %s available, %s exceptions', c.planned_hours, c.available_hours, count(e.id))
FROM capacity_plans AS c
LEFT JOIN plan_exceptions AS e ON e.capacity_plan_id = c.id AND e.week_start = c.week_start
     AND e.gap_value = round(c.planned_hours - c.available_hours, 2) AND e.affected_cases = c.planned_cases
GROUP BY c.id, c.planned_hours, c.available_hours
HAVING count(e.id) <> (c.planned_hours > c.available_hours)::int
UNION ALL
SELECT 'supply_plans', p.id::text,
       format('%s cases to make, %s made, %s to send; work orders: %s, batches: %s, shipments: %s', p.planned_production_cases,
              p.actual_production_cases, p.planned_shipment_cases, d.cases, m.cases, s.cases)
FROM supply_plans AS p
FULL JOIN due AS d USING (plant_id, sku_id, week_start)
FULL JOIN made AS m USING (plant_id, sku_id, week_start)
FULL JOIN sent AS s USING (plant_id, sku_id, week_start)
CROSS JOIN horizon AS h
WHERE p.planned_production_cases IS DISTINCT FROM coalesce(d.cases, 0)
   OR p.actual_production_cases IS DISTINCT FROM CASE WHEN week_start <= h.as_of THEN coalesce(m.cases, 0) END
   -- What is sent after the as-of date is only a plan.
   OR (week_start <= h.as_of AND p.planned_shipment_cases IS DISTINCT FROM coalesce(s.cases, 0))
UNION ALL
SELECT 'supply_plans', id::text, format('opens %s with %s cases, %s were left', week_start, opening_stock_cases, left_over)
FROM chain
WHERE opening_stock_cases IS DISTINCT FROM left_over
UNION ALL
SELECT 'plan_exceptions', e.id::text,
       format('%s %s late, planned for %s, began %s', e.gap_value, e.gap_unit, w.planned_start_date, w.start_date)
FROM plan_exceptions AS e
JOIN worked AS w ON w.id = e.work_order_id
CROSS JOIN horizon AS h
WHERE e.gap_value <> coalesce(w.start_date, h.as_of) - w.planned_start_date OR e.week_start <> w.planned_week
   OR (e.plant_id, e.sku_id, e.affected_cases) <> (w.plant_id, w.sku_id, w.planned_cases)
UNION ALL
SELECT 'plan_exceptions', e.id::text, format('%s cases missing, %s cut', e.gap_value, c.cases)
FROM plan_exceptions AS e
LEFT JOIN cut AS c USING (dc_id, sku_id, week_start)
WHERE e.exception_type = 'dc_shortage'
  AND (e.gap_value IS DISTINCT FROM c.cases OR e.affected_cases IS DISTINCT FROM c.cases)
UNION ALL
SELECT 'plan_exceptions', e.id::text,
       format('%s cases missing, batch %s of %s cases', e.gap_value, b.qc_status, b.output_cases)
FROM plan_exceptions AS e
JOIN batches AS b ON b.id = e.batch_id
WHERE b.qc_status <> 'rejected' OR e.gap_value <> b.output_cases OR e.affected_cases <> b.output_cases
   OR (e.plant_id, e.sku_id) <> (b.plant_id, b.sku_id);
