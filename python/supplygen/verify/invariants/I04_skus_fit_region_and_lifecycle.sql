-- I04
-- title: SKUs sold, ordered or shipped at a store are of its region and listed that day; their formula is approved.
-- tags: exact, expensive
-- sample: pos_sales.sku_id, order_lines.sku_id, shipment_lines.sku_id
-- Facts are reduced to the first and last day per store and SKU before anything is joined to them.
WITH traded AS (
    SELECT 'pos_sales' AS relation, retail_location_id, sku_id, min(sale_date) AS first_day, max(sale_date) AS last_day
    FROM pos_sales
    GROUP BY retail_location_id, sku_id
    UNION ALL
    SELECT 'order_lines', o.retail_location_id, ol.sku_id, min(o.order_date), max(o.order_date)
    FROM order_lines AS ol
    JOIN orders AS o ON o.id = ol.order_id
    GROUP BY o.retail_location_id, ol.sku_id
    UNION ALL
    SELECT 'shipment_lines', o.retail_location_id, sl.sku_id, min(s.ship_date), max(s.ship_date)
    FROM shipment_lines AS sl
    JOIN shipments AS s ON s.id = sl.shipment_id
    JOIN orders AS o ON o.id = sl.order_id
    GROUP BY o.retail_location_id, sl.sku_id
)
SELECT t.relation, concat_ws('/', t.retail_location_id, t.sku_id) AS key,
       format('store of division %s, %s to %s; SKU of division %s, listed %s to %s', a.division_id, t.first_day, t.last_day,
              s.division_id, s.launch_date, coalesce(s.discontinue_date::text, 'now')) AS problem
FROM traded AS t
JOIN skus AS s ON s.id = t.sku_id
JOIN retail_locations AS l ON l.id = t.retail_location_id
JOIN retail_accounts AS a ON a.id = l.retail_account_id
WHERE s.division_id <> a.division_id OR t.first_day < s.launch_date OR t.last_day > s.discontinue_date
UNION ALL
SELECT 'skus', s.id::text, format('region %s, division %s', s.region, d.division_code)
FROM skus AS s
JOIN divisions AS d ON d.id = s.division_id
WHERE s.region <> d.division_code
UNION ALL
SELECT 'skus', s.id::text,
       format('product %s %s, formula %s of product %s %s is %s', s.product_id, s.variant, f.id, f.product_id, f.variant,
              f.status)
FROM skus AS s
JOIN formulas AS f ON f.id = s.formula_id
WHERE f.product_id <> s.product_id OR f.variant <> s.variant OR f.status <> 'approved'
UNION ALL
SELECT 'work_orders', w.id::text,
       format('SKU of product %s, formula %s of product %s is %s', s.product_id, f.id, f.product_id, f.status)
FROM work_orders AS w
JOIN skus AS s ON s.id = w.sku_id
JOIN formulas AS f ON f.id = w.formula_id
WHERE f.product_id <> s.product_id OR f.status <> 'approved';
