-- Lateral, so that one order is answered through the keys of its lines.
CREATE VIEW order_fulfilment AS
SELECT
    o.id AS order_id,
    o.order_number,
    o.retail_account_id,
    a.account_code,
    o.retail_location_id,
    c.channel_code,
    o.dc_id,
    o.order_date,
    p.allocated_on,
    w.picked_on,
    s.shipped_on,
    o.promised_delivery_date,
    o.actual_delivery_date,
    o.actual_delivery_date + c.payment_terms_days AS cash_due_date,
    CASE
        WHEN o.status = 'cancelled' THEN 'cancelled'
        WHEN o.actual_delivery_date + c.payment_terms_days <= h.as_of THEN 'cash_due'
        WHEN o.actual_delivery_date IS NOT NULL THEN 'delivered'
        WHEN s.shipped_on IS NOT NULL THEN 'in_transit'
        WHEN w.picked_on IS NOT NULL THEN 'picked'
        WHEN p.allocated_on IS NOT NULL THEN 'allocated'
        ELSE 'open'
    END AS chain_state,
    l.ordered_cases,
    l.allocated_cases,
    l.shipped_cases,
    l.cut_cases,
    o.total_amount,
    l.shipped_amount
FROM orders AS o
JOIN retail_accounts AS a ON a.id = o.retail_account_id
JOIN channels AS c ON c.id = o.channel_id
CROSS JOIN horizon AS h
CROSS JOIN LATERAL (
    SELECT
        sum(ol.quantity_cases) AS ordered_cases,
        sum(ol.allocated_cases) AS allocated_cases,
        sum(ol.shipped_cases) AS shipped_cases,
        sum(ol.cut_cases) AS cut_cases,
        sum(round(ol.line_amount * ol.shipped_cases / ol.quantity_cases, 2)) AS shipped_amount
    FROM order_lines AS ol
    WHERE ol.order_id = o.id
) AS l
CROSS JOIN LATERAL (
    SELECT min(oa.allocation_date) AS allocated_on FROM order_allocations AS oa WHERE oa.order_id = o.id
) AS p
CROSS JOIN LATERAL (
    SELECT max(pw.wave_date) AS picked_on
    FROM pick_wave_orders AS wo
    JOIN pick_waves AS pw ON pw.id = wo.wave_id
    WHERE wo.order_id = o.id
) AS w
CROSS JOIN LATERAL (
    SELECT max(sh.ship_date) AS shipped_on
    FROM shipment_lines AS sl
    JOIN shipments AS sh ON sh.id = sl.shipment_id
    WHERE sl.order_id = o.id
) AS s;

COMMENT ON VIEW order_fulfilment IS
'Order to cash: each order with the days and quantities of its chain, and how far it is';
COMMENT ON COLUMN order_fulfilment.order_id IS 'Order';
COMMENT ON COLUMN order_fulfilment.order_number IS 'Business key, ORD-...';
COMMENT ON COLUMN order_fulfilment.retail_account_id IS 'Account';
COMMENT ON COLUMN order_fulfilment.account_code IS 'Business key, such as ACCT-MEGA-001';
COMMENT ON COLUMN order_fulfilment.retail_location_id IS 'Store';
COMMENT ON COLUMN order_fulfilment.channel_code IS 'Business key, such as bm_large';
COMMENT ON COLUMN order_fulfilment.dc_id IS 'Distribution center';
COMMENT ON COLUMN order_fulfilment.order_date IS 'Day of the order';
COMMENT ON COLUMN order_fulfilment.allocated_on IS 'Day of the first reservation; null if nothing is reserved';
COMMENT ON COLUMN order_fulfilment.picked_on IS 'Day of the picking wave; null if not picked';
COMMENT ON COLUMN order_fulfilment.shipped_on IS 'Day on which the last of it left; null if nothing left';
COMMENT ON COLUMN order_fulfilment.promised_delivery_date IS 'Day that the company promised';
COMMENT ON COLUMN order_fulfilment.actual_delivery_date IS 'Day of delivery; null if not delivered';
COMMENT ON COLUMN order_fulfilment.cash_due_date IS
'Delivery plus the payment terms of the channel; null if not delivered';
COMMENT ON COLUMN order_fulfilment.chain_state IS
'State at the last day: open, allocated, picked, in_transit, delivered, cash_due (terms have passed) or cancelled';
COMMENT ON COLUMN order_fulfilment.ordered_cases IS 'Cases ordered';
COMMENT ON COLUMN order_fulfilment.allocated_cases IS 'Cases reserved from batches';
COMMENT ON COLUMN order_fulfilment.shipped_cases IS 'Cases shipped';
COMMENT ON COLUMN order_fulfilment.cut_cases IS 'Cases that will not be served';
COMMENT ON COLUMN order_fulfilment.total_amount IS 'Value of the order, USD';
COMMENT ON COLUMN order_fulfilment.shipped_amount IS 'Value of the shipped cases at the line''s net price, USD';
