"""What breaks `I54_packaging_is_whole.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

HEAVY = "(SELECT id FROM ingredients WHERE piece_mass_g > 1)"
"""Packaging of which a gram is no piece."""

LATEST_CONTRACT = (
    f"(SELECT id FROM supplier_ingredients WHERE ingredient_id IN {HEAVY}"
    " ORDER BY contract_start_date DESC, id DESC LIMIT 1)"
)
"""A contract under which nothing has been ordered yet."""

LOT = f"(SELECT gr_id, line_number FROM goods_receipt_lines WHERE ingredient_id IN {HEAVY} ORDER BY 1, 2 LIMIT 1)"

DRAW = f"(SELECT batch_id, sequence FROM batch_ingredients WHERE ingredient_id IN {HEAVY} ORDER BY 1, 2 LIMIT 1)"

LINE = f"(SELECT wo_id, line_number FROM work_order_materials WHERE ingredient_id IN {HEAVY} ORDER BY 1, 2 LIMIT 1)"

OF_DRAW = "the lot has given more or less than is missing of it, and the batch has not paid for it"


def drawn(pieces: str) -> tuple[str, str]:
    """Change what a batch took of an item, by a number of pieces."""
    return (
        drop_checks("batch_ingredients"),
        "UPDATE batch_ingredients AS b SET actual_quantity_kg ="
        f" b.actual_quantity_kg + {pieces} * i.piece_mass_g / 1000.0"
        f" FROM ingredients AS i WHERE i.id = b.ingredient_id AND (b.batch_id, b.sequence) = {DRAW}",
    )


MUTATIONS = (
    *(
        Mutation(
            f"part of a piece: {column}",
            (f"UPDATE supplier_ingredients SET {column} = {column} + 0.001 WHERE id = {LATEST_CONTRACT}",),
        )
        for column in ("min_order_qty", "order_multiple")
    ),
    Mutation(
        "part of a piece received and rejected",
        (
            "UPDATE goods_receipt_lines SET quantity_received_kg = quantity_received_kg + 0.001,"
            f" quantity_rejected_kg = quantity_rejected_kg + 0.001 WHERE (gr_id, line_number) = {LOT}",
        ),
    ),
    Mutation(
        "part of a piece accepted",
        (
            drop_checks("goods_receipt_lines"),
            "UPDATE goods_receipt_lines SET quantity_accepted_kg = quantity_accepted_kg - 0.001,"
            f" quantity_rejected_kg = quantity_rejected_kg + 0.001 WHERE (gr_id, line_number) = {LOT}",
        ),
        breaks=("I15", "I47"),
        because="what was accepted is not what was used and is left, nor what was billed",
    ),
    *(
        Mutation(
            f"{what} too many planned",
            (
                "UPDATE work_order_materials AS m SET planned_quantity_kg = m.planned_quantity_kg +"
                f" {kg} FROM ingredients AS i WHERE i.id = m.ingredient_id AND (m.wo_id, m.line_number) = {LINE}",
            ),
        )
        for what, kg in (("part of a piece", "0.001"), ("a piece", "i.piece_mass_g / 1000.0"))
    ),
    *(
        Mutation(what, drawn(pieces), breaks=("I15", "I23"), because=OF_DRAW)
        for what, pieces in (
            ("part of a piece used", "0.1 * 1"),
            ("more pieces than can be spoiled", "1000000"),
            ("fewer pieces than eaches", "-1000000"),
        )
    ),
    Mutation(
        "a case without its packaging",
        (
            "DELETE FROM batch_ingredients AS b USING ingredients AS i WHERE i.id = b.ingredient_id"
            " AND i.piece_mass_g IS NOT NULL AND b.batch_id = 1",
        ),
        breaks=("I15", "I23", "I43"),
        because=OF_DRAW,
    ),
    Mutation(
        "standard cost of the packaging",
        (
            "UPDATE sku_costs SET packaging_cost = packaging_cost + 0.0001, landed_cost = landed_cost + 0.0001"
            " WHERE sku_id = (SELECT max(sku_id) FROM sku_costs)",
        ),
    ),
    Mutation(
        "a bill that weighs more than the tare",
        (
            "UPDATE ingredients SET standard_cost = standard_cost * piece_mass_g / (piece_mass_g + 1),"
            " piece_mass_g = piece_mass_g + 1 WHERE id = (SELECT max(id) FROM ingredients)",
        ),
    ),
    Mutation(
        "a raw material in a bill",
        (
            "UPDATE packaging_components SET ingredient_id = (SELECT min(id) FROM ingredients) WHERE"
            " (packaging_id, product_id, sequence) = (SELECT 1, min(product_id), 1 FROM packaging_components"
            " WHERE packaging_id = 1)",
        ),
    ),
    Mutation(
        "an item that is in no bill",
        (
            "DELETE FROM packaging_components WHERE (packaging_id, product_id, sequence) ="
            " (SELECT 1, min(product_id), 1 FROM packaging_components WHERE packaging_id = 1)",
        ),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    Mutation(
        "a work order without an item of its bill",
        (
            "DELETE FROM work_order_materials AS m USING ingredients AS i WHERE i.id = m.ingredient_id"
            " AND i.piece_mass_g IS NOT NULL"
            " AND m.wo_id = (SELECT max(id) FROM work_orders WHERE status = 'planned')",
        ),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    Mutation(
        "half a piece that is billed",
        (
            "UPDATE supplier_invoice_lines AS b SET quantity_kg = quantity_kg - 0.001,"
            " line_amount = round((quantity_kg - 0.001) * unit_price, 2) FROM goods_receipt_lines AS g"
            " JOIN ingredients AS i ON i.id = g.ingredient_id WHERE g.gr_id = b.gr_id"
            " AND g.line_number = b.line_number AND (b.invoice_id, b.line_number) = (SELECT o.invoice_id, o.line_number"
            " FROM supplier_invoice_lines AS o JOIN goods_receipt_lines AS r ON (r.gr_id, r.line_number) ="
            " (o.gr_id, o.line_number) JOIN ingredients AS k ON k.id = r.ingredient_id AND k.piece_mass_g > 1"
            " ORDER BY o.invoice_id, o.line_number LIMIT 1)",
        ),
        breaks=("I47",),
        because="it is not what was accepted",
    ),
)
