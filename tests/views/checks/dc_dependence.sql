-- Cases as the trucks carried them; the room of the others is that of the division less the own.
WITH free AS (
    SELECT d.id, d.division_id, d.capacity_cases - coalesce(sum(i.quantity_cases), 0) AS cases
    FROM distribution_centers AS d
    LEFT JOIN inventory AS i ON i.dc_id = d.id AND i.location_type = 'dc'
    GROUP BY d.id
),
hauled AS (
    SELECT l.primary_dc_id AS dc_id, sum(sl.quantity_cases) AS cases
    FROM shipment_lines AS sl
    JOIN orders AS o ON o.id = sl.order_id
    JOIN retail_locations AS l ON l.id = o.retail_location_id
    GROUP BY l.primary_dc_id
),
earned AS (
    SELECT l.primary_dc_id AS dc_id, sum(round(ol.shipped_cases * ol.line_amount / ol.quantity_cases, 2)) AS revenue
    FROM order_lines AS ol, orders AS o, retail_locations AS l
    WHERE o.id = ol.order_id AND l.id = o.retail_location_id
    GROUP BY l.primary_dc_id
)
SELECT *
FROM dc_dependence AS v
FULL JOIN (
    SELECT d.id AS dc_id, d.dc_code, (SELECT division_code FROM divisions WHERE id = d.division_id) AS division_code,
           (SELECT count(*) FROM retail_locations WHERE primary_dc_id = d.id) AS stores, h.cases, e.revenue,
           (SELECT round(h.cases / sum(other.cases), 4) FROM hauled AS other
            JOIN distribution_centers AS near ON near.id = other.dc_id WHERE near.division_id = d.division_id) AS share,
           (SELECT CASE WHEN count(*) > 1 THEN sum(f.cases) - sum(f.cases) FILTER (WHERE f.id = d.id) END
            FROM free AS f WHERE f.division_id = d.division_id) AS spare
    FROM distribution_centers AS d
    LEFT JOIN hauled AS h ON h.dc_id = d.id
    LEFT JOIN earned AS e ON e.dc_id = d.id
    WHERE d.id IN (SELECT primary_dc_id FROM retail_locations)
) AS b USING (dc_id)
WHERE (v.dc_code, v.division_code, v.store_count, v.shipped_cases, v.revenue, v.division_share, v.spare_capacity_cases)
    IS DISTINCT FROM (b.dc_code, b.division_code, b.stores, b.cases, b.revenue, b.share, b.spare);
