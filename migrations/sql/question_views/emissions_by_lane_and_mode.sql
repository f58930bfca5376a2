CREATE VIEW emissions_by_lane_and_mode AS
SELECT
    s.shipment_type,
    coalesce(p.plant_code, o.dc_code) AS origin_code,
    coalesce(d.dc_code, l.country) AS destination,
    e.transport_mode,
    count(DISTINCT e.shipment_id) AS shipment_count,
    sum(s.total_cases) AS hauled_cases,
    sum(e.tonne_km) AS tonne_km,
    sum(e.co2e_kg) AS co2e_kg,
    sum(e.carbon_cost) AS carbon_cost,
    round(sum(e.co2e_kg) / nullif(sum(s.total_cases), 0), 4) AS co2e_kg_per_case,
    round(1000 * sum(e.co2e_kg) / nullif(sum(e.tonne_km), 0), 2) AS co2e_g_per_tonne_km
FROM (
    SELECT
        shipment_id,
        transport_mode,
        sum(tonne_km) AS tonne_km,
        sum(co2e_kg) AS co2e_kg,
        sum(carbon_cost) AS carbon_cost
    FROM shipment_emissions
    GROUP BY shipment_id, transport_mode
) AS e
JOIN shipments AS s ON s.id = e.shipment_id
LEFT JOIN plants AS p ON p.id = s.origin_plant_id
LEFT JOIN distribution_centers AS o ON o.id = s.origin_dc_id
LEFT JOIN distribution_centers AS d ON d.id = s.destination_dc_id
LEFT JOIN retail_locations AS l ON l.id = s.destination_location_id
GROUP BY s.shipment_type, coalesce(p.plant_code, o.dc_code), coalesce(d.dc_code, l.country), e.transport_mode;

COMMENT ON VIEW emissions_by_lane_and_mode IS
'Emissions per case and per tonne-kilometre, by lane and mode; sum the quantities for more';
COMMENT ON COLUMN emissions_by_lane_and_mode.shipment_type IS 'Kind of shipment';
COMMENT ON COLUMN emissions_by_lane_and_mode.origin_code IS 'Code of the plant or distribution center of origin';
COMMENT ON COLUMN emissions_by_lane_and_mode.destination IS
'Code of the distribution center, or for store deliveries the country of the last stop';
COMMENT ON COLUMN emissions_by_lane_and_mode.transport_mode IS 'Mode of transport';
COMMENT ON COLUMN emissions_by_lane_and_mode.shipment_count IS 'Shipments that went by this mode';
COMMENT ON COLUMN emissions_by_lane_and_mode.hauled_cases IS
'Cases of those shipments; a shipment by several modes counts in each, so do not sum over modes';
COMMENT ON COLUMN emissions_by_lane_and_mode.tonne_km IS 'Transport work, tonne-kilometres';
COMMENT ON COLUMN emissions_by_lane_and_mode.co2e_kg IS 'Greenhouse gases, kg CO2 equivalent';
COMMENT ON COLUMN emissions_by_lane_and_mode.carbon_cost IS 'Cost of the emissions at the carbon price of the day, USD';
COMMENT ON COLUMN emissions_by_lane_and_mode.co2e_kg_per_case IS 'Emissions over cases, kg CO2 equivalent per case';
COMMENT ON COLUMN emissions_by_lane_and_mode.co2e_g_per_tonne_km IS 'Emissions over transport work, g CO2 equivalent';
