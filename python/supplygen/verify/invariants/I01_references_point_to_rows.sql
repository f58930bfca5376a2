-- I01
-- title: Every declared foreign key exists and is validated; every other reference points to a row.
-- tags: exact, cheap
-- The list is that of the schema; its test fails when they differ.
-- ts_stat() is the one function of every server that runs a query given as text, which following references into whatever
-- tables there are takes. It asks for a text search vector, so an id travels as the only word of one.
WITH declared (relation, name) AS (
    VALUES
        ('plants', 'fk_plants_division_id_divisions'),
        ('production_lines', 'fk_production_lines_plant_id_plants'),
        ('exchange_rates', 'fk_exchange_rates_currency_id_currencies'),
        ('carrier_contracts', 'fk_carrier_contracts_carrier_id_carriers'),
        ('formulas', 'fk_formulas_product_id_products'),
        ('formula_ingredients', 'fk_formula_ingredients_formula_id_formulas'),
        ('formula_ingredients', 'fk_formula_ingredients_ingredient_id_ingredients'),
        ('packaging_components', 'fk_packaging_components_ingredient_id_ingredients'),
        ('packaging_components', 'fk_packaging_components_packaging_id_packaging_types'),
        ('packaging_components', 'fk_packaging_components_product_id_products'),
        ('supplier_ingredients', 'fk_supplier_ingredients_ingredient_id_ingredients'),
        ('supplier_ingredients', 'fk_supplier_ingredients_supplier_id_suppliers'),
        ('supplier_lanes', 'fk_supplier_lanes_plant_id_plants'),
        ('supplier_lanes', 'fk_supplier_lanes_supplier_id_suppliers'),
        ('certifications', 'fk_certifications_supplier_id_suppliers'),
        ('carrier_accessorials', 'fk_carrier_accessorials_carrier_contract_id_carrier_contracts'),
        ('carrier_rates', 'fk_carrier_rates_carrier_contract_id_carrier_contracts'),
        ('carrier_rates', 'fk_carrier_rates_destination_port_id_ports'),
        ('carrier_rates', 'fk_carrier_rates_division_id_divisions'),
        ('carrier_rates', 'fk_carrier_rates_origin_port_id_ports'),
        ('supplier_esg_scores', 'fk_supplier_esg_scores_supplier_id_suppliers'),
        ('retail_accounts', 'fk_retail_accounts_channel_id_channels'),
        ('retail_accounts', 'fk_retail_accounts_division_id_divisions'),
        ('retail_accounts', 'fk_retail_accounts_parent_account_id_retail_accounts'),
        ('distribution_centers', 'fk_distribution_centers_division_id_divisions'),
        ('dc_throughput_limits', 'fk_dc_throughput_limits_dc_id_distribution_centers'),
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
        ('sustainability_targets', 'fk_sustainability_targets_division_id_divisions'),
        ('modal_shift_opportunities', 'fk_modal_shift_opportunities_route_segment_id_route_segments'),
        ('skus', 'fk_skus_division_id_divisions'),
        ('skus', 'fk_skus_formula_id_formulas'),
        ('skus', 'fk_skus_packaging_id_packaging_types'),
        ('skus', 'fk_skus_primary_plant_id_plants'),
        ('skus', 'fk_skus_product_id_products'),
        ('price_lists', 'fk_price_lists_division_id_divisions'),
        ('price_lists', 'fk_price_lists_product_id_products'),
        ('sku_prices', 'fk_sku_prices_price_list_id_price_lists'),
        ('sku_prices', 'fk_sku_prices_sku_id_skus'),
        ('customer_conditions', 'fk_customer_conditions_product_id_products'),
        ('customer_conditions', 'fk_customer_conditions_retail_account_id_retail_accounts'),
        ('sku_costs', 'fk_sku_costs_sku_id_skus'),
        ('sku_substitutes', 'fk_sku_substitutes_sku_id_skus'),
        ('sku_substitutes', 'fk_sku_substitutes_substitute_sku_id_skus'),
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
        ('capacity_plans', 'fk_capacity_plans_production_line_id_production_lines'),
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
        ('downtime_events', 'fk_downtime_events_wo_id_work_orders'),
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
        ('supplier_invoices', 'fk_supplier_invoices_gr_id_goods_receipts'),
        ('supplier_invoices', 'fk_supplier_invoices_supplier_id_suppliers'),
        ('supplier_invoice_lines', 'fk_supplier_invoice_lines_gr_id_goods_receipt_lines'),
        ('supplier_invoice_lines', 'fk_supplier_invoice_lines_invoice_id_supplier_invoices'),
        ('supplier_payments', 'fk_supplier_payments_invoice_id_supplier_invoices'),
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
        ('consensus_adjustments', 'fk_consensus_adjustments_forecast_id_demand_forecasts'),
        ('demand_allocation', 'fk_demand_allocation_channel_id_channels'),
        ('demand_allocation', 'fk_demand_allocation_forecast_id_demand_forecasts'),
        ('order_lines', 'fk_order_lines_order_id_orders'),
        ('order_lines', 'fk_order_lines_sku_id_skus'),
        ('order_allocations', 'fk_order_allocations_batch_id_batches'),
        ('order_allocations', 'fk_order_allocations_dc_id_distribution_centers'),
        ('order_allocations', 'fk_order_allocations_order_id_order_lines'),
        ('pick_waves', 'fk_pick_waves_dc_id_distribution_centers'),
        ('pick_wave_orders', 'fk_pick_wave_orders_order_id_orders'),
        ('pick_wave_orders', 'fk_pick_wave_orders_wave_id_pick_waves'),
        ('supply_plans', 'fk_supply_plans_plant_id_plants'),
        ('supply_plans', 'fk_supply_plans_sku_id_skus'),
        ('plan_exceptions', 'fk_plan_exceptions_batch_id_batches'),
        ('plan_exceptions', 'fk_plan_exceptions_capacity_plan_id_capacity_plans'),
        ('plan_exceptions', 'fk_plan_exceptions_dc_id_distribution_centers'),
        ('plan_exceptions', 'fk_plan_exceptions_ingredient_id_ingredients'),
        ('plan_exceptions', 'fk_plan_exceptions_plant_id_plants'),
        ('plan_exceptions', 'fk_plan_exceptions_sku_id_skus'),
        ('plan_exceptions', 'fk_plan_exceptions_work_order_id_work_orders'),
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
        ('shipment_emissions', 'fk_shipment_emissions_carbon_price_id_carbon_prices'),
        ('shipment_emissions', 'fk_shipment_emissions_emission_factor_id_emission_factors'),
        ('shipment_emissions', 'fk_shipment_emissions_shipment_id_shipments'),
        ('freight_bills', 'fk_freight_bills_carrier_id_carriers'),
        ('freight_bills', 'fk_freight_bills_shipment_id_shipments'),
        ('customer_invoices', 'fk_customer_invoices_order_id_orders'),
        ('customer_invoices', 'fk_customer_invoices_retail_account_id_retail_accounts'),
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
        ('customer_payments', 'fk_customer_payments_order_id_customer_invoices'),
        ('customer_deductions', 'fk_customer_deductions_order_id_customer_invoices'),
        ('disposition_logs', 'fk_disposition_logs_return_id_return_lines'),
        ('credit_notes', 'fk_credit_notes_order_id_customer_invoices'),
        ('credit_notes', 'fk_credit_notes_retail_account_id_retail_accounts'),
        ('credit_notes', 'fk_credit_notes_return_id_returns'),
        ('inventory_adjustments', 'fk_inventory_adjustments_batch_id_batches'),
        ('inventory_adjustments', 'fk_inventory_adjustments_dc_id_distribution_centers'),
        ('inventory_adjustments', 'fk_inventory_adjustments_retail_location_id_retail_locations'),
        ('inventory_adjustments', 'fk_inventory_adjustments_sku_id_skus'),
        ('kpi_actuals', 'fk_kpi_actuals_kpi_id_kpi_thresholds'),
        ('osa_metrics', 'fk_osa_metrics_retail_location_id_retail_locations'),
        ('osa_metrics', 'fk_osa_metrics_sku_id_skus')
),
named AS (
    -- Rows that name their table, by the table that they name.
    SELECT 'audit_logs' AS relation, table_name
    FROM audit_logs
    GROUP BY table_name
    UNION ALL
    SELECT 'risk_events', table_name
    FROM risk_events
    WHERE table_name IS NOT NULL
    GROUP BY table_name
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
SELECT n.relation, dangling.word, format('its row of %s does not exist', n.table_name)
FROM named AS n
CROSS JOIN LATERAL ts_stat(format(
    'SELECT array_to_tsvector(ARRAY[n.id::text]) FROM ONLY %I AS n WHERE n.table_name = %L'
    ' AND NOT EXISTS (SELECT FROM %s %s AS t WHERE t.id = n.record_id)',
    n.relation, n.table_name, CASE WHEN pg_get_partkeydef(to_regclass(quote_ident(n.table_name))) IS NULL THEN 'ONLY' END,
    to_regclass(quote_ident(n.table_name)))) AS dangling
WHERE to_regclass(quote_ident(n.table_name)) IS NOT NULL
UNION ALL
SELECT n.relation, '', format('table %s does not exist', n.table_name)
FROM named AS n
WHERE to_regclass(quote_ident(n.table_name)) IS NULL
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
