SELECT
    s.id AS store_id,
    s.location_code,
    s.name,
    s.store_format,
    s.city,
    s.country,
    a.account_code,
    a.name AS account_name,
    a.archetype,
    c.channel_code,
    d.division_code,
    w.dc_code,
    s.opened_date
FROM {{ source('public', 'retail_locations') }} AS s
JOIN {{ source('public', 'retail_accounts') }} AS a ON a.id = s.retail_account_id
JOIN {{ source('public', 'channels') }} AS c ON c.id = a.channel_id
JOIN {{ source('public', 'divisions') }} AS d ON d.id = a.division_id
JOIN {{ source('public', 'distribution_centers') }} AS w ON w.id = s.primary_dc_id
