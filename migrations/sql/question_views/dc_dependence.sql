CREATE VIEW dc_dependence AS
SELECT
    d.id AS dc_id,
    d.dc_code,
    v.division_code,
    count(*) AS store_count,
    sum(s.shipped_cases) AS shipped_cases,
    sum(s.revenue) AS revenue,
    round(sum(s.shipped_cases) / sum(sum(s.shipped_cases)) OVER (PARTITION BY v.division_code), 4) AS division_share,
    (
        SELECT sum(u.capacity_cases - u.closing_cases)
        FROM dc_utilisation AS u
        JOIN distribution_centers AS other ON other.id = u.dc_id
        WHERE other.division_id = d.division_id AND other.id <> d.id
    ) AS spare_capacity_cases
FROM distribution_centers AS d
JOIN divisions AS v ON v.id = d.division_id
JOIN retail_locations AS l ON l.primary_dc_id = d.id
LEFT JOIN (
    SELECT
        o.retail_location_id,
        sum(ol.shipped_cases) AS shipped_cases,
        sum(round(ol.line_amount * ol.shipped_cases / ol.quantity_cases, 2)) AS revenue
    FROM orders AS o
    JOIN order_lines AS ol ON ol.order_id = o.id
    GROUP BY o.retail_location_id
) AS s ON s.retail_location_id = l.id
GROUP BY d.id, d.dc_code, d.division_id, v.division_code;

COMMENT ON VIEW dc_dependence IS
'What breaks without a distribution center, and what room the others of its division have';
COMMENT ON COLUMN dc_dependence.dc_id IS 'Distribution center';
COMMENT ON COLUMN dc_dependence.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN dc_dependence.division_code IS 'Business key, such as NAM; also the region of a SKU';
COMMENT ON COLUMN dc_dependence.store_count IS 'Stores that it supplies';
COMMENT ON COLUMN dc_dependence.shipped_cases IS 'Cases shipped to them in the horizon';
COMMENT ON COLUMN dc_dependence.revenue IS 'Value of those cases, USD';
COMMENT ON COLUMN dc_dependence.division_share IS 'Its share of the division''s cases, 0 to 1';
COMMENT ON COLUMN dc_dependence.spare_capacity_cases IS
'Storage of the division''s other centers that is free at the last day, cases';
