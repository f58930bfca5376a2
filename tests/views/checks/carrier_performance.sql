-- What a leg added is its delay less that of the leg before it; what ports added of that is not the carrier's.
SELECT *
FROM carrier_performance AS v
FULL JOIN (
    SELECT k.carrier_id, k.contract_code, k.start_date, k.end_date, k.committed_on_time_rate AS committed,
           count(*) AS hauls, sum((own <= k.on_time_tolerance_hours)::int) AS on_time,
           avg((own <= k.on_time_tolerance_hours)::int) AS share, avg(own) AS delay, avg(port) AS port
    FROM (
        SELECT l.shipment_id, l.carrier_id,
               sum(l.delay_hours - coalesce(before.delay_hours, 0) - l.port_delay_hours) AS own,
               sum(l.port_delay_hours) AS port
        FROM shipment_legs AS l
        LEFT JOIN shipment_legs AS before
            ON before.shipment_id = l.shipment_id AND before.leg_sequence = l.leg_sequence - 1
        WHERE l.actual_arrival IS NOT NULL
        GROUP BY l.shipment_id, l.carrier_id
    ) AS haul
    JOIN shipments AS s ON s.id = haul.shipment_id
    JOIN carrier_contracts AS k
        ON k.carrier_id = haul.carrier_id AND daterange(k.start_date, k.end_date, '[]') @> s.ship_date
    GROUP BY k.id
) AS b USING (carrier_id, contract_code)
LEFT JOIN carriers AS c ON c.id = carrier_id
WHERE (v.carrier_code, v.carrier_type, v.start_date, v.end_date, v.haul_count, v.on_time_count, v.on_time_share,
       v.committed_on_time_rate, v.against_contract, v.mean_delay_hours, v.mean_port_delay_hours)
    IS DISTINCT FROM (c.carrier_code, c.carrier_type, b.start_date, b.end_date, b.hauls, b.on_time, round(b.share, 4),
                      b.committed, round(b.share - b.committed, 4), round(b.delay, 2), round(b.port, 2));
