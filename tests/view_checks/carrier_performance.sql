-- What a leg added is its delay less that of the leg before it.
SELECT *
FROM (
    SELECT carrier_id, sum(haul_count) AS hauls, sum(on_time_count) AS on_time
    FROM carrier_performance
    GROUP BY carrier_id
) AS v
FULL JOIN (
    SELECT carrier_id, count(*) AS hauls, sum((added <= 4)::int) AS on_time
    FROM (
        SELECT l.shipment_id, l.carrier_id, sum(l.delay_hours - coalesce(before.delay_hours, 0)) AS added
        FROM shipment_legs AS l
        LEFT JOIN shipment_legs AS before
            ON before.shipment_id = l.shipment_id AND before.leg_sequence = l.leg_sequence - 1
        WHERE l.actual_arrival IS NOT NULL
        GROUP BY l.shipment_id, l.carrier_id
    ) AS haul
    GROUP BY carrier_id
) AS b USING (carrier_id)
WHERE (v.hauls, v.on_time) IS DISTINCT FROM (b.hauls, b.on_time);
