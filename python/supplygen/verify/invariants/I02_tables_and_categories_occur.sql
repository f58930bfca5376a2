-- I02
-- title: Every table has rows; from scale 0.1 up every value of every category occurs.
-- tags: exact, expensive
-- The first list is that of the schema. The others say what the lifecycle of a row leaves
-- out, or shows on the as-of date only by chance, and what only an event of the scenario brings about.
-- ts_stat() is the one function of every server that runs a query given as text, which looking into whatever tables there
-- are takes. It asks for a text search vector, so the answer travels as the only word of one.
WITH filled AS (
    SELECT c.relname::text AS relation, seen.word = 'true' AS has_rows
    FROM pg_class AS c
    CROSS JOIN LATERAL ts_stat(format('SELECT array_to_tsvector(ARRAY[EXISTS (SELECT FROM %s)::text])', c.oid::regclass))
        AS seen
    WHERE c.relkind IN ('r', 'p')
      AND (c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'
           OR c.oid = 'supplygen.injection'::regclass)
),
category (relation, field, allowed, found) AS (
    VALUES
        -- Written by `make docs`: begin.
        ('products', 'product_family', ARRAY['oral_care', 'home_care', 'personal_care'],
         ARRAY(SELECT DISTINCT product_family FROM products)),
        ('packaging_types', 'package_type', ARRAY['tube', 'bottle', 'pump', 'sachet', 'trial', 'refill', 'glass'],
         ARRAY(SELECT DISTINCT package_type FROM packaging_types)),
        ('ingredients', 'function', ARRAY['surfactant', 'abrasive', 'humectant', 'flavor', 'fragrance', 'active',
         'thickener', 'preservative', 'colorant', 'ph_adjuster', 'solvent', 'emulsifier', 'moisturizer', 'antioxidant',
         'antibacterial', 'viscosity_modifier'],
         ARRAY(SELECT DISTINCT function FROM ingredients)),
        ('ports', 'port_type', ARRAY['rail', 'ocean', 'air'],
         ARRAY(SELECT DISTINCT port_type FROM ports)),
        ('carriers', 'carrier_type', ARRAY['trucking', 'ltl', 'rail', 'ocean', 'air', 'parcel', '3pl'],
         ARRAY(SELECT DISTINCT carrier_type FROM carriers)),
        ('kpi_thresholds', 'direction', ARRAY['higher_is_better', 'lower_is_better'],
         ARRAY(SELECT DISTINCT direction FROM kpi_thresholds)),
        ('business_rules', 'area', ARRAY['procurement', 'production', 'quality', 'planning', 'inventory', 'allocation',
         'transport', 'commercial'],
         ARRAY(SELECT DISTINCT area FROM business_rules)),
        ('emission_factors', 'transport_mode', ARRAY['truck', 'ltl', 'parcel', 'rail', 'ocean', 'air'],
         ARRAY(SELECT DISTINCT transport_mode FROM emission_factors)),
        ('emission_factors', 'vehicle_type', ARRAY['van', 'rigid', 'trailer', 'container', 'aircraft'],
         ARRAY(SELECT DISTINCT vehicle_type FROM emission_factors)),
        ('emission_factors', 'fuel_type', ARRAY['diesel', 'renewable_blend', 'electricity', 'marine_fuel_oil',
         'jet_kerosene'],
         ARRAY(SELECT DISTINCT fuel_type FROM emission_factors)),
        ('production_lines', 'line_type', ARRAY['mixing', 'filling', 'packaging', 'labeling', 'quality'],
         ARRAY(SELECT DISTINCT line_type FROM production_lines)),
        ('production_lines', 'product_family', ARRAY['oral_care', 'home_care', 'personal_care', 'all'],
         ARRAY(SELECT DISTINCT product_family FROM production_lines)),
        ('suppliers', 'status', ARRAY['awarded', 'qualified'],
         ARRAY(SELECT DISTINCT status FROM suppliers)),
        ('formulas', 'status', ARRAY['approved', 'draft', 'obsolete'],
         ARRAY(SELECT DISTINCT status FROM formulas)),
        ('certifications', 'standard', ARRAY['ISO 9001', 'ISO 14001', 'ISO 45001', 'ISO 22716', 'FSSC 22000',
         'RSPO SCC', 'COSMOS', 'Halal'],
         ARRAY(SELECT DISTINCT standard FROM certifications)),
        ('certifications', 'status', ARRAY['valid', 'expiring', 'expired'],
         ARRAY(SELECT DISTINCT status FROM certifications)),
        ('carrier_rates', 'transport_mode', ARRAY['truck', 'ltl', 'parcel', 'rail', 'ocean', 'air'],
         ARRAY(SELECT DISTINCT transport_mode FROM carrier_rates)),
        ('carrier_rates', 'rate_basis', ARRAY['pallet', 'pallet_km', 'kg'],
         ARRAY(SELECT DISTINCT rate_basis FROM carrier_rates)),
        ('carrier_rates', 'currency', ARRAY['USD'],
         ARRAY(SELECT DISTINCT currency FROM carrier_rates)),
        ('supplier_esg_scores', 'rating', ARRAY['A', 'B', 'C', 'D'],
         ARRAY(SELECT DISTINCT rating FROM supplier_esg_scores)),
        ('retail_accounts', 'archetype', ARRAY['megamart', 'valueclub', 'urbanessential', 'regional_grocer',
         'indie_retail', 'digital_first', 'omni_retailer', 'prism_direct'],
         ARRAY(SELECT DISTINCT archetype FROM retail_accounts)),
        ('distribution_centers', 'dc_type', ARRAY['regional', 'ecommerce', 'cross_dock'],
         ARRAY(SELECT DISTINCT dc_type FROM distribution_centers)),
        ('retail_locations', 'store_format', ARRAY['hypermarket', 'club', 'urban', 'supermarket', 'convenience',
         'online_fulfilment', 'omni_store', 'city_hub'],
         ARRAY(SELECT DISTINCT store_format FROM retail_locations)),
        ('route_segments', 'transport_mode', ARRAY['truck', 'rail', 'ocean', 'air'],
         ARRAY(SELECT DISTINCT transport_mode FROM route_segments)),
        ('sustainability_targets', 'metric', ARRAY['transport_co2', 'energy_use', 'water_use', 'landfill_waste',
         'renewable_electricity', 'recycled_packaging', 'certified_palm_oil'],
         ARRAY(SELECT DISTINCT metric FROM sustainability_targets)),
        ('sustainability_targets', 'direction', ARRAY['higher_is_better', 'lower_is_better'],
         ARRAY(SELECT DISTINCT direction FROM sustainability_targets)),
        ('modal_shift_opportunities', 'current_mode', ARRAY['truck'],
         ARRAY(SELECT DISTINCT current_mode FROM modal_shift_opportunities)),
        ('modal_shift_opportunities', 'alternative_mode', ARRAY['rail', 'ocean'],
         ARRAY(SELECT DISTINCT alternative_mode FROM modal_shift_opportunities)),
        ('modal_shift_opportunities', 'assessment', ARRAY['recommended', 'possible'],
         ARRAY(SELECT DISTINCT assessment FROM modal_shift_opportunities)),
        ('skus', 'abc_class', ARRAY['A', 'B', 'C'],
         ARRAY(SELECT DISTINCT abc_class FROM skus)),
        ('sku_substitutes', 'substitution_kind', ARRAY['edition', 'size', 'variant'],
         ARRAY(SELECT DISTINCT substitution_kind FROM sku_substitutes)),
        ('promotions', 'promo_type', ARRAY['seasonal', 'weekly_insert', 'price_reduction', 'bogo'],
         ARRAY(SELECT DISTINCT promo_type FROM promotions)),
        ('purchase_orders', 'status', ARRAY['open', 'partially_received', 'received'],
         ARRAY(SELECT DISTINCT status FROM purchase_orders)),
        ('work_orders', 'status', ARRAY['planned', 'released', 'completed'],
         ARRAY(SELECT DISTINCT status FROM work_orders)),
        ('batches', 'qc_status', ARRAY['pending', 'released', 'rejected', 'recalled'],
         ARRAY(SELECT DISTINCT qc_status FROM batches)),
        ('batch_cost_ledger', 'cost_type', ARRAY['material', 'labor', 'overhead', 'packaging', 'energy'],
         ARRAY(SELECT DISTINCT cost_type FROM batch_cost_ledger)),
        ('inventory', 'location_type', ARRAY['plant', 'dc', 'in_transit'],
         ARRAY(SELECT DISTINCT location_type FROM inventory)),
        ('inventory', 'inventory_type', ARRAY['safety', 'cycle', 'quarantine'],
         ARRAY(SELECT DISTINCT inventory_type FROM inventory)),
        ('inventory', 'aging_bucket', ARRAY['0-30', '31-60', '61-90', '90+'],
         ARRAY(SELECT DISTINCT aging_bucket FROM inventory)),
        ('orders', 'status', ARRAY['open', 'allocated', 'shipped', 'delivered', 'cancelled'],
         ARRAY(SELECT DISTINCT status FROM orders)),
        ('orders', 'order_type', ARRAY['standard', 'promotional'],
         ARRAY(SELECT DISTINCT order_type FROM orders)),
        ('orders', 'cut_reason', ARRAY['capacity', 'recall', 'stock'],
         ARRAY(SELECT DISTINCT cut_reason FROM orders)),
        ('demand_forecasts', 'forecast_type', ARRAY['statistical'],
         ARRAY(SELECT DISTINCT forecast_type FROM demand_forecasts)),
        ('consensus_adjustments', 'reason_code', ARRAY['promotion', 'post_promotion', 'new_product',
         'market_intelligence'],
         ARRAY(SELECT DISTINCT reason_code FROM consensus_adjustments)),
        ('consensus_adjustments', 'adjusted_by', ARRAY['key_account_manager', 'demand_planner', 'brand_manager',
         'sales_director'],
         ARRAY(SELECT DISTINCT adjusted_by FROM consensus_adjustments)),
        ('order_lines', 'status', ARRAY['open', 'shipped', 'partially_shipped', 'cut'],
         ARRAY(SELECT DISTINCT status FROM order_lines)),
        ('order_allocations', 'status', ARRAY['allocated', 'shipped', 'held'],
         ARRAY(SELECT DISTINCT status FROM order_allocations)),
        ('pick_waves', 'status', ARRAY['released', 'completed'],
         ARRAY(SELECT DISTINCT status FROM pick_waves)),
        ('plan_exceptions', 'exception_type', ARRAY['line_overload', 'material_shortage', 'line_busy', 'dc_shortage',
         'batch_rejected'],
         ARRAY(SELECT DISTINCT exception_type FROM plan_exceptions)),
        ('plan_exceptions', 'severity', ARRAY['low', 'medium', 'high', 'critical'],
         ARRAY(SELECT DISTINCT severity FROM plan_exceptions)),
        ('plan_exceptions', 'gap_unit', ARRAY['hours', 'days', 'cases'],
         ARRAY(SELECT DISTINCT gap_unit FROM plan_exceptions)),
        ('shipments', 'shipment_type', ARRAY['plant_to_dc', 'dc_to_dc', 'dc_to_store', 'direct'],
         ARRAY(SELECT DISTINCT shipment_type FROM shipments)),
        ('shipments', 'status', ARRAY['in_transit', 'delivered'],
         ARRAY(SELECT DISTINCT status FROM shipments)),
        ('shipments', 'vehicle_type', ARRAY['van', 'light_truck', 'rigid', 'trailer', 'container_20', 'container_45'],
         ARRAY(SELECT DISTINCT vehicle_type FROM shipments)),
        ('shipment_legs', 'transport_mode', ARRAY['truck', 'ltl', 'parcel', 'rail', 'ocean', 'air'],
         ARRAY(SELECT DISTINCT transport_mode FROM shipment_legs)),
        ('shipment_emissions', 'transport_mode', ARRAY['truck', 'ltl', 'parcel', 'rail', 'ocean', 'air'],
         ARRAY(SELECT DISTINCT transport_mode FROM shipment_emissions)),
        ('rma_authorizations', 'reason_code', ARRAY['damaged', 'expired', 'quality', 'overstock', 'recall',
         'wrong_item'],
         ARRAY(SELECT DISTINCT reason_code FROM rma_authorizations)),
        ('rma_authorizations', 'status', ARRAY['requested', 'approved', 'closed'],
         ARRAY(SELECT DISTINCT status FROM rma_authorizations)),
        ('returns', 'status', ARRAY['in_transit', 'received'],
         ARRAY(SELECT DISTINCT status FROM returns)),
        ('return_lines', 'condition', ARRAY['resalable', 'damaged', 'expired', 'defective'],
         ARRAY(SELECT DISTINCT condition FROM return_lines)),
        ('disposition_logs', 'disposition', ARRAY['restock', 'scrap', 'donate', 'rework', 'liquidate', 'quarantine'],
         ARRAY(SELECT DISTINCT disposition FROM disposition_logs)),
        ('inventory_adjustments', 'reason_code', ARRAY['shrink', 'expired', 'phantom_inventory'],
         ARRAY(SELECT DISTINCT reason_code FROM inventory_adjustments)),
        ('kpi_actuals', 'scope_type', ARRAY['company', 'division', 'channel', 'dc'],
         ARRAY(SELECT DISTINCT scope_type FROM kpi_actuals)),
        ('kpi_actuals', 'status', ARRAY['green', 'amber', 'red'],
         ARRAY(SELECT DISTINCT status FROM kpi_actuals)),
        ('osa_metrics', 'out_of_stock_reason', ARRAY['dc_shortage', 'promotion', 'demand_peak', 'phantom_inventory'],
         ARRAY(SELECT DISTINCT out_of_stock_reason FROM osa_metrics)),
        ('audit_logs', 'action', ARRAY['insert', 'update'],
         ARRAY(SELECT DISTINCT action FROM audit_logs)),
        ('risk_events', 'event_type', ARRAY['biological', 'logistics', 'supplier', 'cyber', 'environmental'],
         ARRAY(SELECT DISTINCT event_type FROM risk_events)),
        ('risk_events', 'severity', ARRAY['medium', 'high', 'critical'],
         ARRAY(SELECT DISTINCT severity FROM risk_events))
        -- Written by `make docs`: end.
),
absent (relation, field, value, reason) AS (
    VALUES
        ('orders', 'status', 'open', 'orders are allocated on their day'),
        ('orders', 'status', 'shipped', 'the last trucks of a week usually arrive before it ends'),
        ('pick_waves', 'status', 'released', 'waves are picked on their day'),
        ('shipment_legs', 'transport_mode', 'air', 'goods fly only where a center runs out'),
        ('shipment_emissions', 'transport_mode', 'air', 'goods fly only where a center runs out'),
        ('rma_authorizations', 'reason_code', 'expired', 'stores get goods that outlast what they hold of them'),
        ('return_lines', 'condition', 'expired', 'stores get goods that outlast what they hold of them')
),
run AS (
    SELECT scale, weeks, scenario, settings -> 'events' AS events FROM supplygen.run ORDER BY id DESC LIMIT 1
),
planted (relation, field, value, event) AS (
    -- What occurs only where the scenario has an event.
    VALUES
        ('batches', 'qc_status', 'recalled', 'RSK-BIO-001'),
        ('inventory', 'inventory_type', 'quarantine', 'RSK-BIO-001'),
        ('orders', 'cut_reason', 'recall', 'RSK-BIO-001'),
        ('order_allocations', 'status', 'held', 'RSK-BIO-001'),
        ('rma_authorizations', 'reason_code', 'recall', 'RSK-BIO-001'),
        ('consensus_adjustments', 'reason_code', 'new_product', 'QRK-OPTIMISM'),
        ('consensus_adjustments', 'adjusted_by', 'brand_manager', 'QRK-OPTIMISM'),
        ('inventory_adjustments', 'reason_code', 'phantom_inventory', 'QRK-PHANTOM'),
        ('osa_metrics', 'out_of_stock_reason', 'phantom_inventory', 'QRK-PHANTOM'),
        ('risk_events', 'event_type', 'cyber', 'RSK-CYB-004'),
        ('risk_events', 'event_type', 'environmental', 'RSK-ENV-005')
),
rare (relation, field, value) AS (
    -- What need not occur within less than a year.
    VALUES
        ('shipments', 'shipment_type', 'dc_to_dc'),
        ('inventory_adjustments', 'reason_code', 'expired')
),
missing AS (
    -- A scenario of one's own need not touch anything, nor an event of the last weeks.
    SELECT p.*
    FROM planted AS p
    CROSS JOIN run
    CROSS JOIN LATERAL (SELECT run.events -> p.event AS parameters) AS e
    WHERE (run.scenario = 'baseline'
           AND coalesce((e.parameters ->> 'discovery_week')::integer, (e.parameters ->> 'start_week')::integer, 0) + 4
               <= run.weeks) IS NOT true
       OR e.parameters IS NULL
    UNION ALL
    SELECT r.*, NULL
    FROM rare AS r
    CROSS JOIN run
    WHERE run.weeks < 52
)
SELECT relation, '' AS key, 'no rows' AS problem
FROM filled
WHERE NOT has_rows
  AND NOT (relation = 'injection' AND coalesce((SELECT scenario FROM run) <> 'baseline', false))
  -- A few weeks of a small company may pass before anything has come back.
  AND NOT (relation = ANY (ARRAY['rma_authorizations', 'returns', 'return_lines', 'disposition_logs'])
           AND coalesce((SELECT scale < 0.1 AND weeks < 13 FROM run), false))
UNION ALL
SELECT c.relation, c.field, format('no row with %s', value)
FROM category AS c
CROSS JOIN LATERAL unnest(c.allowed) AS value
WHERE array_position(c.found, value) IS NULL
  AND (c.relation, c.field, value) NOT IN (SELECT a.relation, a.field, a.value FROM absent AS a)
  AND (c.relation, c.field, value) NOT IN (SELECT m.relation, m.field, m.value FROM missing AS m)
  AND (SELECT scale FROM run) >= 0.1;
