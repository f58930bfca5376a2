SELECT
    o.id AS order_id,
    l.line_number,
    o.order_number,
    o.retail_location_id AS store_id,
    l.sku_id,
    p.promo_code,
    o.order_date,
    o.requested_delivery_date,
    o.promised_delivery_date,
    o.actual_delivery_date,
    l.status,
    l.quantity_cases AS ordered_cases,
    l.shipped_cases,
    l.cut_cases,
    l.line_amount AS ordered_amount
FROM {{ source('public', 'order_lines') }} AS l
JOIN {{ source('public', 'orders') }} AS o ON o.id = l.order_id
LEFT JOIN {{ source('public', 'promotions') }} AS p ON p.id = o.promo_id
