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
        "one cent of each run to stores",
        ("UPDATE shipments SET freight_cost = freight_cost + 0.01 WHERE shipment_type IN ('dc_to_store', 'direct')",),
        breaks=("I42",),
        because="key figures count it",
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
    *(
        Mutation(
            f"other {name}",
            (
                f"UPDATE carrier_accessorials SET {name} = {name} + 1"
                f" WHERE transport_mode = '{mode}' AND carrier_contract_id IN ({OF_A_MOVE})",
            ),
        )
        for name, mode in (("fuel_percent", "ltl"), ("handling_charge", "ocean"), ("stop_off_charge", "truck"))
    ),
    Mutation(
        "no accessorials",
        (f"DELETE FROM carrier_accessorials WHERE carrier_contract_id IN ({OF_A_MOVE})",),
        breaks=("I43",),
        because="its rows were announced",
    ),
    Mutation(
        "wrong bill that nobody planted",
        (
            "UPDATE freight_bills SET linehaul_amount = linehaul_amount + 1, billed_amount = billed_amount + 1"
            " WHERE shipment_id = (SELECT max(shipment_id) FROM freight_bills)",
        ),
    ),
    Mutation(
        "wrong bill that is right",
        (
            "UPDATE freight_bills SET linehaul_amount = linehaul_amount - billed_amount + s.freight_cost,"
            " billed_amount = s.freight_cost FROM shipments AS s WHERE s.id = shipment_id AND shipment_id ="
            " (SELECT max(row_key::bigint) FROM supplygen.injection WHERE event_code = 'QRK-BILLING')",
        ),
    ),
    Mutation(
        "handling and stops of others",
        (
            "UPDATE freight_bills SET handling_amount = stop_off_amount, stop_off_amount = handling_amount"
            " WHERE shipment_id ="
            " (SELECT max(shipment_id) FROM freight_bills WHERE handling_amount <> stop_off_amount)",
        ),
    ),
    Mutation(
        "bill of another carrier",
        (
            "UPDATE freight_bills SET carrier_id = carrier_id % 2 + 1"
            " WHERE shipment_id = (SELECT max(shipment_id) FROM freight_bills)",
        ),
    ),
    Mutation(
        "bill a day late",
        (
            "UPDATE freight_bills SET bill_date = bill_date - 1"
            " WHERE shipment_id = (SELECT max(shipment_id) FROM freight_bills)",
        ),
    ),
    Mutation(
        "shipment without a bill",
        ("DELETE FROM freight_bills WHERE shipment_id = (SELECT max(shipment_id) FROM freight_bills)",),
        breaks=("I43",),
        because="its row was announced",
    ),
    Mutation(
        "wrong bill said to be another",
        (
            "UPDATE supplygen.injection SET baseline_value = baseline_value - 1 WHERE event_code = 'QRK-BILLING'"
            " AND row_key::bigint ="
            " (SELECT max(row_key::bigint) FROM supplygen.injection WHERE event_code = 'QRK-BILLING')",
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
