"""What breaks `I05_purchases_follow_contracts.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

FIRST_CONTRACT = (
    "(SELECT min(si.id) FROM supplier_ingredients AS si JOIN purchase_order_lines AS l USING (ingredient_id)"
    " JOIN purchase_orders AS po ON po.id = l.po_id AND po.supplier_id = si.supplier_id"
    " AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date"
    " WHERE si.is_approved AND EXISTS (SELECT FROM supplier_ingredients AS other"
    " WHERE other.supplier_id = si.supplier_id AND other.is_approved AND other.ingredient_id <> si.ingredient_id))"
)
"""The first one under which somebody bought, of a supplier who has others."""

PALM_CERTIFICATES = (
    "standard = 'RSPO SCC' AND supplier_id = (SELECT id FROM suppliers WHERE supplier_code = 'SUP-PALM-MY-001')"
)


def palm_order(which: str) -> str:
    """The day of the first or the last purchase of palm oil."""
    return (
        f"(SELECT {which}(order_date) FROM purchase_orders WHERE supplier_id ="
        " (SELECT id FROM suppliers WHERE supplier_code = 'SUP-PALM-MY-001'))"
    )


MUTATIONS = (
    Mutation(
        "contract price",
        (
            "UPDATE supplier_ingredients SET unit_cost = unit_cost + 0.0001 WHERE id = (SELECT min(si.id)"
            " FROM supplier_ingredients AS si JOIN purchase_order_lines AS l USING (ingredient_id)"
            " JOIN purchase_orders AS po ON po.id = l.po_id AND po.supplier_id = si.supplier_id"
            " AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date)",
        ),
    ),
    Mutation(
        "minimum order",
        (
            "UPDATE supplier_ingredients SET min_order_qty = 1000000 + order_multiple WHERE id = (SELECT min(si.id)"
            " FROM supplier_ingredients AS si JOIN purchase_order_lines AS l USING (ingredient_id)"
            " JOIN purchase_orders AS po ON po.id = l.po_id AND po.supplier_id = si.supplier_id"
            " AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date)",
        ),
    ),
    Mutation(
        "status of a supplier",
        ("UPDATE suppliers SET status = 'qualified' WHERE id = (SELECT min(supplier_id) FROM purchase_orders)",),
    ),
    Mutation(
        "strategic supplier without a contract",
        ("UPDATE suppliers SET tier = 1 WHERE id = (SELECT min(id) FROM suppliers WHERE status = 'qualified')",),
    ),
    Mutation(
        "certificate that has ended is valid",
        (
            "UPDATE certifications SET status = 'valid'"
            " WHERE id = (SELECT min(id) FROM certifications WHERE status = 'expired')",
        ),
    ),
    Mutation(
        "certificate of the day after",
        (
            "UPDATE certifications SET valid_from = (SELECT start_date + 7 * weeks FROM supplygen.run)"
            " WHERE id = (SELECT max(id) FROM certifications WHERE status = 'valid' AND standard <> 'RSPO SCC')",
        ),
    ),
    Mutation(
        "palm oil without a certificate",
        (
            "UPDATE certifications SET standard = 'COSMOS' WHERE standard = 'RSPO SCC' AND supplier_id ="
            " (SELECT id FROM suppliers WHERE supplier_code = 'SUP-PALM-MY-001')",
        ),
    ),
    Mutation(
        "bought under a contract that is not approved",
        (f"UPDATE supplier_ingredients SET is_approved = false WHERE id = {FIRST_CONTRACT}",),
    ),
    Mutation(
        "not a multiple",
        (f"UPDATE supplier_ingredients SET order_multiple = order_multiple + 0.001 WHERE id = {FIRST_CONTRACT}",),
    ),
    Mutation(
        "bought after the contract",
        (f"UPDATE supplier_ingredients SET contract_end_date = contract_start_date WHERE id = {FIRST_CONTRACT}",),
    ),
    Mutation(
        "bought before the contract",
        (f"UPDATE supplier_ingredients SET contract_start_date = contract_end_date WHERE id = {FIRST_CONTRACT}",),
    ),
    Mutation(
        "awarded without a contract",
        (
            "UPDATE suppliers SET status = 'awarded' WHERE id = (SELECT min(id) FROM suppliers WHERE status ="
            " 'qualified')",
        ),
    ),
    Mutation(
        "certificate that is about to end is valid",
        (
            "UPDATE certifications SET status = 'valid'"
            " WHERE id = (SELECT min(id) FROM certifications WHERE status = 'expiring')",
        ),
    ),
    Mutation(
        "certificate for years is about to end",
        (
            "UPDATE certifications SET status = 'expiring'"
            " WHERE id = (SELECT min(id) FROM certifications WHERE status = 'valid')",
        ),
    ),
    Mutation(
        "palm oil before the certificate",
        (
            f"UPDATE certifications SET valid_from = {palm_order('min')} + 1"
            f" WHERE {PALM_CERTIFICATES} AND {palm_order('min')} BETWEEN valid_from AND valid_to",
        ),
    ),
    Mutation(
        "palm oil after the certificate",
        (
            f"UPDATE certifications SET valid_to = {palm_order('max')} - 1, status = 'expired'"
            f" WHERE {PALM_CERTIFICATES} AND {palm_order('max')} BETWEEN valid_from AND valid_to",
        ),
    ),
    Mutation(
        "contract of another supplier",
        (
            "UPDATE supplier_ingredients SET supplier_id = (SELECT max(id) FROM suppliers WHERE status = 'awarded')"
            f" WHERE id = {FIRST_CONTRACT}",
        ),
    ),
    Mutation(
        "contract for another raw material",
        (
            "UPDATE supplier_ingredients AS si SET ingredient_id = (SELECT max(id) FROM ingredients AS i WHERE"
            " NOT EXISTS"
            " (SELECT FROM supplier_ingredients AS o WHERE (o.supplier_id, o.ingredient_id) = (si.supplier_id, i.id))"
            " AND i.piece_mass_g IS NULL AND i.ingredient_code NOT IN ('ING-PALM-001', 'ING-SORB-001'))"
            f" WHERE id = {FIRST_CONTRACT}",
        ),
    ),
)
