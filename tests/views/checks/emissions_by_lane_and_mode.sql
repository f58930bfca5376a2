-- Each shipment's cases count with its first leg of a mode.
SELECT *
FROM emissions_by_lane_and_mode AS v
FULL JOIN (
    SELECT e.shipment_type, e.origin_code, e.destination, e.transport_mode,
           count(*) FILTER (WHERE e.leg = 1) AS shipments,
           sum(e.total_cases) FILTER (WHERE e.leg = 1) AS cases, sum(e.tonne_km) AS work, sum(e.co2e_kg) AS co2e,
           sum(e.carbon_cost) AS cost
    FROM (
        SELECT s.shipment_type, s.total_cases, x.transport_mode, x.tonne_km, x.co2e_kg, x.carbon_cost,
               row_number() OVER (PARTITION BY x.shipment_id, x.transport_mode) AS leg,
               CASE WHEN s.shipment_type = 'plant_to_dc'
                    THEN (SELECT plant_code FROM plants WHERE id = s.origin_plant_id)
                    ELSE (SELECT dc_code FROM distribution_centers WHERE id = s.origin_dc_id) END AS origin_code,
               CASE WHEN s.shipment_type IN ('plant_to_dc', 'dc_to_dc')
                    THEN (SELECT dc_code FROM distribution_centers WHERE id = s.destination_dc_id)
                    ELSE (SELECT country FROM retail_locations WHERE id = s.destination_location_id) END AS destination
        FROM shipment_emissions AS x
        JOIN shipments AS s ON s.id = x.shipment_id
    ) AS e
    GROUP BY 1, 2, 3, 4
) AS b USING (shipment_type, origin_code, destination, transport_mode)
WHERE (v.shipment_count, v.hauled_cases, v.tonne_km, v.co2e_kg, v.carbon_cost, v.co2e_kg_per_case,
       v.co2e_g_per_tonne_km)
    IS DISTINCT FROM (b.shipments, b.cases, b.work, b.co2e, b.cost, round(b.co2e / nullif(b.cases, 0), 4),
                      round(b.co2e * 1000 / nullif(b.work, 0), 2));
