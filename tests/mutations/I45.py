"""What breaks `I45_freight_is_the_tariff.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

OF_A_MOVE = (
    "SELECT c.id FROM carrier_contracts AS c JOIN shipment_legs AS l ON l.carrier_id = c.carrier_id"
    " JOIN shipments AS s ON s.id = l.shipment_id AND s.ship_date BETWEEN c.start_date AND c.end_date"
)
"""Contracts under which something was moved."""

MUTATIONS = (
    Mutation(
        "one cent of a long haul",
        (
            "UPDATE shipments SET freight_cost = freight_cost + 0.01"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
        ),
    ),
    Mutation(
        "one cent of a run to stores",
        (
            "UPDATE shipments SET freight_cost = freight_cost + 0.01"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type IN ('dc_to_store', 'direct'))",
        ),
    ),
    *(
        Mutation(
            f"rate by {basis}",
            (
                f"UPDATE carrier_rates SET rate = rate * 1.1 WHERE rate_basis = '{basis}'"
                f" AND carrier_contract_id IN ({OF_A_MOVE})",
            ),
        )
        for basis in ("pallet", "pallet_km", "kg")
    ),
    Mutation(
        "least price",
        (
            "UPDATE carrier_rates SET minimum_charge = 1000000 WHERE division_id IS NOT NULL"
            f" AND carrier_contract_id IN ({OF_A_MOVE})",
        ),
    ),
    Mutation(
        "another mode's rates",
        ("UPDATE carrier_rates SET transport_mode = 'ltl' WHERE transport_mode = 'parcel'",),
        breaks=("I09",),
        because="two price lists of one carrier are one",
    ),
    Mutation(
        "lane without rates",
        ("UPDATE carrier_rates SET destination_port_id = origin_port_id WHERE origin_port_id IS NOT NULL",),
        breaks=("I09",),
        because="price lists of several lanes are one",
    ),
    Mutation(
        "division without rates",
        ("UPDATE carrier_rates SET division_id = division_id % 5 + 1 WHERE division_id IS NOT NULL",),
        breaks=("I09",),
        because="carriers do not run there",
    ),
    Mutation(
        "distance without rates",
        (
            "UPDATE carrier_rates SET distance_from_km = distance_from_km + 100000,"
            " distance_to_km = distance_to_km + 100000",
        ),
        breaks=("I09",),
        because="the first band does not begin at 0",
    ),
    Mutation(
        "mass without rates",
        ("UPDATE carrier_rates SET weight_from_kg = weight_from_kg + 100000, weight_to_kg = weight_to_kg + 100000",),
        breaks=("I09",),
        because="the first break does not begin at 0",
    ),
)
