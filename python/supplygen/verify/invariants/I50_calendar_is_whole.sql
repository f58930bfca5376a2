-- I50
-- title: The calendar has every day from the run-in to the foresight once, in its ISO week, 4-4-5 and KPI period.
-- tags: exact, cheap
WITH span AS (
    SELECT start_date, weeks, start_date - 84 AS first_day, start_date + 7 * (weeks + 36) - 1 AS last_day
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
period AS (
    SELECT fiscal_year, fiscal_period, count(*) AS days, max(iso_week) AS last_week, min(calendar_date) AS first_day,
           max(calendar_date) AS last_day
    FROM calendar
    GROUP BY fiscal_year, fiscal_period
)
SELECT 'calendar' AS relation, (s.first_day + d.number)::text AS key, 'a day that is missing' AS problem
FROM span AS s
CROSS JOIN LATERAL generate_series(0, s.last_day - s.first_day) AS d (number)
LEFT JOIN calendar AS c ON c.calendar_date = s.first_day + d.number
WHERE c.id IS NULL
UNION ALL
SELECT 'calendar', c.calendar_date::text, format('day %s of %s to %s, in week %s of %s', c.id, s.first_day, s.last_day, c.iso_week, c.iso_year)
FROM calendar AS c
CROSS JOIN span AS s
WHERE c.calendar_date <> s.first_day + c.id - 1
   OR c.calendar_date > s.last_day
   OR (c.calendar_year, c.calendar_quarter, c.calendar_month)
      <> (extract(year FROM c.calendar_date), extract(quarter FROM c.calendar_date), extract(month FROM c.calendar_date))
   OR (c.iso_year, c.iso_week, c.iso_weekday)
      <> (extract(isoyear FROM c.calendar_date), extract(week FROM c.calendar_date), extract(isodow FROM c.calendar_date))
UNION ALL
SELECT 'calendar', c.calendar_date::text, format('fiscal year %s, quarter %s, period %s', c.fiscal_year, c.fiscal_quarter, c.fiscal_period)
FROM calendar AS c
WHERE c.fiscal_year <> c.iso_year
   OR c.fiscal_quarter <> (c.fiscal_period + 2) / 3
   -- Weeks 1 to 4, 5 to 8 and 9 to 13 of a quarter; week 53 belongs to the last period.
   OR c.fiscal_period <> least(3 * ((c.iso_week - 1) / 13) + least(mod(c.iso_week - 1, 13) / 4, 2) + 1, 12)
UNION ALL
SELECT 'calendar', format('%s-%s', p.fiscal_year, p.fiscal_period), format('%s days', p.days)
FROM period AS p
CROSS JOIN span AS s
WHERE p.first_day > s.first_day
  AND p.last_day < s.last_day
  AND p.days <> CASE WHEN mod(p.fiscal_period, 3) > 0 THEN 28 WHEN p.last_week = 53 THEN 42 ELSE 35 END
UNION ALL
SELECT 'calendar', c.calendar_date::text, format('KPI period %s', coalesce(c.kpi_period::text, 'missing'))
FROM calendar AS c
CROSS JOIN span AS s
WHERE c.kpi_period IS DISTINCT FROM CASE
          WHEN c.calendar_date BETWEEN s.start_date AND s.start_date + 7 * s.weeks - 1
          THEN (c.calendar_date - s.start_date) / 28 + 1
      END;
