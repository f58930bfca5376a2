"""What breaks `I19_header_totals.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation("one cent of an order", ("UPDATE orders SET total_amount = total_amount + 0.01 WHERE id = 1",)),
    Mutation(
        "one cent of a purchase order",
        ("UPDATE purchase_orders SET total_amount = total_amount + 0.01 WHERE id = 1",),
    ),
    Mutation(
        "one gram of a shipment",
        ("UPDATE shipments SET total_weight_kg = total_weight_kg - 0.001 WHERE id = 1",),
    ),
    Mutation("one case of a return", ("UPDATE returns SET total_cases = total_cases + 1 WHERE id = 1",)),
    Mutation("one order of a wave", ("UPDATE pick_waves SET total_orders = total_orders + 1 WHERE id = 1",)),
    Mutation(
        "tonne-kilometers of a long haul",
        (
            "UPDATE shipment_emissions SET tonne_km = tonne_km + 0.0001 WHERE shipment_id = 1"
            " AND transport_mode = (SELECT min(transport_mode) FROM shipment_emissions WHERE shipment_id = 1)",
        ),
    ),
    Mutation(
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
        "one gram of emissions",
        ("UPDATE shipment_emissions SET co2e_kg = co2e_kg + 0.001 WHERE shipment_id = 1",),
    ),
    Mutation(
        "one cent of carbon cost",
        ("UPDATE shipment_emissions SET carbon_cost = carbon_cost + 0.01 WHERE shipment_id = 1",),
    ),
    Mutation(
        "carbon price that has ended",
        (
            "INSERT INTO carbon_prices (id, valid_from, usd_per_tonne)"
            " SELECT max(id) + 1, (SELECT max(ship_date) FROM shipments), max(usd_per_tonne) FROM carbon_prices",
        ),
        breaks=("I39", "I43"),
        because="a price more than announced, and than the event has brought",
    ),
    Mutation(
        "one cent of an order line",
        (
            "UPDATE order_lines SET line_amount = line_amount + 0.01 WHERE order_id = 1 AND line_number = 1",
            "UPDATE orders SET total_amount = total_amount + 0.01 WHERE id = 1",
        ),
    ),
    Mutation(
        "one cent of a purchase order line",
        (
            "UPDATE purchase_order_lines SET line_amount = line_amount + 0.01 WHERE po_id = 1 AND line_number = 1",
            "UPDATE purchase_orders SET total_amount = total_amount + 0.01 WHERE id = 1",
        ),
    ),
    Mutation("one case of an order", ("UPDATE orders SET total_cases = total_cases + 1 WHERE id = 1",)),
    Mutation(
        "one case of a shipment",
        ("UPDATE shipments SET total_cases = total_cases + 1 WHERE id = (SELECT max(id) FROM shipments)",),
        breaks=("I42",),
        because="key figures count it",
    ),
    Mutation(
        "one gram of a truck to stores",
        (
            "UPDATE shipments SET total_weight_kg = total_weight_kg - 0.001"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
    ),
    Mutation(
        "kilometers of emissions",
        ("UPDATE shipment_emissions SET distance_km = distance_km + 0.1 WHERE shipment_id = 1",),
    ),
    Mutation(
        "factor of another mode",
        (
            "UPDATE emission_factors SET transport_mode = 'air' WHERE id = (SELECT min(emission_factor_id)"
            " FROM shipment_emissions)",
        ),
    ),
    Mutation(
        "factor from after the shipment",
        (
            "UPDATE emission_factors SET valid_from = '2999-01-01' WHERE id = (SELECT min(emission_factor_id)"
            " FROM shipment_emissions)",
        ),
    ),
)
