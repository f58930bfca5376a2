-- I38
-- title: Returns, QC rejects 1-4 %, yield 95-99 %, OEE 65-85 %, trucks > 60 % full; freight, CO2 a case; margin 40-60 %.
-- tags: band, expensive
-- Returns: returned over delivered cases. QC reject: rejected over judged batches. Yield: mass out over mass in.
-- OEE: availability x performance x quality of the filling lines. Availability is the running time of the work orders
-- over their time of operation, of which changeovers and breakdowns are taken off; performance is the time that the output
-- takes at the line's rated throughput, over the running time; quality is the share of the output that was not rejected.
-- Freight: freight cost over cases, to stores and to DCs, and the two together over cases to stores. The
-- standard is that of a shipped case, over the sum of the first two.
-- Truck fill: pallet places that are full, by pallets or by mass, over all. Margin: of the amounts of the order lines, at the standard landed cost.
WITH horizon AS (
    SELECT start_date FROM supplygen.run ORDER BY id DESC LIMIT 1
),
line AS (
    SELECT sum(l.shipped_cases) FILTER (WHERE o.status = 'delivered') AS delivered,
           sum(l.line_amount) AS revenue,
           sum(l.quantity_cases * c.landed_cost) AS cost,
           sum(l.shipped_cases * c.freight_cost) / nullif(sum(l.shipped_cases), 0) AS standard_freight
    FROM order_lines AS l
    JOIN orders AS o ON o.id = l.order_id
    JOIN sku_costs AS c ON c.sku_id = l.sku_id
),
quality AS (
    SELECT count(*) FILTER (WHERE qc_status = 'rejected') / nullif(count(*) FILTER (WHERE qc_status <> 'pending'), 0)::numeric
               AS rejected,
           sum(quantity_kg) / nullif(sum(input_kg), 0) AS yield
    FROM batches
),
running AS (
    SELECT sum(b.quantity_kg / p.rate_kg_per_hour) AS ideal_hours,
           coalesce(sum(b.quantity_kg / p.rate_kg_per_hour) FILTER (WHERE b.qc_status <> 'rejected'), 0) AS good_hours,
           sum(w.operating_minutes) / 60.0 AS operating_hours,
           sum(w.operating_minutes - w.downtime_minutes) / 60.0 AS running_hours
    FROM batches AS b
    JOIN work_orders AS w ON w.id = b.wo_id
    JOIN production_lines AS p ON p.id = b.production_line_id
    JOIN horizon AS h ON b.production_date >= h.start_date
    WHERE w.actual_end IS NOT NULL
),
equipment AS (
    SELECT running_hours / nullif(operating_hours, 0) AS availability,
           ideal_hours / nullif(running_hours, 0) AS performance,
           good_hours / nullif(ideal_hours, 0) AS quality
    FROM running
),
truck AS (
    -- Part loads and parcels share their vehicles with those of others.
    SELECT destination_location_id IS NOT NULL AS to_store, freight_cost, total_cases, capacity_pallets AS places,
           CASE WHEN capacity_pallets IS NOT NULL
                THEN greatest(total_pallets, ceil(total_weight_kg * capacity_pallets / capacity_kg)) END AS full_places
    FROM shipments
),
transport AS (
    SELECT sum(freight_cost) FILTER (WHERE to_store) AS outbound_cost,
           sum(freight_cost) FILTER (WHERE NOT to_store) AS inbound_cost,
           sum(freight_cost) AS cost,
           nullif(sum(total_cases) FILTER (WHERE to_store), 0) AS outbound_cases,
           nullif(sum(total_cases) FILTER (WHERE NOT to_store), 0) AS inbound_cases,
           sum(full_places) FILTER (WHERE to_store)
               / nullif(sum(places) FILTER (WHERE to_store), 0)::numeric AS outbound_fill,
           sum(full_places) FILTER (WHERE NOT to_store)
               / nullif(sum(places) FILTER (WHERE NOT to_store), 0)::numeric AS inbound_fill
    FROM truck
)
SELECT 'return_lines' AS relation, 'returned_share_of_cases' AS key,
       (SELECT sum(quantity_cases) FROM return_lines) / nullif(delivered, 0)::numeric AS value, 0.01 AS low, 0.04 AS high
FROM line
UNION ALL
SELECT 'batches', 'qc_reject_share', rejected, 0.01, 0.04 FROM quality
UNION ALL
SELECT 'batches', 'yield', yield, 0.95, 0.99 FROM quality
UNION ALL
SELECT 'work_orders', 'oee', availability * performance * quality, 0.65, 0.85 FROM equipment
UNION ALL
SELECT 'work_orders', 'oee_availability', availability, NULL, 1 FROM equipment
UNION ALL
SELECT 'work_orders', 'oee_performance', performance, NULL, 1 FROM equipment
UNION ALL
SELECT 'work_orders', 'oee_quality', quality, NULL, 1 FROM equipment
UNION ALL
SELECT 'shipments', 'freight_to_stores_usd_a_case', outbound_cost / outbound_cases, 1, 3 FROM transport
UNION ALL
SELECT 'shipments', 'freight_to_dcs_usd_a_case', inbound_cost / inbound_cases, NULL, NULL FROM transport
UNION ALL
SELECT 'shipments', 'freight_of_both_usd_a_case', cost / outbound_cases, NULL, NULL FROM transport
UNION ALL
SELECT 'sku_costs', 'freight_standard_over_actual',
       standard_freight / nullif(inbound_cost / inbound_cases + outbound_cost / outbound_cases, 0), 0.95, 1.05
FROM line, transport
UNION ALL
SELECT 'shipments', 'truck_fill_to_stores', outbound_fill, 0.60, NULL FROM transport
UNION ALL
SELECT 'shipments', 'truck_fill_to_dcs', inbound_fill, 0.60, NULL FROM transport
UNION ALL
SELECT 'shipment_emissions', 'co2e_kg_a_case', (SELECT sum(co2e_kg) FROM shipment_emissions) / outbound_cases, 0.1, 0.5
FROM transport
UNION ALL
SELECT 'order_lines', 'gross_margin', (revenue - cost) / nullif(revenue, 0), 0.40, 0.60 FROM line;
