-- A carrier answers for what it added itself, not for the delay with which a leg began, nor for the ports'.
CREATE VIEW carrier_performance AS
SELECT
    c.id AS carrier_id,
    c.carrier_code,
    c.carrier_type,
    k.contract_code,
    k.start_date,
    k.end_date,
    count(*) AS haul_count,
    count(*) FILTER (WHERE t.carrier_hours <= k.on_time_tolerance_hours) AS on_time_count,
    round(count(*) FILTER (WHERE t.carrier_hours <= k.on_time_tolerance_hours) / count(*)::numeric, 4) AS on_time_share,
    k.committed_on_time_rate,
    round(
        count(*) FILTER (WHERE t.carrier_hours <= k.on_time_tolerance_hours) / count(*)::numeric
        - k.committed_on_time_rate, 4
    ) AS against_contract,
    round(avg(t.carrier_hours), 2) AS mean_delay_hours,
    round(avg(t.port_hours), 2) AS mean_port_delay_hours
FROM (
    SELECT
        l.shipment_id,
        l.carrier_id,
        s.ship_date,
        sum(l.carrier_delay_hours) AS carrier_hours,
        sum(l.port_delay_hours) AS port_hours
    FROM shipment_legs AS l
    JOIN shipments AS s ON s.id = l.shipment_id
    WHERE l.actual_arrival IS NOT NULL
    GROUP BY l.shipment_id, l.carrier_id, s.ship_date
) AS t
JOIN carriers AS c ON c.id = t.carrier_id
JOIN carrier_contracts AS k ON k.carrier_id = c.id AND t.ship_date BETWEEN k.start_date AND k.end_date
GROUP BY
    c.id, c.carrier_code, c.carrier_type, k.contract_code, k.start_date, k.end_date, k.committed_on_time_rate,
    k.on_time_tolerance_hours;

COMMENT ON VIEW carrier_performance IS
'How punctual carriers were in each contract period, against what they committed to';
COMMENT ON COLUMN carrier_performance.carrier_id IS 'Carrier';
COMMENT ON COLUMN carrier_performance.carrier_code IS 'Business key of the carrier';
COMMENT ON COLUMN carrier_performance.carrier_type IS 'Line of business';
COMMENT ON COLUMN carrier_performance.contract_code IS 'Business key of the contract';
COMMENT ON COLUMN carrier_performance.start_date IS 'First day of the contract';
COMMENT ON COLUMN carrier_performance.end_date IS 'Last day of the contract';
COMMENT ON COLUMN carrier_performance.haul_count IS 'Finished hauls: all legs of a shipment that the carrier ran';
COMMENT ON COLUMN carrier_performance.on_time_count IS
'Hauls to whose delay the carrier added no more than the contract tolerates';
COMMENT ON COLUMN carrier_performance.on_time_share IS 'Share of hauls on time, 0 to 1';
COMMENT ON COLUMN carrier_performance.committed_on_time_rate IS 'On-time share that the carrier commits to, 0 to 1';
COMMENT ON COLUMN carrier_performance.against_contract IS 'Share on time less the committed share; below 0 is a breach';
COMMENT ON COLUMN carrier_performance.mean_delay_hours IS 'Hours that the carrier added per haul';
COMMENT ON COLUMN carrier_performance.mean_port_delay_hours IS 'Hours that ports added per haul, which are not the carrier''s';
