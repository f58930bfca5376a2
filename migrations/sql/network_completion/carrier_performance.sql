-- A delay that a carrier inherits from the one before is not his: the delay of his stretch is what he added to it.
CREATE VIEW carrier_performance AS
SELECT
    c.id AS carrier_id,
    c.carrier_code,
    c.carrier_type,
    k.contract_code,
    k.start_date,
    k.end_date,
    count(*) AS haul_count,
    count(*) FILTER (WHERE t.added_hours <= 4) AS on_time_count,
    round(count(*) FILTER (WHERE t.added_hours <= 4) / count(*)::numeric, 4) AS on_time_share,
    k.committed_on_time_rate,
    round(count(*) FILTER (WHERE t.added_hours <= 4) / count(*)::numeric - k.committed_on_time_rate, 4)
        AS against_contract,
    round(avg(greatest(t.added_hours, 0)), 2) AS mean_delay_hours
FROM (
    SELECT
        shipment_id,
        carrier_id,
        (min(planned_departure) AT TIME ZONE 'UTC')::date AS departure_date,
        sum(added_hours) AS added_hours
    FROM (
        SELECT
            shipment_id,
            carrier_id,
            planned_departure,
            delay_hours - lag(delay_hours, 1, 0::numeric) OVER (PARTITION BY shipment_id ORDER BY leg_sequence)
                AS added_hours
        FROM shipment_legs
        WHERE actual_arrival IS NOT NULL
    ) AS leg
    GROUP BY shipment_id, carrier_id
) AS t
JOIN carriers AS c ON c.id = t.carrier_id
JOIN carrier_contracts AS k ON k.carrier_id = c.id AND t.departure_date BETWEEN k.start_date AND k.end_date
GROUP BY
    c.id, c.carrier_code, c.carrier_type, k.contract_code, k.start_date, k.end_date, k.committed_on_time_rate;

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
'Hauls that added at most 4 hours to the delay with which they began';
COMMENT ON COLUMN carrier_performance.on_time_share IS 'Share of hauls on time, 0 to 1';
COMMENT ON COLUMN carrier_performance.committed_on_time_rate IS 'On-time share that the carrier commits to, 0 to 1';
COMMENT ON COLUMN carrier_performance.against_contract IS 'Share on time less the committed share; below 0 is a breach';
COMMENT ON COLUMN carrier_performance.mean_delay_hours IS 'Hours added per haul, early ones counted as 0';
