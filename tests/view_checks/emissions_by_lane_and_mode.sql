SELECT *
FROM (SELECT sum(co2e_kg) AS co2e, sum(tonne_km) AS work, sum(carbon_cost) AS cost FROM emissions_by_lane_and_mode) AS v
CROSS JOIN (SELECT sum(co2e_kg) AS co2e, sum(tonne_km) AS work, sum(carbon_cost) AS cost FROM shipment_emissions) AS b
WHERE (v.co2e, v.work, v.cost) IS DISTINCT FROM (b.co2e, b.work, b.cost);
