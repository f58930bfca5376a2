SELECT * FROM (
    SELECT sum(line_count) AS lines, sum(ordered_cases) AS ordered, sum(allocated_cases) AS allocated,
           round(sum(line_fill_rate * line_count)) AS full_lines FROM fill_rate_by_abc_channel
) AS f,
(SELECT count(*) AS lines, sum(quantity_cases) AS ordered, sum(allocated_cases) AS allocated,
        sum((allocated_cases = quantity_cases)::int) AS full_lines FROM order_lines) AS l
WHERE (f.lines, f.ordered, f.allocated) <> (l.lines, l.ordered, l.allocated)
   OR abs(f.full_lines / l.full_lines - 1) > .0001;
