SELECT origin_code, destination, transport_mode, shipment_count, hauled_cases, co2e_kg, co2e_kg_per_case
FROM emissions_by_lane_and_mode
ORDER BY co2e_kg DESC, origin_code, destination, transport_mode
LIMIT 8;
