-- What moved before the horizon is the stock that its first day begins with.
CREATE VIEW dc_utilisation AS
SELECT
    c.id AS dc_id,
    c.dc_code,
    c.dc_type,
    c.capacity_cases,
    coalesce(i.closing_cases, 0) AS closing_cases,
    round(coalesce(i.closing_cases, 0) / c.capacity_cases::numeric, 4) AS utilisation,
    p.peak_cases,
    p.peak_date,
    round(p.peak_cases / c.capacity_cases::numeric, 4) AS peak_utilisation,
    p.shipped_cases,
    round(p.shipped_cases * 365 / (h.as_of - h.first_day + 1) / nullif(i.closing_cases, 0)::numeric, 2) AS turns
FROM distribution_centers AS c
CROSS JOIN horizon AS h
LEFT JOIN (
    SELECT dc_id, sum(quantity_cases) AS closing_cases
    FROM inventory
    WHERE location_type = 'dc'
    GROUP BY dc_id
) AS i ON i.dc_id = c.id
LEFT JOIN (
    SELECT
        dc_id,
        max(stock_cases) AS peak_cases,
        min(movement_date) FILTER (WHERE place = 1) AS peak_date,
        sum(shipped_cases) AS shipped_cases
    FROM (
        SELECT
            dc_id, movement_date, stock_cases, shipped_cases,
            row_number() OVER (PARTITION BY dc_id ORDER BY stock_cases DESC, movement_date) AS place
        FROM (
            SELECT
                dc_id,
                movement_date,
                sum(sum(cases)) OVER (PARTITION BY dc_id ORDER BY movement_date)::bigint AS stock_cases,
                -sum(cases) FILTER (WHERE kind = 'shipped') AS shipped_cases
            FROM (
                SELECT
                    m.dc_id,
                    greatest(m.movement_date, inside.first_day) AS movement_date,
                    CASE WHEN m.movement_date < inside.first_day THEN 'carried' ELSE m.kind END AS kind,
                    m.cases
                FROM inventory_movements AS m
                CROSS JOIN horizon AS inside
            ) AS moved
            GROUP BY dc_id, movement_date
        ) AS daily
    ) AS ranked
    GROUP BY dc_id
) AS p ON p.dc_id = c.id;

COMMENT ON VIEW dc_utilisation IS 'How full the distribution centers are and were, and how fast their stock turns';
COMMENT ON COLUMN dc_utilisation.dc_id IS 'Distribution center';
COMMENT ON COLUMN dc_utilisation.dc_code IS 'Business key, such as DC-NAM-CHI-001';
COMMENT ON COLUMN dc_utilisation.dc_type IS 'Kind of warehouse';
COMMENT ON COLUMN dc_utilisation.capacity_cases IS 'Storage capacity, cases';
COMMENT ON COLUMN dc_utilisation.closing_cases IS 'Stock at the last day, cases';
COMMENT ON COLUMN dc_utilisation.utilisation IS 'Closing stock over capacity';
COMMENT ON COLUMN dc_utilisation.peak_cases IS 'Highest stock at the end of a day of the horizon, cases';
COMMENT ON COLUMN dc_utilisation.peak_date IS 'First day with that stock';
COMMENT ON COLUMN dc_utilisation.peak_utilisation IS 'Peak over capacity';
COMMENT ON COLUMN dc_utilisation.shipped_cases IS 'Cases shipped to stores in the horizon';
COMMENT ON COLUMN dc_utilisation.turns IS 'Shipped cases, taken to a year, over closing stock';
