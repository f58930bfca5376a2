-- I43
-- title: The row counts announced before the load are the rows in the tables afterwards.
-- tags: exact, expensive
-- The ledger holds the announced counts: a load is sealed as complete only when every table's entry equals them.
WITH run AS (
    SELECT id, status FROM supplygen.run ORDER BY id DESC LIMIT 1
),
announced AS (
    SELECT l.table_name AS relation, l.row_count AS rows
    FROM supplygen.ledger AS l
    JOIN run ON run.id = l.run_id
),
counted AS (
    SELECT 'divisions' AS relation, count(*) AS rows FROM divisions
    UNION ALL
    SELECT 'channels', count(*) FROM channels
    UNION ALL
    SELECT 'products', count(*) FROM products
    UNION ALL
    SELECT 'packaging_types', count(*) FROM packaging_types
    UNION ALL
    SELECT 'ingredients', count(*) FROM ingredients
    UNION ALL
    SELECT 'ports', count(*) FROM ports
    UNION ALL
    SELECT 'carriers', count(*) FROM carriers
    UNION ALL
    SELECT 'kpi_thresholds', count(*) FROM kpi_thresholds
    UNION ALL
    SELECT 'plants', count(*) FROM plants
    UNION ALL
    SELECT 'production_lines', count(*) FROM production_lines
    UNION ALL
    SELECT 'suppliers', count(*) FROM suppliers
    UNION ALL
    SELECT 'carrier_contracts', count(*) FROM carrier_contracts
    UNION ALL
    SELECT 'formulas', count(*) FROM formulas
    UNION ALL
    SELECT 'formula_ingredients', count(*) FROM formula_ingredients
    UNION ALL
    SELECT 'supplier_ingredients', count(*) FROM supplier_ingredients
    UNION ALL
    SELECT 'retail_accounts', count(*) FROM retail_accounts
    UNION ALL
    SELECT 'distribution_centers', count(*) FROM distribution_centers
    UNION ALL
    SELECT 'retail_locations', count(*) FROM retail_locations
    UNION ALL
    SELECT 'route_segments', count(*) FROM route_segments
    UNION ALL
    SELECT 'routes', count(*) FROM routes
    UNION ALL
    SELECT 'route_segment_assignments', count(*) FROM route_segment_assignments
    UNION ALL
    SELECT 'skus', count(*) FROM skus
    UNION ALL
    SELECT 'sku_costs', count(*) FROM sku_costs
    UNION ALL
    SELECT 'promotions', count(*) FROM promotions
    UNION ALL
    SELECT 'promotion_skus', count(*) FROM promotion_skus
    UNION ALL
    SELECT 'promotion_accounts', count(*) FROM promotion_accounts
    UNION ALL
    SELECT 'replenishment_params', count(*) FROM replenishment_params
    UNION ALL
    SELECT 'purchase_orders', count(*) FROM purchase_orders
    UNION ALL
    SELECT 'goods_receipts', count(*) FROM goods_receipts
    UNION ALL
    SELECT 'work_orders', count(*) FROM work_orders
    UNION ALL
    SELECT 'batches', count(*) FROM batches
    UNION ALL
    SELECT 'purchase_order_lines', count(*) FROM purchase_order_lines
    UNION ALL
    SELECT 'goods_receipt_lines', count(*) FROM goods_receipt_lines
    UNION ALL
    SELECT 'work_order_materials', count(*) FROM work_order_materials
    UNION ALL
    SELECT 'batch_cost_ledger', count(*) FROM batch_cost_ledger
    UNION ALL
    SELECT 'batch_ingredients', count(*) FROM batch_ingredients
    UNION ALL
    SELECT 'inventory', count(*) FROM inventory
    UNION ALL
    SELECT 'ingredient_inventory', count(*) FROM ingredient_inventory
    UNION ALL
    SELECT 'store_inventory', count(*) FROM store_inventory
    UNION ALL
    SELECT 'pos_sales', count(*) FROM pos_sales
    UNION ALL
    SELECT 'orders', count(*) FROM orders
    UNION ALL
    SELECT 'demand_forecasts', count(*) FROM demand_forecasts
    UNION ALL
    SELECT 'forecast_accuracy', count(*) FROM forecast_accuracy
    UNION ALL
    SELECT 'order_lines', count(*) FROM order_lines
    UNION ALL
    SELECT 'order_allocations', count(*) FROM order_allocations
    UNION ALL
    SELECT 'pick_waves', count(*) FROM pick_waves
    UNION ALL
    SELECT 'pick_wave_orders', count(*) FROM pick_wave_orders
    UNION ALL
    SELECT 'shipments', count(*) FROM shipments
    UNION ALL
    SELECT 'shipment_legs', count(*) FROM shipment_legs
    UNION ALL
    SELECT 'shipment_lines', count(*) FROM shipment_lines
    UNION ALL
    SELECT 'rma_authorizations', count(*) FROM rma_authorizations
    UNION ALL
    SELECT 'returns', count(*) FROM returns
    UNION ALL
    SELECT 'return_lines', count(*) FROM return_lines
    UNION ALL
    SELECT 'disposition_logs', count(*) FROM disposition_logs
    UNION ALL
    SELECT 'kpi_actuals', count(*) FROM kpi_actuals
    UNION ALL
    SELECT 'osa_metrics', count(*) FROM osa_metrics
    UNION ALL
    SELECT 'audit_logs', count(*) FROM audit_logs
    UNION ALL
    SELECT 'risk_events', count(*) FROM risk_events
)
SELECT relation, '' AS key, format('%s rows announced, %s found', a.rows, c.rows) AS problem
FROM announced AS a
FULL JOIN counted AS c USING (relation)
WHERE a.rows IS DISTINCT FROM c.rows
UNION ALL
SELECT 'supplygen.run', max(run.id)::text, 'no complete load'
FROM run
HAVING count(*) FILTER (WHERE run.status = 'complete') = 0;
