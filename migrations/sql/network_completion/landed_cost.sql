CREATE VIEW landed_cost AS
WITH haul AS (
    SELECT
        dl.batch_id,
        ds.origin_dc_id,
        ds.destination_dc_id,
        sum(dl.quantity_cases) AS cases,
        sum(dl.quantity_cases * ds.freight_cost / ds.total_cases) AS freight
    FROM shipment_lines AS dl
    JOIN shipments AS ds ON ds.id = dl.shipment_id
    WHERE dl.order_id IS NULL
    GROUP BY dl.batch_id, ds.origin_dc_id, ds.destination_dc_id
)
SELECT
    g.retail_location_id,
    g.location_code,
    g.sku_id,
    g.sku_code,
    g.shipped_cases,
    round(g.revenue / g.shipped_cases, 4) AS revenue_per_case,
    c.landed_cost - c.freight_cost AS product_cost_per_case,
    round(g.inbound_freight / g.shipped_cases, 4) AS inbound_freight_per_case,
    round(g.outbound_freight / g.shipped_cases, 4) AS outbound_freight_per_case,
    round(c.landed_cost - c.freight_cost + (g.inbound_freight + g.outbound_freight) / g.shipped_cases, 4)
        AS landed_cost_per_case,
    round(
        g.revenue - g.shipped_cases * (c.landed_cost - c.freight_cost) - g.inbound_freight - g.outbound_freight, 2
    ) AS margin,
    round(
        1 - (g.shipped_cases * (c.landed_cost - c.freight_cost) + g.inbound_freight + g.outbound_freight)
        / nullif(g.revenue, 0),
        4
    ) AS margin_share
FROM (
    SELECT
        o.retail_location_id,
        l.location_code,
        sl.sku_id,
        k.sku_code,
        sum(sl.quantity_cases) AS shipped_cases,
        sum(ol.line_amount * sl.quantity_cases / ol.quantity_cases) AS revenue,
        sum(sl.quantity_cases * coalesce(b.freight_per_case, 0)) AS inbound_freight,
        sum(sl.quantity_cases * s.freight_cost / s.total_cases) AS outbound_freight
    FROM orders AS o
    JOIN retail_locations AS l ON l.id = o.retail_location_id
    JOIN order_lines AS ol ON ol.order_id = o.id
    JOIN skus AS k ON k.id = ol.sku_id
    JOIN shipment_lines AS sl ON sl.order_id = ol.order_id AND sl.order_line_number = ol.line_number
    JOIN shipments AS s ON s.id = sl.shipment_id
    LEFT JOIN (
        SELECT
            h.batch_id,
            h.destination_dc_id,
            sum(h.freight + h.cases * coalesce(f.freight / f.cases, 0)) / sum(h.cases) AS freight_per_case
        FROM haul AS h
        LEFT JOIN haul AS f
            ON f.batch_id = h.batch_id AND f.destination_dc_id = h.origin_dc_id AND f.origin_dc_id IS NULL
        GROUP BY h.batch_id, h.destination_dc_id
    ) AS b ON b.batch_id = sl.batch_id AND b.destination_dc_id = o.dc_id
    GROUP BY o.retail_location_id, l.location_code, sl.sku_id, k.sku_code
) AS g
JOIN sku_costs AS c ON c.sku_id = g.sku_id;

COMMENT ON VIEW landed_cost IS
'What a SKU cost until it was in a store, and what it earned: standard cost of production, real freight of its batches';
COMMENT ON COLUMN landed_cost.retail_location_id IS 'Store';
COMMENT ON COLUMN landed_cost.location_code IS 'Business key of the store';
COMMENT ON COLUMN landed_cost.sku_id IS 'SKU';
COMMENT ON COLUMN landed_cost.sku_code IS 'Business key, SKU-...';
COMMENT ON COLUMN landed_cost.shipped_cases IS 'Cases shipped to the store in the horizon';
COMMENT ON COLUMN landed_cost.revenue_per_case IS 'Net wholesale price, USD per case';
COMMENT ON COLUMN landed_cost.product_cost_per_case IS 'Standard cost without freight, USD per case';
COMMENT ON COLUMN landed_cost.inbound_freight_per_case IS
'Freight from plant to distribution center, by way of another one or not: that of each batch there, by cases, USD per
case';
COMMENT ON COLUMN landed_cost.outbound_freight_per_case IS
'Freight to the store: that of each truck, by cases, USD per case';
COMMENT ON COLUMN landed_cost.landed_cost_per_case IS 'Product and freight, USD per case';
COMMENT ON COLUMN landed_cost.margin IS 'Revenue less landed cost, USD';
COMMENT ON COLUMN landed_cost.margin_share IS 'Margin over revenue';
