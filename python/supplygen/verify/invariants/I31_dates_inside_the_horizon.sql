-- I31
-- title: What happened lies inside the horizon (supply and production: or 12 weeks before); after it only plans.
-- tags: exact, expensive
-- sample: pos_sales.id, orders.id, order_allocations.id, demand_forecasts.id, shipment_legs.id, osa_metrics.id
-- kind: fact (inside the horizon), run_in (also in the 84 days before it), history (at any time before its end), plan (not
-- before the run-in, open at the end). Not here: contracts, certificates, prices, rules, store openings, launches and
-- delistings, which outlast any horizon.
WITH horizon AS (
    SELECT start_date, start_date + 7 * weeks - 1 AS as_of, start_date - 84 AS run_in_start
    FROM supplygen.run
    ORDER BY id DESC
    LIMIT 1
),
dated AS (
    SELECT 'promotions' AS relation, 'start_date' AS field, 'plan' AS kind, id::text AS key, start_date AS day FROM promotions
    UNION ALL
    SELECT 'promotions', 'end_date', 'plan', id::text, end_date FROM promotions
    UNION ALL
    SELECT 'purchase_orders', 'order_date', 'run_in', id::text, order_date FROM purchase_orders
    UNION ALL
    SELECT 'purchase_orders', 'expected_delivery_date', 'plan', id::text, expected_delivery_date FROM purchase_orders
    UNION ALL
    SELECT 'goods_receipts', 'receipt_date', 'run_in', id::text, receipt_date FROM goods_receipts
    UNION ALL
    SELECT 'work_orders', 'planned_start_date', 'plan', id::text, planned_start_date FROM work_orders
    UNION ALL
    SELECT 'work_orders', 'planned_end_date', 'plan', id::text, planned_end_date FROM work_orders
    UNION ALL
    SELECT 'work_orders', 'actual_start', 'run_in', id::text, (actual_start AT TIME ZONE 'UTC')::date FROM work_orders
    UNION ALL
    SELECT 'work_orders', 'actual_end', 'run_in', id::text, (actual_end AT TIME ZONE 'UTC')::date FROM work_orders
    UNION ALL
    SELECT 'downtime_events', 'started_at', 'run_in', concat_ws('/', wo_id, line_number), (started_at AT TIME ZONE 'UTC')::date
    FROM downtime_events
    UNION ALL
    SELECT 'capacity_plans', 'week_start', 'plan', id::text, week_start FROM capacity_plans
    UNION ALL
    SELECT 'batches', 'production_date', 'run_in', id::text, production_date FROM batches
    UNION ALL
    SELECT 'batches', 'expiry_date', 'plan', id::text, expiry_date FROM batches
    UNION ALL
    SELECT 'batches', 'qc_release_date', 'run_in', id::text, qc_release_date FROM batches
    UNION ALL
    SELECT 'goods_receipt_lines', 'expiry_date', 'plan', concat_ws('/', gr_id, line_number), expiry_date FROM goods_receipt_lines
    UNION ALL
    SELECT 'supplier_invoices', 'invoice_date', 'run_in', id::text, invoice_date FROM supplier_invoices
    UNION ALL
    SELECT 'supplier_invoices', 'due_date', 'plan', id::text, due_date FROM supplier_invoices
    UNION ALL
    SELECT 'supplier_payments', 'payment_date', 'run_in', id::text, payment_date FROM supplier_payments
    UNION ALL
    SELECT 'inventory', 'expiry_date', 'plan', id::text, expiry_date FROM inventory
    UNION ALL
    SELECT 'ingredient_inventory', 'expiry_date', 'plan', id::text, expiry_date FROM ingredient_inventory
    UNION ALL
    SELECT 'pos_sales', 'sale_date', 'fact', id::text, sale_date FROM pos_sales
    UNION ALL
    SELECT 'orders', 'order_date', 'fact', id::text, order_date FROM orders
    UNION ALL
    SELECT 'orders', 'requested_delivery_date', 'plan', id::text, requested_delivery_date FROM orders
    UNION ALL
    SELECT 'orders', 'promised_delivery_date', 'plan', id::text, promised_delivery_date FROM orders
    UNION ALL
    SELECT 'orders', 'actual_delivery_date', 'fact', id::text, actual_delivery_date FROM orders
    UNION ALL
    SELECT 'orders', 'allocation_date', 'fact', id::text, allocation_date FROM orders
    UNION ALL
    SELECT 'demand_forecasts', 'forecast_date', 'run_in', id::text, forecast_date FROM demand_forecasts
    UNION ALL
    SELECT 'demand_forecasts', 'week_start', 'plan', id::text, week_start FROM demand_forecasts
    UNION ALL
    SELECT 'consensus_adjustments', 'adjustment_date', 'run_in', id::text, adjustment_date FROM consensus_adjustments
    UNION ALL
    SELECT 'order_allocations', 'allocation_date', 'fact', id::text, allocation_date FROM order_allocations
    UNION ALL
    SELECT 'pick_waves', 'wave_date', 'fact', id::text, wave_date FROM pick_waves
    UNION ALL
    SELECT 'supply_plans', 'week_start', 'plan', id::text, week_start FROM supply_plans
    UNION ALL
    SELECT 'plan_exceptions', 'week_start', 'plan', id::text, week_start FROM plan_exceptions
    UNION ALL
    SELECT 'plan_exceptions', 'detected_date', 'run_in', id::text, detected_date FROM plan_exceptions
    UNION ALL
    SELECT 'shipments', 'ship_date', 'run_in', id::text, ship_date FROM shipments
    UNION ALL
    SELECT 'shipments', 'expected_delivery_date', 'plan', id::text, expected_delivery_date FROM shipments
    UNION ALL
    SELECT 'shipments', 'actual_delivery_date', 'run_in', id::text, actual_delivery_date FROM shipments
    UNION ALL
    SELECT 'freight_bills', 'bill_date', 'run_in', shipment_id::text, bill_date FROM freight_bills
    UNION ALL
    SELECT 'customer_invoices', 'invoice_date', 'fact', order_id::text, invoice_date FROM customer_invoices
    UNION ALL
    SELECT 'customer_invoices', 'due_date', 'plan', order_id::text, due_date FROM customer_invoices
    UNION ALL
    SELECT 'customer_payments', 'payment_date', 'fact', concat_ws('/', order_id, payment_number), payment_date
    FROM customer_payments
    UNION ALL
    SELECT 'customer_deductions', 'deduction_date', 'fact', concat_ws('/', order_id, line_number), deduction_date
    FROM customer_deductions
    UNION ALL
    SELECT 'customer_deductions', 'decision_date', 'fact', concat_ws('/', order_id, line_number), decision_date
    FROM customer_deductions
    UNION ALL
    SELECT 'credit_notes', 'credit_date', 'fact', return_id::text, credit_date FROM credit_notes
    UNION ALL
    SELECT 'credit_notes', 'settlement_date', 'fact', return_id::text, settlement_date FROM credit_notes
    UNION ALL
    SELECT 'shipment_legs', 'planned_departure', 'plan', id::text, (planned_departure AT TIME ZONE 'UTC')::date FROM shipment_legs
    UNION ALL
    SELECT 'shipment_legs', 'planned_arrival', 'plan', id::text, (planned_arrival AT TIME ZONE 'UTC')::date FROM shipment_legs
    UNION ALL
    SELECT 'shipment_legs', 'actual_departure', 'run_in', id::text, (actual_departure AT TIME ZONE 'UTC')::date FROM shipment_legs
    UNION ALL
    SELECT 'shipment_legs', 'actual_arrival', 'run_in', id::text, (actual_arrival AT TIME ZONE 'UTC')::date FROM shipment_legs
    UNION ALL
    SELECT 'rma_authorizations', 'request_date', 'fact', id::text, request_date FROM rma_authorizations
    UNION ALL
    SELECT 'rma_authorizations', 'approval_date', 'fact', id::text, approval_date FROM rma_authorizations
    UNION ALL
    SELECT 'returns', 'return_date', 'fact', id::text, return_date FROM returns
    UNION ALL
    SELECT 'returns', 'received_date', 'fact', id::text, received_date FROM returns
    UNION ALL
    SELECT 'disposition_logs', 'processed_at', 'fact', id::text, (processed_at AT TIME ZONE 'UTC')::date FROM disposition_logs
    UNION ALL
    SELECT 'inventory_adjustments', 'adjustment_date', 'fact', id::text, adjustment_date FROM inventory_adjustments
    UNION ALL
    SELECT 'inventory_adjustments', 'occurred_date', 'fact', id::text, occurred_date FROM inventory_adjustments
    UNION ALL
    SELECT 'kpi_actuals', 'measurement_date', 'fact', id::text, measurement_date FROM kpi_actuals
    UNION ALL
    SELECT 'osa_metrics', 'measurement_date', 'fact', id::text, measurement_date FROM osa_metrics
    UNION ALL
    SELECT 'audit_logs', 'changed_at', 'run_in', id::text, (changed_at AT TIME ZONE 'UTC')::date FROM audit_logs
    UNION ALL
    SELECT 'supplier_esg_scores', 'assessed_date', 'history', concat_ws('/', supplier_id, score_year, score_quarter), assessed_date
    FROM supplier_esg_scores
    UNION ALL
    SELECT 'risk_events', 'start_date', 'fact', id::text, start_date FROM risk_events
    UNION ALL
    SELECT 'risk_events', 'end_date', 'plan', id::text, end_date FROM risk_events
)
SELECT relation, key, format('%s is %s', field, day) AS problem
FROM dated
WHERE day < CASE kind
               WHEN 'fact' THEN (SELECT start_date FROM horizon)
               WHEN 'history' THEN '-infinity'
               ELSE (SELECT run_in_start FROM horizon)
           END
   OR day > CASE kind WHEN 'plan' THEN 'infinity' ELSE (SELECT as_of FROM horizon) END;
