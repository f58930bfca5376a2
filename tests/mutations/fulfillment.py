"""Stock, orders and trucks."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    # I07 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I07",
        "straight to several stores",
        (
            "UPDATE shipments SET shipment_type = 'direct'"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
    ),
    Mutation(
        "I07",
        "milk run to one store",
        (
            "UPDATE shipments SET shipment_type = 'dc_to_store'"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'direct' AND vehicle_type IS NOT NULL)",
        ),
    ),
    Mutation(
        "I07",
        "transfer by the route of another center",
        (
            "UPDATE shipments AS s SET route_id = (SELECT min(id) FROM routes WHERE origin_dc_id <> s.origin_dc_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
    ),
    # I09 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I09",
        "carrier of another division",
        (
            "UPDATE shipments AS s SET carrier_id = (SELECT min(c.id) FROM carriers AS c JOIN divisions AS v"
            " ON v.division_code <> ALL (c.regions) JOIN distribution_centers AS d ON d.division_id = v.id"
            " WHERE c.carrier_type = 'ltl' AND d.id = s.origin_dc_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
    ),
    Mutation(
        "I09",
        "prices where the carrier does not run",
        ("UPDATE carriers SET regions = '{}' WHERE carrier_type = '3pl'",),
    ),
    Mutation(
        "I09",
        "contract ends too early",
        (
            "UPDATE carrier_contracts SET end_date = start_date"
            " WHERE id = (SELECT max(c.id) FROM carrier_contracts AS c JOIN shipments AS s USING (carrier_id)"
            " WHERE s.ship_date > c.start_date AND s.ship_date <= c.end_date)",
        ),
    ),
    Mutation(
        "I09",
        "batch of another approved formula",
        (
            "UPDATE work_orders AS w SET formula_id = (SELECT min(f.id) FROM formulas AS f"
            " JOIN formulas AS own ON own.id = w.formula_id AND own.product_id = f.product_id"
            " WHERE f.status = 'approved' AND f.id <> w.formula_id)"
            " WHERE id = (SELECT min(b.wo_id) FROM batches AS b JOIN shipment_lines AS sl ON sl.batch_id = b.id)",
            "UPDATE batches AS b SET formula_id = w.formula_id FROM work_orders AS w"
            " WHERE w.id = b.wo_id AND b.formula_id <> w.formula_id",
        ),
    ),
    # I10 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I10",
        "allocation at another DC",
        (
            "UPDATE order_allocations AS a SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> a.dc_id)"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    Mutation(
        "I10",
        "transfer to another division",
        (
            "UPDATE shipments AS s SET destination_dc_id = (SELECT min(d.id) FROM distribution_centers AS d"
            " JOIN distribution_centers AS f ON f.id = s.origin_dc_id WHERE d.division_id <> f.division_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I07", "I17"),
        because="its route leads elsewhere, and so did the goods",
    ),
    # I17 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I17",
        "one case of one batch counted as another at a DC",
        (
            "UPDATE inventory AS i SET quantity_cases = i.quantity_cases + CASE i.id WHEN two.first THEN 1 ELSE -1 END"
            " FROM (SELECT min(id) AS first, max(id) AS last FROM inventory WHERE dc_id IS NOT NULL"
            "       AND quantity_cases > 1 GROUP BY dc_id HAVING count(*) > 1 ORDER BY dc_id LIMIT 1) AS two"
            " WHERE i.id IN (two.first, two.last)",
        ),
    ),
    Mutation(
        "I17",
        "arrives after its goods have left",
        (
            "UPDATE shipments AS s SET actual_delivery_date = r.start_date + 7 * r.weeks - 1 FROM supplygen.run AS r"
            " WHERE s.id = (SELECT min(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
            "UPDATE shipment_legs AS l SET actual_arrival = last.arrival,"
            " delay_hours = round(extract(epoch FROM last.arrival - l.planned_arrival) / 3600, 2)"
            " FROM (SELECT s.id AS shipment_id, s.actual_delivery_date AT TIME ZONE 'UTC' AS arrival, r.segment_count"
            "       FROM shipments AS s JOIN routes AS r ON r.id = s.route_id ORDER BY s.id LIMIT 1) AS last"
            " WHERE l.shipment_id = last.shipment_id AND l.leg_sequence = last.segment_count",
        ),
    ),
    Mutation(
        "I17",
        "one case more transferred than has left",
        (
            "UPDATE shipment_lines AS l SET quantity_cases = l.quantity_cases + 1,"
            " weight_kg = l.weight_kg + p.case_weight_kg FROM skus AS k, packaging_types AS p WHERE k.id = l.sku_id"
            " AND p.id = k.packaging_id AND l.line_number = 1"
            " AND l.shipment_id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
            "UPDATE shipments AS s SET total_cases = l.cases, total_weight_kg = l.weight_kg FROM"
            " (SELECT shipment_id, sum(quantity_cases) AS cases, sum(weight_kg) AS weight_kg FROM shipment_lines"
            "  GROUP BY shipment_id) AS l"
            " WHERE l.shipment_id = s.id AND s.id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I19",),
        because="the emissions are those of the load before",
    ),
    Mutation(
        "I17",
        "one case in transit",
        (
            "UPDATE inventory SET quantity_cases = quantity_cases + 1"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'in_transit')",
        ),
    ),
    Mutation(
        "I17",
        "restocked cases scrapped",
        (
            "UPDATE disposition_logs SET disposition = 'scrap'"
            " WHERE id = (SELECT min(id) FROM disposition_logs WHERE disposition = 'restock')",
        ),
    ),
    Mutation(
        "I17",
        "age of stock",
        (
            "UPDATE inventory SET aging_bucket = CASE aging_bucket WHEN '0-30' THEN '31-60' ELSE '0-30' END"
            " WHERE id = (SELECT min(id) FROM inventory)",
        ),
    ),
    Mutation(
        "I17",
        "loss booked twice",
        (
            "UPDATE inventory_adjustments SET quantity_cases = 2 * quantity_cases,"
            " quantity_eaches = 2 * quantity_eaches"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE dc_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "I17",
        "recalled stock for sale",
        (
            "UPDATE inventory SET inventory_type = 'cycle'"
            " WHERE id = (SELECT min(id) FROM inventory WHERE inventory_type = 'quarantine')",
        ),
    ),
    # I18 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I18",
        "no rule for what is refused of slow movers",
        ("UPDATE business_rules SET rule_code = 'ALC-CAPACITY' WHERE rule_code = 'ALC-CAPACITY-C'",),
    ),
    Mutation(
        "I18",
        "no limit of what centers can pick",
        ("DELETE FROM dc_throughput_limits",),
        breaks=("I02", "I43"),
        because="the table is empty, and its rows were announced",
    ),
    Mutation(
        "I18",
        "one case allocated twice",
        (
            "UPDATE order_allocations SET allocated_cases = allocated_cases + 1"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    Mutation(
        "I18",
        "another batch allocated than shipped",
        (
            "UPDATE order_allocations AS a SET batch_id = other.id FROM batches AS b, batches AS other"
            " WHERE b.id = a.batch_id AND other.sku_id = b.sku_id AND other.id <> b.id AND a.id = (SELECT max(o.id)"
            " FROM order_allocations AS o JOIN batches AS own ON own.id = o.batch_id WHERE status = 'shipped'"
            " AND EXISTS (SELECT FROM batches WHERE sku_id = own.sku_id AND id < own.id AND qc_status = 'released'"
            "             AND qc_release_date <= own.qc_release_date))"
            " AND other.id = (SELECT max(id) FROM batches WHERE sku_id = b.sku_id AND id < b.id"
            "                 AND qc_status = 'released' AND qc_release_date <= b.qc_release_date)",
        ),
    ),
    Mutation(
        "I18",
        "status of a line",
        ("UPDATE order_lines SET status = 'cut' WHERE order_id = 1 AND line_number = 1 AND status <> 'cut'",),
    ),
    Mutation(
        "I18",
        "one case cut twice",
        (
            drop_checks("order_lines"),
            "UPDATE order_lines SET cut_cases = cut_cases + 1 WHERE (order_id, line_number) ="
            " (SELECT order_id, line_number FROM order_lines WHERE cut_cases > 0 ORDER BY 1, 2 LIMIT 1)",
        ),
        breaks=("I25", "I26"),
        because="a line cut in full is not picked, and the cut is an exception of the plan",
    ),
    Mutation(
        "I18",
        "held cases of a batch that nobody recalled",
        (
            "UPDATE order_allocations AS a SET batch_id = (SELECT min(o.id) FROM batches AS b"
            " JOIN batches AS o ON o.sku_id = b.sku_id AND o.qc_status = 'released'"
            " AND o.qc_release_date < a.allocation_date AND o.expiry_date > b.expiry_date - 60 WHERE b.id = a.batch_id)"
            " WHERE id = (SELECT min(id) FROM order_allocations WHERE status = 'held')",
        ),
    ),
    Mutation(
        "I18",
        "cut for another reason",
        ("UPDATE orders SET cut_reason = 'recall' WHERE id = (SELECT min(id) FROM orders WHERE cut_reason = 'stock')",),
    ),
    Mutation(
        "I18",
        "reason without a cut",
        ("UPDATE orders SET cut_reason = 'stock' WHERE id = (SELECT min(id) FROM orders WHERE cut_reason IS NULL)",),
    ),
    Mutation(
        "I18",
        "more taken than can be picked",
        (
            "UPDATE dc_throughput_limits SET weekly_pick_capacity_cases = 1"
            " WHERE dc_id = (SELECT min(primary_dc_id) FROM retail_locations)",
        ),
    ),
    # I19 ------------------------------------------------------------------------------------------------------------
    Mutation("I19", "one cent of an order", ("UPDATE orders SET total_amount = total_amount + 0.01 WHERE id = 1",)),
    Mutation(
        "I19",
        "one cent of a purchase order",
        ("UPDATE purchase_orders SET total_amount = total_amount + 0.01 WHERE id = 1",),
    ),
    Mutation(
        "I19",
        "one gram of a shipment",
        ("UPDATE shipments SET total_weight_kg = total_weight_kg - 0.001 WHERE id = 1",),
    ),
    Mutation("I19", "one case of a return", ("UPDATE returns SET total_cases = total_cases + 1 WHERE id = 1",)),
    Mutation("I19", "one order of a wave", ("UPDATE pick_waves SET total_orders = total_orders + 1 WHERE id = 1",)),
    # I20 ------------------------------------------------------------------------------------------------------------
    Mutation("I20", "too many pallets", ("UPDATE shipments SET total_pallets = 27 WHERE id = 1",)),
    Mutation(
        "I20",
        "one gram from line to line",
        (
            "UPDATE shipment_lines SET weight_kg = weight_kg + CASE line_number WHEN 1 THEN 0.001 ELSE -0.001 END"
            " WHERE line_number IN (1, 2)"
            " AND shipment_id = (SELECT min(shipment_id) FROM shipment_lines WHERE line_number = 2)",
        ),
    ),
    Mutation(
        "I20",
        "heavier than the vehicle can carry",
        (
            "UPDATE shipments SET total_weight_kg = 3000.001 WHERE id ="
            " (SELECT min(id) FROM shipments WHERE vehicle_type = 'van')",
        ),
        breaks=("I19",),
        because="the lines weigh less",
    ),
    Mutation(
        "I20",
        "parcels in a van",
        (
            "UPDATE shipments SET vehicle_type = 'van', capacity_pallets = 3"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type IS NULL)",
        ),
        breaks=("I42",),
        because="the van counts among the trucks whose fill is measured",
    ),
    Mutation(
        "I20",
        "parcels of more than a pallet",
        (
            "UPDATE shipments SET total_pallets = 2"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type IS NULL)",
        ),
    ),
    Mutation(
        "I20",
        "a pallet more than the cases fill",
        (
            "UPDATE shipments SET total_pallets = total_pallets + 1 WHERE id = (SELECT min(id) FROM shipments"
            " WHERE shipment_type = 'plant_to_dc' AND total_pallets = 1)",
        ),
    ),
    Mutation(
        "I20",
        "larger vehicle than need be",
        (
            "UPDATE shipments SET vehicle_type = 'rigid', capacity_pallets = 15"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type = 'van')",
        ),
    ),
    Mutation(
        "I20",
        "container to a store",
        (
            "UPDATE shipments SET vehicle_type = 'container_20', capacity_pallets = 10"
            " WHERE id = (SELECT min(id) FROM shipments WHERE vehicle_type = 'van')",
        ),
    ),
    Mutation(
        "I20",
        "pallet places of a vehicle",
        ("UPDATE shipments SET capacity_pallets = capacity_pallets + 1 WHERE id = 1",),
    ),
    # I21 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I21",
        "one each",
        ("UPDATE order_lines SET quantity_eaches = quantity_eaches + 1 WHERE order_id = 1 AND line_number = 1",),
    ),
    Mutation(
        "I21",
        "one each lost with a case",
        (
            "UPDATE inventory_adjustments SET quantity_eaches = quantity_eaches - 1"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE dc_id IS NOT NULL)",
        ),
    ),
    # I25 ------------------------------------------------------------------------------------------------------------
    Mutation("I25", "one case of a wave", ("UPDATE pick_waves SET total_cases = total_cases + 1 WHERE id = 1",)),
    Mutation(
        "I25",
        "DC of a wave",
        (
            "UPDATE pick_waves AS w SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> w.dc_id)"
            " WHERE id = 1",
        ),
    ),
    Mutation(
        "I25",
        "line of a wave",
        ("UPDATE pick_waves SET total_lines = total_lines + 1 WHERE id = (SELECT max(id) FROM pick_waves)",),
    ),
    # I28 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I28",
        "order that nobody loaded on the road",
        (
            "UPDATE orders SET status = 'shipped'"
            " WHERE id = (SELECT min(id) FROM orders WHERE status IN ('allocated', 'cancelled'))",
        ),
    ),
    Mutation(
        "I28",
        "picked before it was allocated",
        ("UPDATE pick_waves SET wave_date = wave_date - 7 WHERE id = (SELECT max(wave_id) FROM pick_wave_orders)",),
    ),
    Mutation(
        "I28",
        "allocated before it was ordered",
        (
            "UPDATE order_allocations SET allocation_date = allocation_date - 1"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    Mutation(
        "I28",
        "departs before it arrives",
        (
            "UPDATE shipment_legs SET planned_departure = planned_departure - interval '2 days'"
            " WHERE id = (SELECT max(id) FROM shipment_legs WHERE leg_sequence = 2)",
        ),
    ),
    Mutation(
        "I28",
        "delay",
        (
            "UPDATE shipment_legs SET delay_hours = delay_hours + 0.02"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE delay_hours IS NOT NULL)",
        ),
    ),
    Mutation(
        "I09",
        "price of a mode that the carrier does not run",
        ("UPDATE carrier_rates SET transport_mode = 'air' WHERE id = 1",),
    ),
    Mutation("I09", "price after the contract", ("UPDATE carrier_rates SET valid_to = valid_to + 1 WHERE id = 1",)),
    Mutation(
        "I09",
        "gap between weight breaks",
        ("UPDATE carrier_rates SET weight_from_kg = weight_from_kg + 1 WHERE id = 2",),
    ),
    Mutation(
        "I09",
        "heavier is not cheaper",
        (
            "UPDATE carrier_rates AS r SET rate = lighter.rate FROM carrier_rates AS lighter"
            " WHERE r.id = 2 AND lighter.id = 1",
        ),
    ),
    Mutation(
        "I09",
        "gap between distances",
        ("UPDATE carrier_rates SET distance_to_km = distance_to_km - 1 WHERE id = 1",),
    ),
    Mutation(
        "I19",
        "tonne-kilometres of a long haul",
        (
            "UPDATE shipment_emissions SET tonne_km = tonne_km + 0.0001 WHERE shipment_id = 1"
            " AND transport_mode = (SELECT min(transport_mode) FROM shipment_emissions WHERE shipment_id = 1)",
        ),
    ),
    Mutation(
        "I19",
        "load that stays on a truck to the last stop",
        (
            "UPDATE shipment_emissions AS e SET tonne_km = s.total_weight_kg * e.distance_km / 1000,"
            " co2e_kg = round(s.total_weight_kg * e.distance_km / 1000 * f.kg_co2e_per_tonne_km, 3),"
            " carbon_cost = round(round(s.total_weight_kg * e.distance_km / 1000 * f.kg_co2e_per_tonne_km, 3)"
            " * p.usd_per_tonne / 1000, 2) FROM shipments AS s, emission_factors AS f, carbon_prices AS p"
            " WHERE s.id = e.shipment_id AND f.id = e.emission_factor_id AND p.id = e.carbon_price_id"
            " AND s.id = (SELECT max(shipment_id) FROM shipment_legs"
            " WHERE to_location_id IS NOT NULL AND leg_sequence = 2)",
        ),
    ),
    Mutation(
        "I19",
        "one gram of emissions",
        ("UPDATE shipment_emissions SET co2e_kg = co2e_kg + 0.001 WHERE shipment_id = 1",),
    ),
    Mutation(
        "I19",
        "one cent of carbon cost",
        ("UPDATE shipment_emissions SET carbon_cost = carbon_cost + 0.01 WHERE shipment_id = 1",),
    ),
    Mutation(
        "I19",
        "carbon price that has ended",
        (
            "INSERT INTO carbon_prices (id, valid_from, usd_per_tonne)"
            " SELECT max(id) + 1, (SELECT max(ship_date) FROM shipments), max(usd_per_tonne) FROM carbon_prices",
        ),
        breaks=("I39", "I43"),
        because="a price more than announced, and than the event has brought",
    ),
    Mutation("I21", "one cent at the till", ("UPDATE pos_sales SET revenue = revenue + 0.01 WHERE id = 1",)),
    Mutation(
        "I21",
        "price level of an account",
        (
            "UPDATE retail_accounts SET price_level_percent = price_level_percent + 1"
            " WHERE id = (SELECT min(retail_account_id) FROM retail_locations)",
        ),
    ),
    Mutation(
        "I28",
        "wave that left on hold",
        ("UPDATE pick_waves SET hold_hours = 24 WHERE id = (SELECT min(id) FROM pick_waves WHERE hold_hours = 0)",),
        breaks=("I39",),
        because="only the outage holds waves",
    ),
)
