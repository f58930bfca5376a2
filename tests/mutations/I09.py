"""What breaks `I09_shipment_lines_fit_batch_and_contract.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "carrier of another division",
        (
            "UPDATE shipments AS s SET carrier_id = (SELECT min(c.id) FROM carriers AS c JOIN divisions AS v"
            " ON v.division_code <> ALL (c.regions) JOIN distribution_centers AS d ON d.division_id = v.id"
            " WHERE c.carrier_type = 'ltl' AND d.id = s.origin_dc_id)"
            " WHERE id = (SELECT min(id) FROM shipments WHERE shipment_type = 'dc_to_store')",
        ),
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
)
