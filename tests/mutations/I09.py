"""What breaks `I09_shipment_lines_fit_batch_and_contract.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

ALIGNED_PRICES = (
    "UPDATE carrier_rates AS r SET valid_from = c.start_date, valid_to = c.end_date FROM carrier_contracts AS c"
    " WHERE c.id = r.carrier_contract_id AND (r.valid_from, r.valid_to) <> (c.start_date, c.end_date)"
)
"""Lets price lists follow when a contract is of other days."""


def ship_day(which: str, of: str) -> str:
    """The first or the last day on which a contract's carrier takes a shipment, or a leg of one of another carrier."""
    sent = {
        "shipment": "SELECT carrier_id, ship_date FROM shipments",
        "leg": "SELECT l.carrier_id, s.ship_date FROM shipment_legs AS l JOIN shipments AS s ON s.id = l.shipment_id"
        " WHERE l.carrier_id <> s.carrier_id",
    }
    return f"(SELECT {which}(ship_date) FROM ({sent[of]}) AS sent WHERE sent.carrier_id = c.carrier_id)"


MUTATIONS = (
    Mutation(
        "carrier of another division",
        (
            "UPDATE shipments AS s SET carrier_id = (SELECT min(c.id) FROM carriers AS c JOIN divisions AS v"
            " ON v.division_code <> ALL (c.regions) JOIN distribution_centers AS d ON d.division_id = v.id"
            " WHERE c.carrier_type = 'ltl' AND d.id = s.origin_dc_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
        breaks=("I45",),
        because="freight is that of its carrier, day and way",
    ),
    Mutation(
        "prices where the carrier does not run",
        ("UPDATE carriers SET regions = '{}' WHERE carrier_type = '3pl'",),
    ),
    Mutation(
        "contract ends too early",
        (
            "UPDATE carrier_contracts SET end_date = start_date"
            " WHERE id = (SELECT max(c.id) FROM carrier_contracts AS c JOIN shipments AS s USING (carrier_id)"
            " WHERE s.ship_date > c.start_date AND s.ship_date <= c.end_date)",
        ),
        breaks=("I45",),
        because="freight is that of its carrier, day and way",
    ),
    Mutation(
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
    Mutation(
        "price of a mode that the carrier does not run",
        ("UPDATE carrier_rates SET transport_mode = 'air' WHERE id = 1",),
        breaks=("I45",),
        because="freight is that of its carrier, day and way",
    ),
    Mutation("price after the contract", ("UPDATE carrier_rates SET valid_to = valid_to + 1 WHERE id = 1",)),
    Mutation(
        "gap between weight breaks",
        ("UPDATE carrier_rates SET weight_from_kg = weight_from_kg + 1 WHERE id = 2",),
    ),
    Mutation(
        "heavier is not cheaper",
        (
            "UPDATE carrier_rates AS r SET rate = lighter.rate FROM carrier_rates AS lighter"
            " WHERE r.id = 2 AND lighter.id = 1",
        ),
    ),
    Mutation(
        "gap between distances",
        ("UPDATE carrier_rates SET distance_to_km = distance_to_km - 1 WHERE id = 1",),
    ),
    Mutation(
        "shipped as another SKU of the formula",
        (
            "UPDATE shipment_lines AS l SET sku_id = other.id FROM skus AS own JOIN skus AS other"
            " ON (other.formula_id, other.packaging_id) = (own.formula_id, own.packaging_id) AND other.id <> own.id"
            " WHERE own.id = l.sku_id AND (l.shipment_id, l.line_number, other.id) ="
            " (SELECT l.shipment_id, l.line_number, o.id FROM shipment_lines AS l JOIN skus AS s ON s.id = l.sku_id"
            "  JOIN skus AS o ON (o.formula_id, o.packaging_id) = (s.formula_id, s.packaging_id) AND o.id <> s.id"
            "  WHERE l.order_id IS NULL ORDER BY 1, 2, 3 LIMIT 1)",
        ),
        breaks=("I17", "I26"),
        because="the center has, and the plant sends, the SKU of the batch",
    ),
    Mutation(
        "shipped before the contract",
        (
            f"UPDATE carrier_contracts AS c SET start_date = {ship_day('min', 'shipment')} + 1"
            f" WHERE {ship_day('min', 'shipment')} BETWEEN c.start_date AND c.end_date"
            " AND carrier_id = (SELECT min(carrier_id) FROM shipments WHERE shipment_type = 'dc_to_store')",
            ALIGNED_PRICES,
        ),
        breaks=("I45",),
        because="freight is that of its carrier, day and way",
    ),
    Mutation(
        "shipped after the contract",
        (
            f"UPDATE carrier_contracts AS c SET end_date = {ship_day('max', 'shipment')} - 1"
            f" WHERE {ship_day('max', 'shipment')} BETWEEN c.start_date AND c.end_date"
            " AND carrier_id = (SELECT min(carrier_id) FROM shipments WHERE shipment_type = 'dc_to_store')",
            ALIGNED_PRICES,
        ),
        breaks=("I45",),
        because="freight is that of its carrier, day and way",
    ),
    Mutation(
        "leg of a carrier before its contract",
        (
            f"UPDATE carrier_contracts AS c SET start_date = {ship_day('min', 'leg')} + 1"
            f" WHERE {ship_day('min', 'leg')} BETWEEN c.start_date AND c.end_date AND carrier_id = (SELECT id"
            f" FROM (SELECT id AS carrier_id, * FROM carriers) AS c WHERE {ship_day('min', 'leg')} IS NOT NULL"
            # One whose first leg comes before all shipments of its own, where there is one.
            f" ORDER BY {ship_day('min', 'leg')} >= {ship_day('min', 'shipment')}, id LIMIT 1)",
            ALIGNED_PRICES,
        ),
        breaks=("I45",),
        because="freight is that of its carrier, day and way",
    ),
    Mutation(
        "leg of a carrier after its contract",
        (
            f"UPDATE carrier_contracts AS c SET end_date = {ship_day('max', 'leg')} - 1"
            f" WHERE {ship_day('max', 'leg')} BETWEEN c.start_date AND c.end_date AND carrier_id = (SELECT min(id)"
            f" FROM (SELECT id AS carrier_id, * FROM carriers) AS c WHERE {ship_day('max', 'leg')} >"
            f" {ship_day('max', 'shipment')})",
            ALIGNED_PRICES,
        ),
        breaks=("I45",),
        because="freight is that of its carrier, day and way",
    ),
    Mutation(
        "prices by a mode that the carrier does not run",
        (
            "UPDATE carrier_rates SET transport_mode = 'air' WHERE transport_mode = 'ltl' AND"
            " carrier_contract_id = (SELECT min(c.id)"
            " FROM carrier_contracts AS c JOIN carriers AS a ON a.id = c.carrier_id WHERE a.carrier_type = 'ltl')",
        ),
    ),
    Mutation("prices from before the contract", ("UPDATE carrier_rates SET valid_from = valid_from - 1 WHERE id = 1",)),
    Mutation(
        "gap between breaks of weight",
        (
            "UPDATE carrier_rates SET weight_from_kg = weight_from_kg + 1 WHERE id = (SELECT min(id) FROM carrier_rates"
            " WHERE transport_mode = 'air' AND weight_from_kg > 0)",
        ),
    ),
)
