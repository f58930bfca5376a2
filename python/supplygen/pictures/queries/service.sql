-- Orders that are not open by the week of the order and by why something of them was cut: cases, and those promised by the
-- as-of date.
WITH per_order AS (
    SELECT
        l.order_id,
        sum(l.quantity_cases) AS ordered,
        sum(l.allocated_cases) AS allocated,
        sum(l.cut_cases) AS cut,
        sum(l.quantity_cases - l.cut_cases) * 100 >= sum(l.quantity_cases) * a.in_full_percent AS is_in_full
    FROM order_lines AS l
    JOIN orders AS o ON o.id = l.order_id
    JOIN retail_accounts AS a ON a.id = o.retail_account_id
    GROUP BY l.order_id, a.in_full_percent
)
SELECT
    h.first_day + (o.order_date - h.first_day) / 7 * 7 AS week,
    coalesce(o.cut_reason, 'none') AS cut_reason,
    sum(l.ordered)::bigint AS ordered_cases,
    sum(l.allocated)::bigint AS allocated_cases,
    sum(l.cut)::bigint AS cut_cases,
    count(*) FILTER (WHERE o.promised_delivery_date <= h.as_of) AS due_orders,
    count(*) FILTER (
        WHERE o.promised_delivery_date <= h.as_of AND l.is_in_full AND o.actual_delivery_date <= o.promised_delivery_date
    ) AS otif_orders,
    round(100 * sum(sum(l.allocated)) OVER () / sum(sum(l.ordered)) OVER (), 1) AS fill_percent,
    round(
        100 * sum(count(*) FILTER (
            WHERE o.promised_delivery_date <= h.as_of AND l.is_in_full
                AND o.actual_delivery_date <= o.promised_delivery_date
        )) OVER ()
        / nullif(sum(count(*) FILTER (WHERE o.promised_delivery_date <= h.as_of)) OVER (), 0),
        1
    ) AS otif_percent
FROM per_order AS l
JOIN orders AS o ON o.id = l.order_id
CROSS JOIN horizon AS h
WHERE o.status <> 'open'
GROUP BY h.first_day + (o.order_date - h.first_day) / 7 * 7, coalesce(o.cut_reason, 'none')
ORDER BY week, cut_reason;
