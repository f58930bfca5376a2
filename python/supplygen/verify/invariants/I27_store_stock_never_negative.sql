-- I27
-- title: Per store, SKU, week: opening plus delivered less sold, returned, lost is never below zero, and ends as recorded.
-- tags: exact, expensive
-- sample: store_inventory.sku_id, pos_sales.sku_id, shipment_lines.sku_id, return_lines.sku_id, inventory_adjustments.sku_id
-- Cases that will be returned leave the sellable stock when they are delivered, whenever the return itself takes place;
-- those of a recall leave the shelf on its Monday, and expired ones in the week in which their return is asked for.
-- Stock is lost when it vanishes, not when the loss is found.
-- Goods arrive with their truck's stop at the store; an order larger than a truck arrives in parts.
-- The window's default frame takes in all movements of the same week, so they need not be summed first.
-- Weeks are numbered from the one of Monday 1970-01-05.
WITH horizon AS (
    SELECT start_date, start_date + 7 * (settings #>> '{events,RSK-BIO-001,discovery_week}')::integer AS recall_day
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
pack AS (
    SELECT s.id AS sku_id, p.units_per_case
    FROM skus AS s
    JOIN packaging_types AS p ON p.id = s.packaging_id
),
movement AS (
    SELECT i.retail_location_id, i.sku_id, (h.start_date - DATE '1970-01-05') / 7 - 1 AS week, i.opening_eaches AS eaches
    FROM store_inventory AS i
    CROSS JOIN horizon AS h
    UNION ALL
    SELECT retail_location_id, sku_id, (sale_date - DATE '1970-01-05') / 7, -quantity_eaches
    FROM pos_sales
    UNION ALL
    SELECT o.retail_location_id, sl.sku_id, ((leg.actual_arrival AT TIME ZONE 'UTC')::date - DATE '1970-01-05') / 7,
           sl.quantity_cases * pack.units_per_case
    FROM shipment_lines AS sl
    JOIN orders AS o ON o.id = sl.order_id
    JOIN shipment_legs AS leg ON leg.shipment_id = sl.shipment_id AND leg.to_location_id = o.retail_location_id
    JOIN pack ON pack.sku_id = sl.sku_id
    WHERE leg.actual_arrival IS NOT NULL
    UNION ALL
    SELECT o.retail_location_id, l.sku_id,
           (CASE m.reason_code WHEN 'recall' THEN h.recall_day WHEN 'expired' THEN m.request_date
                 ELSE o.actual_delivery_date END - DATE '1970-01-05') / 7,
           -l.quantity_cases * pack.units_per_case
    FROM return_lines AS l
    JOIN returns AS r ON r.id = l.return_id
    JOIN rma_authorizations AS m ON m.id = r.rma_id
    JOIN orders AS o ON o.id = l.order_id
    JOIN pack ON pack.sku_id = l.sku_id
    CROSS JOIN horizon AS h
    UNION ALL
    SELECT retail_location_id, sku_id, (occurred_date - DATE '1970-01-05') / 7, quantity_eaches
    FROM inventory_adjustments
    WHERE retail_location_id IS NOT NULL
),
running AS (
    SELECT retail_location_id, sku_id, week, eaches,
           sum(eaches) OVER (PARTITION BY retail_location_id, sku_id ORDER BY week) AS balance
    FROM movement
),
final AS (
    SELECT retail_location_id, sku_id, sum(eaches) AS balance, min(balance) AS lowest,
           min(week) FILTER (WHERE balance < 0) AS short_in
    FROM running
    GROUP BY retail_location_id, sku_id
)
SELECT 'store_inventory' AS relation, concat_ws('/', retail_location_id, sku_id) AS key,
       format('movements leave %s eaches, closing is %s; lowest %s in the week of %s', f.balance, i.closing_eaches, f.lowest,
              DATE '1970-01-05' + 7 * f.short_in) AS problem
FROM final AS f
FULL JOIN store_inventory AS i USING (retail_location_id, sku_id)
WHERE f.balance IS DISTINCT FROM i.closing_eaches OR f.lowest < 0;
