-- Lets a role read all tables and views of supplygen, and nothing else; written by `make docs`.
-- `supplygen grant <role>` runs it, or psql:
--     psql -X -v reader=<role> -f python/supplygen/database/sql/reader.sql "$DATABASE_URL"
\set ON_ERROR_STOP on
SELECT supplygen.company_schema() AS company \gset
GRANT USAGE ON SCHEMA :company, supplygen TO :"reader";
GRANT EXECUTE ON FUNCTION supplygen.company_schema() TO :"reader";
GRANT SELECT ON
    supplygen.run, supplygen.history, supplygen.ledger, supplygen.suspended_ddl, supplygen.invariant,
    supplygen.alembic_version, :company.divisions, :company.channels, :company.products, :company.packaging_types,
    :company.ingredients, :company.ports, :company.carriers, :company.kpi_thresholds, :company.business_rules,
    :company.emission_factors, :company.calendar, :company.public_holidays, :company.carbon_prices, :company.currencies,
    :company.plants, :company.production_lines, :company.suppliers, :company.exchange_rates, :company.carrier_contracts,
    :company.formulas, :company.formula_ingredients, :company.packaging_components, :company.supplier_ingredients,
    :company.supplier_lanes, :company.certifications, :company.carrier_rates, :company.carrier_accessorials,
    :company.supplier_esg_scores, :company.retail_accounts, :company.distribution_centers,
    :company.dc_throughput_limits, :company.retail_locations, :company.route_segments, :company.routes,
    :company.route_segment_assignments, :company.sustainability_targets, :company.modal_shift_opportunities,
    :company.skus, :company.price_lists, :company.sku_prices, :company.customer_conditions, :company.sku_costs,
    :company.sku_substitutes, :company.promotions, :company.promotion_skus, :company.promotion_accounts,
    :company.replenishment_params, :company.purchase_orders, :company.goods_receipts, :company.work_orders,
    :company.capacity_plans, :company.batches, :company.purchase_order_lines, :company.goods_receipt_lines,
    :company.work_order_materials, :company.batch_cost_ledger, :company.downtime_events, :company.supplier_invoices,
    :company.batch_ingredients, :company.inventory, :company.ingredient_inventory, :company.store_inventory,
    :company.supplier_invoice_lines, :company.supplier_payments, :company.pos_sales, :company.orders,
    :company.demand_forecasts, :company.forecast_accuracy, :company.consensus_adjustments, :company.demand_allocation,
    :company.order_lines, :company.order_allocations, :company.pick_waves, :company.pick_wave_orders,
    :company.supply_plans, :company.plan_exceptions, :company.shipments, :company.shipment_legs,
    :company.shipment_emissions, :company.shipment_lines, :company.freight_bills, :company.customer_invoices,
    :company.rma_authorizations, :company.returns, :company.return_lines, :company.customer_payments,
    :company.customer_deductions, :company.disposition_logs, :company.credit_notes, :company.inventory_adjustments,
    :company.kpi_actuals, :company.osa_metrics, :company.audit_logs, :company.risk_events, supplygen.injection,
    :company.batch_genealogy_down, :company.batch_genealogy_up, :company.bullwhip_by_echelon,
    :company.carrier_performance, :company.cost_variances, :company.dc_dependence, :company.dc_utilisation,
    :company.emissions_by_lane_and_mode, :company.fill_rate_by_abc_channel, :company.forecast_error,
    :company.freight_charges, :company.horizon, :company.inventory_movements, :company.inventory_waterfall,
    :company.landed_cost, :company.lot_genealogy_down, :company.network_centrality, :company.network_edges,
    :company.network_paths, :company.order_fulfilment, :company.otif, :company.packaging_where_used,
    :company.promotion_performance, :company.return_genealogy_up, :company.sales_in_local_currency,
    :company.shortest_and_fastest, :company.single_source_ingredients, :company.slow_moving_stock,
    :company.supplier_risk, :company.three_way_match, :company.where_used
TO :"reader";
