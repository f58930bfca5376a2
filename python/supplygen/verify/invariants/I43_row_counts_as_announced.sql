-- I43
-- title: The row counts announced before the load are the rows in the tables afterwards.
-- tags: exact, expensive, part
-- The ledger holds the announced counts: a load is sealed as complete only when every table's entry equals them.
-- The list is that of the schema.
WITH run AS (
    SELECT id, status FROM supplygen.run ORDER BY id DESC LIMIT 1
),
announced AS (
    SELECT l.table_name AS relation, l.row_count AS rows
    FROM supplygen.ledger AS l
    JOIN run ON run.id = l.run_id
),
counted (relation, rows) AS (
    VALUES
        -- Tables, written by `make docs`: begin.
        ('divisions', (SELECT count(*) FROM ONLY divisions)),
        ('channels', (SELECT count(*) FROM ONLY channels)),
        ('products', (SELECT count(*) FROM ONLY products)),
        ('packaging_types', (SELECT count(*) FROM ONLY packaging_types)),
        ('ingredients', (SELECT count(*) FROM ONLY ingredients)),
        ('ports', (SELECT count(*) FROM ONLY ports)),
        ('carriers', (SELECT count(*) FROM ONLY carriers)),
        ('kpi_thresholds', (SELECT count(*) FROM ONLY kpi_thresholds)),
        ('business_rules', (SELECT count(*) FROM ONLY business_rules)),
        ('emission_factors', (SELECT count(*) FROM ONLY emission_factors)),
        ('calendar', (SELECT count(*) FROM ONLY calendar)),
        ('public_holidays', (SELECT count(*) FROM ONLY public_holidays)),
        ('carbon_prices', (SELECT count(*) FROM ONLY carbon_prices)),
        ('currencies', (SELECT count(*) FROM ONLY currencies)),
        ('plants', (SELECT count(*) FROM ONLY plants)),
        ('production_lines', (SELECT count(*) FROM ONLY production_lines)),
        ('suppliers', (SELECT count(*) FROM ONLY suppliers)),
        ('exchange_rates', (SELECT count(*) FROM ONLY exchange_rates)),
        ('carrier_contracts', (SELECT count(*) FROM ONLY carrier_contracts)),
        ('formulas', (SELECT count(*) FROM ONLY formulas)),
        ('formula_ingredients', (SELECT count(*) FROM ONLY formula_ingredients)),
        ('packaging_components', (SELECT count(*) FROM ONLY packaging_components)),
        ('supplier_ingredients', (SELECT count(*) FROM ONLY supplier_ingredients)),
        ('supplier_lanes', (SELECT count(*) FROM ONLY supplier_lanes)),
        ('certifications', (SELECT count(*) FROM ONLY certifications)),
        ('carrier_rates', (SELECT count(*) FROM ONLY carrier_rates)),
        ('carrier_accessorials', (SELECT count(*) FROM ONLY carrier_accessorials)),
        ('supplier_esg_scores', (SELECT count(*) FROM ONLY supplier_esg_scores)),
        ('retail_accounts', (SELECT count(*) FROM ONLY retail_accounts)),
        ('distribution_centers', (SELECT count(*) FROM ONLY distribution_centers)),
        ('dc_throughput_limits', (SELECT count(*) FROM ONLY dc_throughput_limits)),
        ('retail_locations', (SELECT count(*) FROM ONLY retail_locations)),
        ('route_segments', (SELECT count(*) FROM ONLY route_segments)),
        ('routes', (SELECT count(*) FROM ONLY routes)),
        ('route_segment_assignments', (SELECT count(*) FROM ONLY route_segment_assignments)),
        ('sustainability_targets', (SELECT count(*) FROM ONLY sustainability_targets)),
        ('modal_shift_opportunities', (SELECT count(*) FROM ONLY modal_shift_opportunities)),
        ('skus', (SELECT count(*) FROM ONLY skus)),
        ('price_lists', (SELECT count(*) FROM ONLY price_lists)),
        ('sku_prices', (SELECT count(*) FROM ONLY sku_prices)),
        ('customer_conditions', (SELECT count(*) FROM ONLY customer_conditions)),
        ('sku_costs', (SELECT count(*) FROM ONLY sku_costs)),
        ('sku_substitutes', (SELECT count(*) FROM ONLY sku_substitutes)),
        ('promotions', (SELECT count(*) FROM ONLY promotions)),
        ('promotion_skus', (SELECT count(*) FROM ONLY promotion_skus)),
        ('promotion_accounts', (SELECT count(*) FROM ONLY promotion_accounts)),
        ('replenishment_params', (SELECT count(*) FROM ONLY replenishment_params)),
        ('purchase_orders', (SELECT count(*) FROM ONLY purchase_orders)),
        ('goods_receipts', (SELECT count(*) FROM ONLY goods_receipts)),
        ('work_orders', (SELECT count(*) FROM ONLY work_orders)),
        ('capacity_plans', (SELECT count(*) FROM ONLY capacity_plans)),
        ('batches', (SELECT count(*) FROM ONLY batches)),
        ('purchase_order_lines', (SELECT count(*) FROM ONLY purchase_order_lines)),
        ('goods_receipt_lines', (SELECT count(*) FROM ONLY goods_receipt_lines)),
        ('work_order_materials', (SELECT count(*) FROM ONLY work_order_materials)),
        ('batch_cost_ledger', (SELECT count(*) FROM ONLY batch_cost_ledger)),
        ('downtime_events', (SELECT count(*) FROM ONLY downtime_events)),
        ('supplier_invoices', (SELECT count(*) FROM ONLY supplier_invoices)),
        ('batch_ingredients', (SELECT count(*) FROM ONLY batch_ingredients)),
        ('inventory', (SELECT count(*) FROM ONLY inventory)),
        ('ingredient_inventory', (SELECT count(*) FROM ONLY ingredient_inventory)),
        ('store_inventory', (SELECT count(*) FROM ONLY store_inventory)),
        ('supplier_invoice_lines', (SELECT count(*) FROM ONLY supplier_invoice_lines)),
        ('supplier_payments', (SELECT count(*) FROM ONLY supplier_payments)),
        ('pos_sales', (SELECT count(*) FROM ONLY pos_sales)),
        ('orders', (SELECT count(*) FROM ONLY orders)),
        ('demand_forecasts', (SELECT count(*) FROM ONLY demand_forecasts)),
        ('forecast_accuracy', (SELECT count(*) FROM ONLY forecast_accuracy)),
        ('consensus_adjustments', (SELECT count(*) FROM ONLY consensus_adjustments)),
        ('demand_allocation', (SELECT count(*) FROM ONLY demand_allocation)),
        ('order_lines', (SELECT count(*) FROM ONLY order_lines)),
        ('order_allocations', (SELECT count(*) FROM ONLY order_allocations)),
        ('pick_waves', (SELECT count(*) FROM ONLY pick_waves)),
        ('pick_wave_orders', (SELECT count(*) FROM ONLY pick_wave_orders)),
        ('supply_plans', (SELECT count(*) FROM ONLY supply_plans)),
        ('plan_exceptions', (SELECT count(*) FROM ONLY plan_exceptions)),
        ('shipments', (SELECT count(*) FROM ONLY shipments)),
        ('shipment_legs', (SELECT count(*) FROM ONLY shipment_legs)),
        ('shipment_emissions', (SELECT count(*) FROM ONLY shipment_emissions)),
        ('shipment_lines', (SELECT count(*) FROM ONLY shipment_lines)),
        ('freight_bills', (SELECT count(*) FROM ONLY freight_bills)),
        ('customer_invoices', (SELECT count(*) FROM ONLY customer_invoices)),
        ('rma_authorizations', (SELECT count(*) FROM ONLY rma_authorizations)),
        ('returns', (SELECT count(*) FROM ONLY returns)),
        ('return_lines', (SELECT count(*) FROM ONLY return_lines)),
        ('customer_payments', (SELECT count(*) FROM ONLY customer_payments)),
        ('customer_deductions', (SELECT count(*) FROM ONLY customer_deductions)),
        ('disposition_logs', (SELECT count(*) FROM ONLY disposition_logs)),
        ('credit_notes', (SELECT count(*) FROM ONLY credit_notes)),
        ('inventory_adjustments', (SELECT count(*) FROM ONLY inventory_adjustments)),
        ('kpi_actuals', (SELECT count(*) FROM ONLY kpi_actuals)),
        ('osa_metrics', (SELECT count(*) FROM ONLY osa_metrics)),
        ('audit_logs', (SELECT count(*) FROM ONLY audit_logs)),
        ('risk_events', (SELECT count(*) FROM ONLY risk_events)),
        ('injection', (SELECT count(*) FROM ONLY supplygen.injection))
        -- Tables, written by `make docs`: end.
)
SELECT relation, '' AS key,
       format('%s rows announced, %s found', coalesce(a.rows::text, 'no'), coalesce(c.rows::text, 'no table')) AS problem
FROM announced AS a
FULL JOIN counted AS c USING (relation)
WHERE a.rows IS DISTINCT FROM c.rows
UNION ALL
SELECT 'supplygen.run', max(run.id)::text, 'no complete load'
FROM run
HAVING count(*) FILTER (WHERE run.status = 'complete') = 0;
