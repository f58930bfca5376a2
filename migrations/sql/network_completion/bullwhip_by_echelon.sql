CREATE VIEW bullwhip_by_echelon AS
WITH flow (echelon, position, sku_id, day, cases) AS (
    SELECT 'consumer', 1, s.sku_id, s.sale_date, s.quantity_eaches / u.units_per_case::numeric
    FROM pos_sales AS s
    JOIN skus AS k ON k.id = s.sku_id
    JOIN packaging_types AS u ON u.id = k.packaging_id
    UNION ALL
    SELECT 'store', 2, ol.sku_id, o.order_date, ol.quantity_cases
    FROM order_lines AS ol
    JOIN orders AS o ON o.id = ol.order_id
    UNION ALL
    SELECT 'distribution_center', 3, sl.sku_id, s.actual_delivery_date, sl.quantity_cases
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    WHERE s.shipment_type = 'plant_to_dc'
    UNION ALL
    SELECT 'plant', 4, b.sku_id, b.production_date, b.output_cases
    FROM batches AS b
),
weekly AS (
    SELECT f.echelon, f.position, f.sku_id, (f.day - h.first_day) / 7 AS week, sum(f.cases) AS cases
    FROM flow AS f
    JOIN horizon AS h ON f.day BETWEEN h.first_day AND h.as_of
    GROUP BY f.echelon, f.position, f.sku_id, (f.day - h.first_day) / 7
),
-- Weeks without cases have no row and count as zero, so the moments are taken over all weeks of the horizon.
sku AS (
    SELECT
        w.echelon, w.position, w.sku_id, sum(w.cases) / n.weeks AS mean_cases,
        sqrt(greatest(sum(w.cases ^ 2) * n.weeks / sum(w.cases) ^ 2 - 1, 0)) AS cv
    FROM weekly AS w
    JOIN skus AS k ON k.id = w.sku_id
    JOIN (SELECT first_day, as_of, (as_of - first_day + 1) / 7 AS weeks FROM horizon) AS n
        ON k.launch_date <= n.first_day AND (k.discontinue_date IS NULL OR k.discontinue_date >= n.as_of)
    GROUP BY w.echelon, w.position, w.sku_id, n.weeks
    HAVING sum(w.cases) > 0
)
SELECT
    s.echelon,
    s.position,
    count(*) AS sku_count,
    round(avg(s.mean_cases), 1) AS weekly_cases,
    round(sum(c.mean_cases * s.cv) / sum(c.mean_cases), 3) AS coefficient_of_variation,
    round(
        sum(c.mean_cases * s.cv) / sum(c.mean_cases)
        / nullif(first_value(sum(c.mean_cases * s.cv) / sum(c.mean_cases)) OVER (ORDER BY s.position), 0),
        3
    ) AS amplification
FROM sku AS s
JOIN sku AS c ON c.sku_id = s.sku_id AND c.echelon = 'consumer'
GROUP BY s.echelon, s.position;

COMMENT ON VIEW bullwhip_by_echelon IS
'How demand swings grow upstream, over SKUs that were listed the whole horizon, weighted by their sales';
COMMENT ON COLUMN bullwhip_by_echelon.echelon IS
'consumer (sales at the till), store (orders), distribution_center (receipts from plants) or plant (production)';
COMMENT ON COLUMN bullwhip_by_echelon.position IS 'Place in the chain, from 1 at the consumer';
COMMENT ON COLUMN bullwhip_by_echelon.sku_count IS 'SKUs measured';
COMMENT ON COLUMN bullwhip_by_echelon.weekly_cases IS 'Mean of the SKUs'' weekly cases';
COMMENT ON COLUMN bullwhip_by_echelon.coefficient_of_variation IS
'Standard deviation of a SKU''s weekly cases over their mean; mean over SKUs, weighted by the cases sold';
COMMENT ON COLUMN bullwhip_by_echelon.amplification IS 'The same over that of the consumer';
