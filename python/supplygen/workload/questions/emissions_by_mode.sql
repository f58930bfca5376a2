SELECT shipment_type, transport_mode, sum(shipment_count) AS shipments, round(sum(tonne_km)) AS tonne_km,
       round(sum(co2e_kg)) AS co2e_kg, round(sum(co2e_kg) / sum(hauled_cases), 3) AS co2e_kg_per_case,
       round(1000 * sum(co2e_kg) / sum(tonne_km), 1) AS co2e_g_per_tonne_km, round(sum(carbon_cost)) AS carbon_cost
FROM emissions_by_lane_and_mode
GROUP BY shipment_type, transport_mode
ORDER BY shipment_type, transport_mode;
