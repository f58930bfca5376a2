-- Stock of the distribution centers at the end of each week, and for how many days it would last, by division.
-- Days of supply: stock over the mean daily cases shipped to stores in that week and the three before it; the first
-- three weeks have none.
WITH moved AS MATERIALIZED (
    SELECT
        dc_id,
        movement_date,
        sum(cases) AS cases,
        coalesce(-sum(cases) FILTER (WHERE kind = 'shipped'), 0) AS shipped
    FROM inventory_movements
    GROUP BY dc_id, movement_date
),
weekly AS (
    SELECT
        c.division_id,
        greatest((m.movement_date - h.first_day) / 7, -1) AS week,
        sum(m.cases) AS cases,
        sum(m.shipped) FILTER (WHERE m.movement_date >= h.first_day) AS shipped
    FROM moved AS m
    JOIN distribution_centers AS c ON c.id = m.dc_id
    CROSS JOIN horizon AS h
    WHERE m.movement_date <= h.as_of
    GROUP BY c.division_id, greatest((m.movement_date - h.first_day) / 7, -1)
),
calendar AS (
    SELECT d.id, d.division_code, w.week
    FROM divisions AS d
    CROSS JOIN horizon AS h
    CROSS JOIN generate_series(-1, (h.as_of - h.first_day) / 7) AS w (week)
),
running AS (
    SELECT
        c.division_code,
        c.week,
        sum(coalesce(w.cases, 0)) OVER (PARTITION BY c.id ORDER BY c.week) AS stock,
        CASE WHEN c.week >= 3 THEN sum(coalesce(w.shipped, 0)) OVER four_weeks / 28 END AS daily
    FROM calendar AS c
    LEFT JOIN weekly AS w ON w.division_id = c.id AND w.week = c.week
    WINDOW four_weeks AS (PARTITION BY c.id ORDER BY c.week ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)
)
SELECT
    h.first_day + 7 * r.week AS week,
    r.division_code AS division,
    r.stock::bigint AS stock_cases,
    round(r.daily, 1) AS daily_cases,
    round(r.stock / nullif(r.daily, 0), 1) AS days_of_supply,
    round(
        sum(r.stock) FILTER (WHERE h.first_day + 7 * r.week = h.as_of - 6) OVER ()
        / nullif(sum(r.daily) FILTER (WHERE h.first_day + 7 * r.week = h.as_of - 6) OVER (), 0)
    ) AS closing_days
FROM running AS r
CROSS JOIN horizon AS h
WHERE r.week >= 0
ORDER BY week, division;
