-- From the Monday before the first day that a fact names to the last one, planned ones included.
WITH ends AS (
    SELECT sale_date AS first_day, sale_date AS last_day FROM {{ source('public', 'pos_sales') }}
    UNION ALL
    SELECT order_date, greatest(requested_delivery_date, promised_delivery_date, actual_delivery_date)
    FROM {{ source('public', 'orders') }}
    UNION ALL
    SELECT ship_date, greatest(expected_delivery_date, actual_delivery_date) FROM {{ source('public', 'shipments') }}
),

days AS (
    SELECT generate_series(date_trunc('week', min(first_day)), max(last_day), interval '1 day')::date AS date_day FROM ends
)

SELECT
    date_day,
    date_trunc('week', date_day)::date AS week_start,
    extract(isoyear FROM date_day)::integer AS iso_year,
    extract(week FROM date_day)::integer AS iso_week,
    extract(isodow FROM date_day)::integer AS iso_weekday,
    extract(year FROM date_day)::integer AS calendar_year,
    extract(quarter FROM date_day)::integer AS calendar_quarter,
    extract(month FROM date_day)::integer AS calendar_month
FROM days
