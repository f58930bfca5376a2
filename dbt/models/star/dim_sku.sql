SELECT
    s.id AS sku_id,
    s.sku_code,
    s.name,
    p.product_code,
    p.name AS product_name,
    p.product_family,
    s.variant,
    k.packaging_code,
    k.package_type,
    k.content_ml,
    k.units_per_case,
    k.case_weight_kg,
    d.division_code,
    s.abc_class,
    s.list_price,
    s.case_price,
    c.landed_cost,
    s.launch_date,
    s.discontinue_date
FROM {{ source('public', 'skus') }} AS s
JOIN {{ source('public', 'products') }} AS p ON p.id = s.product_id
JOIN {{ source('public', 'packaging_types') }} AS k ON k.id = s.packaging_id
JOIN {{ source('public', 'divisions') }} AS d ON d.id = s.division_id
JOIN {{ source('public', 'sku_costs') }} AS c ON c.sku_id = s.id
