-- Outbound freight and revenue are those of all trucks and orders; inbound freight is near that of all deployments and transfers.
SELECT * FROM (
    SELECT sum(outbound_freight_per_case * shipped_cases) AS outbound,
           sum(inbound_freight_per_case * shipped_cases) / sum(shipped_cases) AS inbound,
           sum(revenue_per_case * shipped_cases) AS revenue FROM landed_cost
) AS c,
(SELECT sum(freight_cost) FILTER (WHERE destination_location_id IS NOT NULL) AS outbound,
        sum(freight_cost) FILTER (WHERE destination_dc_id IS NOT NULL)
        / sum(total_cases) FILTER (WHERE origin_plant_id IS NOT NULL) AS inbound FROM shipments) AS s,
(SELECT sum(shipped_amount) AS revenue FROM order_fulfilment) AS o
WHERE abs(c.outbound / s.outbound - 1) > .0001 OR abs(c.revenue / o.revenue - 1) > .0001
   OR abs(c.inbound / s.inbound - 1) > .1;
