SELECT
    s.sale_date AS week_start,
    s.retail_location_id AS store_id,
    s.sku_id,
    p.promo_code,
    s.quantity_eaches AS sold_eaches,
    s.revenue
FROM {{ source('public', 'pos_sales') }} AS s
LEFT JOIN {{ source('public', 'promotions') }} AS p ON p.id = s.promo_id
