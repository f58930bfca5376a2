-- Lets a role read all tables and views of supplygen, and nothing else; written by `make docs`.
-- `supplygen grant <role>` runs it, or psql:
--     psql -X -v reader=<role> -f python/supplygen/database/sql/reader.sql "$DATABASE_URL"
\set ON_ERROR_STOP on
GRANT USAGE ON SCHEMA public, supplygen TO :"reader";
GRANT SELECT ON
    supplygen.run, supplygen.history, supplygen.ledger, supplygen.suspended_ddl, supplygen.invariant,
    supplygen.alembic_version, public.divisions, public.channels, public.products, public.packaging_types,
    public.ingredients, public.ports, public.carriers, public.kpi_thresholds, public.business_rules,
    public.emission_factors, public.carbon_prices, public.plants, public.production_lines, public.suppliers,
    public.carrier_contracts, public.formulas, public.formula_ingredients, public.supplier_ingredients,
    public.certifications, public.carrier_rates, public.supplier_esg_scores, public.retail_accounts,
    public.distribution_centers, public.dc_throughput_limits, public.retail_locations, public.route_segments,
    public.routes, public.route_segment_assignments, public.sustainability_targets, public.modal_shift_opportunities,
    public.skus, public.sku_costs, public.sku_substitutes, public.promotions, public.promotion_skus,
    public.promotion_accounts, public.replenishment_params, public.purchase_orders, public.goods_receipts,
    public.work_orders, public.capacity_plans, public.batches, public.purchase_order_lines, public.goods_receipt_lines,
    public.work_order_materials, public.batch_cost_ledger, public.batch_ingredients, public.inventory,
    public.ingredient_inventory, public.store_inventory, public.pos_sales, public.orders, public.demand_forecasts,
    public.forecast_accuracy, public.consensus_adjustments, public.demand_allocation, public.order_lines,
    public.order_allocations, public.pick_waves, public.pick_wave_orders, public.supply_plans, public.plan_exceptions,
    public.shipments, public.shipment_legs, public.shipment_emissions, public.shipment_lines, public.rma_authorizations,
    public.returns, public.return_lines, public.disposition_logs, public.inventory_adjustments, public.kpi_actuals,
    public.osa_metrics, public.audit_logs, public.risk_events, supplygen.injection, public.batch_genealogy_down,
    public.batch_genealogy_up, public.bullwhip_by_echelon, public.carrier_performance, public.dc_dependence,
    public.dc_utilisation, public.emissions_by_lane_and_mode, public.fill_rate_by_abc_channel, public.forecast_error,
    public.horizon, public.inventory_movements, public.inventory_waterfall, public.landed_cost,
    public.lot_genealogy_down, public.network_centrality, public.network_edges, public.network_paths,
    public.order_fulfilment, public.otif, public.promotion_performance, public.return_genealogy_up,
    public.shortest_and_fastest, public.single_source_ingredients, public.slow_moving_stock, public.supplier_risk,
    public.three_way_match, public.where_used
TO :"reader";
