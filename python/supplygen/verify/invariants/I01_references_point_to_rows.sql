-- I01
-- title: Every declared foreign key exists and is validated; every other reference points to a row.
-- tags: exact, cheap
-- The list is that of the schema; its test fails when they differ. References whose table another column names are
-- few, so each is looked up by that table's primary key.
WITH declared (relation, name) AS (
    VALUES
        ('plants', 'fk_plants_division_id_divisions'),
        ('production_lines', 'fk_production_lines_plant_id_plants'),
        ('carrier_contracts', 'fk_carrier_contracts_carrier_id_carriers'),
        ('formulas', 'fk_formulas_product_id_products'),
        ('formula_ingredients', 'fk_formula_ingredients_formula_id_formulas'),
        ('formula_ingredients', 'fk_formula_ingredients_ingredient_id_ingredients'),
        ('supplier_ingredients', 'fk_supplier_ingredients_ingredient_id_ingredients'),
        ('supplier_ingredients', 'fk_supplier_ingredients_supplier_id_suppliers'),
        ('retail_accounts', 'fk_retail_accounts_channel_id_channels'),
        ('retail_accounts', 'fk_retail_accounts_division_id_divisions'),
        ('retail_accounts', 'fk_retail_accounts_parent_account_id_retail_accounts'),
        ('distribution_centers', 'fk_distribution_centers_division_id_divisions'),
        ('retail_locations', 'fk_retail_locations_primary_dc_id_distribution_centers'),
        ('retail_locations', 'fk_retail_locations_retail_account_id_retail_accounts'),
        ('route_segments', 'fk_route_segments_destination_dc_id_distribution_centers'),
        ('route_segments', 'fk_route_segments_destination_port_id_ports'),
        ('route_segments', 'fk_route_segments_origin_dc_id_distribution_centers'),
        ('route_segments', 'fk_route_segments_origin_plant_id_plants'),
        ('route_segments', 'fk_route_segments_origin_port_id_ports'),
        ('routes', 'fk_routes_destination_dc_id_distribution_centers'),
        ('routes', 'fk_routes_destination_port_id_ports'),
        ('routes', 'fk_routes_origin_dc_id_distribution_centers'),
        ('routes', 'fk_routes_origin_plant_id_plants'),
        ('routes', 'fk_routes_origin_port_id_ports'),
        ('route_segment_assignments', 'fk_route_segment_assignments_route_id_routes'),
        ('route_segment_assignments', 'fk_route_segment_assignments_route_segment_id_route_segments'),
        ('skus', 'fk_skus_division_id_divisions'),
        ('skus', 'fk_skus_formula_id_formulas'),
        ('skus', 'fk_skus_packaging_id_packaging_types'),
        ('skus', 'fk_skus_primary_plant_id_plants'),
        ('skus', 'fk_skus_product_id_products'),
        ('sku_costs', 'fk_sku_costs_sku_id_skus'),
        ('promotion_skus', 'fk_promotion_skus_promo_id_promotions'),
        ('promotion_skus', 'fk_promotion_skus_sku_id_skus'),
        ('promotion_accounts', 'fk_promotion_accounts_promo_id_promotions'),
        ('promotion_accounts', 'fk_promotion_accounts_retail_account_id_retail_accounts'),
        ('replenishment_params', 'fk_replenishment_params_dc_id_distribution_centers'),
        ('replenishment_params', 'fk_replenishment_params_sku_id_skus'),
        ('purchase_orders', 'fk_purchase_orders_plant_id_plants'),
        ('purchase_orders', 'fk_purchase_orders_supplier_id_suppliers'),
        ('goods_receipts', 'fk_goods_receipts_po_id_purchase_orders'),
        ('work_orders', 'fk_work_orders_formula_id_formulas'),
        ('work_orders', 'fk_work_orders_plant_id_plants'),
        ('work_orders', 'fk_work_orders_production_line_id_production_lines'),
        ('work_orders', 'fk_work_orders_sku_id_skus'),
        ('batches', 'fk_batches_formula_id_formulas'),
        ('batches', 'fk_batches_plant_id_plants'),
        ('batches', 'fk_batches_production_line_id_production_lines'),
        ('batches', 'fk_batches_sku_id_skus'),
        ('batches', 'fk_batches_wo_id_work_orders'),
        ('purchase_order_lines', 'fk_purchase_order_lines_ingredient_id_ingredients'),
        ('purchase_order_lines', 'fk_purchase_order_lines_po_id_purchase_orders'),
        ('goods_receipt_lines', 'fk_goods_receipt_lines_gr_id_goods_receipts'),
        ('goods_receipt_lines', 'fk_goods_receipt_lines_ingredient_id_ingredients'),
        ('goods_receipt_lines', 'fk_goods_receipt_lines_po_id_purchase_order_lines'),
        ('work_order_materials', 'fk_work_order_materials_ingredient_id_ingredients'),
        ('work_order_materials', 'fk_work_order_materials_wo_id_work_orders'),
        ('batch_cost_ledger', 'fk_batch_cost_ledger_batch_id_batches'),
        ('batch_ingredients', 'fk_batch_ingredients_batch_id_batches'),
        ('batch_ingredients', 'fk_batch_ingredients_gr_id_goods_receipt_lines'),
        ('batch_ingredients', 'fk_batch_ingredients_ingredient_id_ingredients'),
        ('inventory', 'fk_inventory_batch_id_batches'),
        ('inventory', 'fk_inventory_dc_id_distribution_centers'),
        ('inventory', 'fk_inventory_plant_id_plants'),
        ('inventory', 'fk_inventory_sku_id_skus'),
        ('ingredient_inventory', 'fk_ingredient_inventory_gr_id_goods_receipt_lines'),
        ('ingredient_inventory', 'fk_ingredient_inventory_ingredient_id_ingredients'),
        ('ingredient_inventory', 'fk_ingredient_inventory_plant_id_plants'),
        ('store_inventory', 'fk_store_inventory_retail_location_id_retail_locations'),
        ('store_inventory', 'fk_store_inventory_sku_id_skus'),
        ('pos_sales', 'fk_pos_sales_promo_id_promotions'),
        ('pos_sales', 'fk_pos_sales_retail_location_id_retail_locations'),
        ('pos_sales', 'fk_pos_sales_sku_id_skus'),
        ('orders', 'fk_orders_channel_id_channels'),
        ('orders', 'fk_orders_dc_id_distribution_centers'),
        ('orders', 'fk_orders_promo_id_promotions'),
        ('orders', 'fk_orders_retail_account_id_retail_accounts'),
        ('orders', 'fk_orders_retail_location_id_retail_locations'),
        ('demand_forecasts', 'fk_demand_forecasts_dc_id_distribution_centers'),
        ('demand_forecasts', 'fk_demand_forecasts_sku_id_skus'),
        ('forecast_accuracy', 'fk_forecast_accuracy_forecast_id_demand_forecasts'),
        ('order_lines', 'fk_order_lines_order_id_orders'),
        ('order_lines', 'fk_order_lines_sku_id_skus'),
        ('order_allocations', 'fk_order_allocations_batch_id_batches'),
        ('order_allocations', 'fk_order_allocations_dc_id_distribution_centers'),
        ('order_allocations', 'fk_order_allocations_order_id_order_lines'),
        ('pick_waves', 'fk_pick_waves_dc_id_distribution_centers'),
        ('pick_wave_orders', 'fk_pick_wave_orders_order_id_orders'),
        ('pick_wave_orders', 'fk_pick_wave_orders_wave_id_pick_waves'),
        ('shipments', 'fk_shipments_carrier_id_carriers'),
        ('shipments', 'fk_shipments_destination_dc_id_distribution_centers'),
        ('shipments', 'fk_shipments_destination_location_id_retail_locations'),
        ('shipments', 'fk_shipments_origin_dc_id_distribution_centers'),
        ('shipments', 'fk_shipments_origin_plant_id_plants'),
        ('shipments', 'fk_shipments_route_id_routes'),
        ('shipment_legs', 'fk_shipment_legs_carrier_id_carriers'),
        ('shipment_legs', 'fk_shipment_legs_from_location_id_retail_locations'),
        ('shipment_legs', 'fk_shipment_legs_route_segment_id_route_segments'),
        ('shipment_legs', 'fk_shipment_legs_shipment_id_shipments'),
        ('shipment_legs', 'fk_shipment_legs_to_location_id_retail_locations'),
        ('shipment_lines', 'fk_shipment_lines_batch_id_batches'),
        ('shipment_lines', 'fk_shipment_lines_order_id_order_lines'),
        ('shipment_lines', 'fk_shipment_lines_shipment_id_shipments'),
        ('shipment_lines', 'fk_shipment_lines_sku_id_skus'),
        ('rma_authorizations', 'fk_rma_authorizations_retail_account_id_retail_accounts'),
        ('returns', 'fk_returns_dc_id_distribution_centers'),
        ('returns', 'fk_returns_order_id_orders'),
        ('returns', 'fk_returns_retail_location_id_retail_locations'),
        ('returns', 'fk_returns_rma_id_rma_authorizations'),
        ('return_lines', 'fk_return_lines_batch_id_batches'),
        ('return_lines', 'fk_return_lines_order_id_order_lines'),
        ('return_lines', 'fk_return_lines_return_id_returns'),
        ('return_lines', 'fk_return_lines_sku_id_skus'),
        ('disposition_logs', 'fk_disposition_logs_return_id_return_lines'),
        ('kpi_actuals', 'fk_kpi_actuals_kpi_id_kpi_thresholds'),
        ('osa_metrics', 'fk_osa_metrics_retail_location_id_retail_locations'),
        ('osa_metrics', 'fk_osa_metrics_sku_id_skus')
),
named AS (
    SELECT 'audit_logs' AS relation, id, table_name, record_id
    FROM audit_logs
    UNION ALL
    SELECT 'risk_events', id, table_name, record_id
    FROM risk_events
    WHERE table_name IS NOT NULL
)
SELECT d.relation, d.name AS key, 'foreign key does not exist' AS problem
FROM declared AS d
LEFT JOIN pg_constraint AS c ON c.contype = 'f' AND c.conname = d.name AND c.conrelid = to_regclass(d.relation)
WHERE c.oid IS NULL
UNION ALL
SELECT c.conrelid::regclass::text, c.conname, 'foreign key is not validated'
FROM declared AS d
JOIN pg_constraint AS c ON c.contype = 'f' AND c.conname = d.name AND c.conrelid = to_regclass(d.relation)
WHERE NOT c.convalidated
UNION ALL
SELECT 'inventory', i.id::text, format('shipment %s does not exist', i.shipment_id)
FROM inventory AS i
LEFT JOIN shipments AS s ON s.id = i.shipment_id
WHERE i.shipment_id IS NOT NULL AND s.id IS NULL
UNION ALL
SELECT n.relation, n.id::text, format('row %s of %s does not exist', n.record_id, n.table_name)
FROM named AS n
WHERE NOT CASE n.table_name
          WHEN 'divisions' THEN EXISTS (SELECT FROM divisions WHERE id = n.record_id)
          WHEN 'channels' THEN EXISTS (SELECT FROM channels WHERE id = n.record_id)
          WHEN 'products' THEN EXISTS (SELECT FROM products WHERE id = n.record_id)
          WHEN 'packaging_types' THEN EXISTS (SELECT FROM packaging_types WHERE id = n.record_id)
          WHEN 'ingredients' THEN EXISTS (SELECT FROM ingredients WHERE id = n.record_id)
          WHEN 'ports' THEN EXISTS (SELECT FROM ports WHERE id = n.record_id)
          WHEN 'carriers' THEN EXISTS (SELECT FROM carriers WHERE id = n.record_id)
          WHEN 'kpi_thresholds' THEN EXISTS (SELECT FROM kpi_thresholds WHERE id = n.record_id)
          WHEN 'plants' THEN EXISTS (SELECT FROM plants WHERE id = n.record_id)
          WHEN 'production_lines' THEN EXISTS (SELECT FROM production_lines WHERE id = n.record_id)
          WHEN 'suppliers' THEN EXISTS (SELECT FROM suppliers WHERE id = n.record_id)
          WHEN 'carrier_contracts' THEN EXISTS (SELECT FROM carrier_contracts WHERE id = n.record_id)
          WHEN 'formulas' THEN EXISTS (SELECT FROM formulas WHERE id = n.record_id)
          WHEN 'supplier_ingredients' THEN EXISTS (SELECT FROM supplier_ingredients WHERE id = n.record_id)
          WHEN 'retail_accounts' THEN EXISTS (SELECT FROM retail_accounts WHERE id = n.record_id)
          WHEN 'distribution_centers' THEN EXISTS (SELECT FROM distribution_centers WHERE id = n.record_id)
          WHEN 'retail_locations' THEN EXISTS (SELECT FROM retail_locations WHERE id = n.record_id)
          WHEN 'route_segments' THEN EXISTS (SELECT FROM route_segments WHERE id = n.record_id)
          WHEN 'routes' THEN EXISTS (SELECT FROM routes WHERE id = n.record_id)
          WHEN 'skus' THEN EXISTS (SELECT FROM skus WHERE id = n.record_id)
          WHEN 'promotions' THEN EXISTS (SELECT FROM promotions WHERE id = n.record_id)
          WHEN 'purchase_orders' THEN EXISTS (SELECT FROM purchase_orders WHERE id = n.record_id)
          WHEN 'goods_receipts' THEN EXISTS (SELECT FROM goods_receipts WHERE id = n.record_id)
          WHEN 'work_orders' THEN EXISTS (SELECT FROM work_orders WHERE id = n.record_id)
          WHEN 'batches' THEN EXISTS (SELECT FROM batches WHERE id = n.record_id)
          WHEN 'inventory' THEN EXISTS (SELECT FROM inventory WHERE id = n.record_id)
          WHEN 'ingredient_inventory' THEN EXISTS (SELECT FROM ingredient_inventory WHERE id = n.record_id)
          WHEN 'pos_sales' THEN EXISTS (SELECT FROM pos_sales WHERE id = n.record_id)
          WHEN 'orders' THEN EXISTS (SELECT FROM orders WHERE id = n.record_id)
          WHEN 'demand_forecasts' THEN EXISTS (SELECT FROM demand_forecasts WHERE id = n.record_id)
          WHEN 'order_allocations' THEN EXISTS (SELECT FROM order_allocations WHERE id = n.record_id)
          WHEN 'pick_waves' THEN EXISTS (SELECT FROM pick_waves WHERE id = n.record_id)
          WHEN 'shipments' THEN EXISTS (SELECT FROM shipments WHERE id = n.record_id)
          WHEN 'shipment_legs' THEN EXISTS (SELECT FROM shipment_legs WHERE id = n.record_id)
          WHEN 'rma_authorizations' THEN EXISTS (SELECT FROM rma_authorizations WHERE id = n.record_id)
          WHEN 'returns' THEN EXISTS (SELECT FROM returns WHERE id = n.record_id)
          WHEN 'disposition_logs' THEN EXISTS (SELECT FROM disposition_logs WHERE id = n.record_id)
          WHEN 'kpi_actuals' THEN EXISTS (SELECT FROM kpi_actuals WHERE id = n.record_id)
          WHEN 'osa_metrics' THEN EXISTS (SELECT FROM osa_metrics WHERE id = n.record_id)
          ELSE false
      END
UNION ALL
SELECT 'kpi_actuals', k.id::text, format('%s %s does not exist', k.scope_type, k.scope_id)
FROM kpi_actuals AS k
WHERE NOT CASE k.scope_type
          WHEN 'company' THEN true
          WHEN 'division' THEN EXISTS (SELECT FROM divisions WHERE id = k.scope_id)
          WHEN 'channel' THEN EXISTS (SELECT FROM channels WHERE id = k.scope_id)
          WHEN 'dc' THEN EXISTS (SELECT FROM distribution_centers WHERE id = k.scope_id)
          ELSE false
      END;
