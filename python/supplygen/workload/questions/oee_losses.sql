WITH run AS (
    SELECT l.line_code, w.id, w.operating_minutes, w.operating_minutes - w.downtime_minutes AS running,
           b.input_kg / l.rate_kg_per_hour * 60 AS rated, b.output_cases, b.qc_status
    FROM work_orders AS w
    JOIN batches AS b ON b.wo_id = w.id
    JOIN production_lines AS l ON l.id = w.production_line_id
),
stop AS (
    SELECT r.line_code, e.cause, sum(e.minutes) AS minutes
    FROM run AS r
    JOIN downtime_events AS e ON e.wo_id = r.id
    GROUP BY r.line_code, e.cause
),
lost AS (
    SELECT line_code, sum(minutes) FILTER (WHERE cause = 'changeover') AS changeover,
           sum(minutes) FILTER (WHERE cause <> 'changeover') AS broken,
           (array_agg(cause ORDER BY minutes DESC, cause) FILTER (WHERE cause <> 'changeover'))[1] AS worst
    FROM stop
    GROUP BY line_code
)
SELECT r.line_code, round(sum(operating_minutes) / 60.0) AS hours,
       round(100.0 * sum(running) / sum(operating_minutes), 1) AS availability_percent,
       round(100.0 * max(changeover) / sum(operating_minutes), 1) AS changeover_percent,
       round(100.0 * max(broken) / sum(operating_minutes), 1) AS breakdown_percent, max(worst) AS most_by,
       round(100 * sum(rated) / sum(running), 1) AS performance_percent,
       round(100.0 * sum(output_cases) FILTER (WHERE qc_status <> 'rejected') / sum(output_cases), 1) AS passed_percent
FROM run AS r
JOIN lost ON lost.line_code = r.line_code
GROUP BY r.line_code
ORDER BY breakdown_percent DESC, r.line_code
LIMIT 8;
