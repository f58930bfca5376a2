"""Clauses on customers, products, contracts, routes and recipes that no other mutation breaks alone."""

from __future__ import annotations

from mutations.mutation import Mutation

UNUSED_ROUTE = "id NOT IN (SELECT route_id FROM shipments WHERE route_id IS NOT NULL)"
"""So that only the route itself is wrong, and not the shipments that take it."""

FIRST_CONTRACT = (
    "(SELECT min(si.id) FROM supplier_ingredients AS si JOIN purchase_order_lines AS l USING (ingredient_id)"
    " JOIN purchase_orders AS po ON po.id = l.po_id AND po.supplier_id = si.supplier_id"
    " AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date"
    " WHERE si.is_approved AND EXISTS (SELECT FROM supplier_ingredients AS other"
    " WHERE other.supplier_id = si.supplier_id AND other.is_approved AND other.ingredient_id <> si.ingredient_id))"
)
"""The first one under which somebody bought, of a supplier who has others."""

FIRST_LOT_USED = "(SELECT lot_number FROM batch_ingredients WHERE batch_id = 1 AND sequence = 1)"

FIRST_ORDER_USED = (
    "(SELECT po_id FROM goods_receipts WHERE id ="
    " (SELECT gr_id FROM batch_ingredients WHERE batch_id = 1 AND sequence = 1))"
)

MUTATIONS = (
    # I03 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I03",
        "order of another account",
        (
            "UPDATE orders AS o SET retail_account_id = (SELECT min(a.id) FROM retail_accounts AS a"
            " JOIN retail_accounts AS own ON own.id = o.retail_account_id AND a.id <> own.id"
            " AND (a.channel_id, a.division_id, a.priority_rank)"
            "   = (own.channel_id, own.division_id, own.priority_rank))"
            " WHERE id = (SELECT min(o.id) FROM orders AS o JOIN retail_accounts AS a ON a.id = o.retail_account_id"
            " WHERE a.archetype = 'regional_grocer' AND o.promo_id IS NULL"
            " AND o.id NOT IN (SELECT order_id FROM returns))",
        ),
    ),
    Mutation(
        "I03",
        "order at another center",
        (
            "UPDATE orders AS o SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> o.dc_id)"
            " WHERE id = (SELECT min(id) FROM orders WHERE status = 'cancelled')",
        ),
        breaks=("I26", "I42"),
        because="figures and exceptions of the plan count what was cut elsewhere",
    ),
    # I04 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I04",
        "SKU of another region",
        (
            "UPDATE skus AS s SET division_id = d.id, region = d.division_code FROM divisions AS d"
            " WHERE d.id = (SELECT min(id) FROM divisions WHERE id <> s.division_id)"
            " AND s.id = (SELECT min(sku_id) FROM pos_sales WHERE sku_id NOT IN (SELECT sku_id FROM sku_substitutes)"
            " AND sku_id NOT IN (SELECT substitute_sku_id FROM sku_substitutes))",
        ),
    ),
    Mutation(
        "I04",
        "sold after it was discontinued",
        (
            "UPDATE skus SET discontinue_date = (SELECT min(sale_date) FROM pos_sales WHERE sku_id = skus.id)"
            " WHERE id = (SELECT min(sku_id) FROM pos_sales)",
        ),
    ),
    Mutation(
        "I04",
        "formula of another product",
        (
            "UPDATE skus AS s SET formula_id = (SELECT min(id) FROM formulas"
            " WHERE variant = s.variant AND status = 'approved' AND product_id <> s.product_id)"
            " WHERE id = (SELECT min(s.id) FROM skus AS s JOIN formulas AS f ON f.variant = s.variant"
            " AND f.status = 'approved' AND f.product_id <> s.product_id"
            " WHERE s.id NOT IN (SELECT sku_id FROM work_orders))",
        ),
    ),
    Mutation(
        "I04",
        "work order by the formula of another product",
        (
            "UPDATE work_orders AS w SET formula_id = (SELECT min(f.id) FROM formulas AS f"
            " JOIN skus AS s ON s.id = w.sku_id AND s.product_id <> f.product_id WHERE f.status = 'approved')"
            " WHERE id = (SELECT min(id) FROM work_orders WHERE status = 'planned')",
        ),
    ),
    # I05 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I05",
        "bought under a contract that is not approved",
        (f"UPDATE supplier_ingredients SET is_approved = false WHERE id = {FIRST_CONTRACT}",),
    ),
    Mutation(
        "I05",
        "not a multiple",
        (f"UPDATE supplier_ingredients SET order_multiple = order_multiple + 0.001 WHERE id = {FIRST_CONTRACT}",),
    ),
    Mutation(
        "I05",
        "bought after the contract",
        (f"UPDATE supplier_ingredients SET contract_end_date = contract_start_date WHERE id = {FIRST_CONTRACT}",),
    ),
    Mutation(
        "I05",
        "bought before the contract",
        (f"UPDATE supplier_ingredients SET contract_start_date = contract_end_date WHERE id = {FIRST_CONTRACT}",),
    ),
    # I06 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I06",
        "second supplier of palm oil",
        (
            "UPDATE supplier_ingredients SET ingredient_id ="
            " (SELECT id FROM ingredients WHERE ingredient_code = 'ING-PALM-001')"
            " WHERE id = (SELECT min(si.id) FROM supplier_ingredients AS si"
            " JOIN suppliers AS s ON s.id = si.supplier_id"
            " WHERE si.is_approved AND s.supplier_code NOT LIKE 'SUP-PALM-%' AND NOT EXISTS"
            " (SELECT FROM purchase_orders AS po WHERE po.supplier_id = si.supplier_id"
            " AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date))",
        ),
    ),
    Mutation(
        "I06",
        "palm oil from another supplier",
        ("UPDATE suppliers SET supplier_code = 'SUP-PALM-MY-002' WHERE supplier_code = 'SUP-PALM-MY-001'",),
        breaks=("I39",),
        because="the supplier who is late is another",
    ),
    # I07 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I07",
        "middle of a route from another port",
        (
            "UPDATE route_segments AS g SET origin_port_id ="
            " (SELECT min(id) FROM ports WHERE id NOT IN (g.origin_port_id, g.destination_port_id))"
            " WHERE id = (SELECT min(a.route_segment_id) FROM route_segment_assignments AS a"
            " JOIN routes AS r ON r.id = a.route_id AND r.segment_count > 2 WHERE a.sequence = 2"
            " AND a.route_segment_id NOT IN (SELECT route_segment_id FROM shipment_legs WHERE route_segment_id > 0)"
            " AND NOT EXISTS (SELECT FROM modal_shift_opportunities"
            "                 WHERE a.route_segment_id = ANY (alternative_segment_ids)))",
        ),
    ),
    Mutation(
        "I07",
        "route without a first segment",
        (
            "UPDATE route_segment_assignments SET sequence = 2"
            f" WHERE route_id = (SELECT min(id) FROM routes WHERE segment_count = 1 AND {UNUSED_ROUTE})",
        ),
    ),
    Mutation(
        "I07",
        "end of a route",
        (
            "UPDATE routes AS r SET destination_dc_id ="
            " (SELECT min(id) FROM distribution_centers WHERE id <> r.destination_dc_id)"
            f" WHERE id = (SELECT min(id) FROM routes WHERE destination_dc_id IS NOT NULL AND {UNUSED_ROUTE})",
        ),
    ),
    Mutation(
        "I07",
        "beginning of a route",
        (
            "UPDATE routes AS r SET origin_plant_id = (SELECT min(id) FROM plants WHERE id <> r.origin_plant_id)"
            f" WHERE id = (SELECT min(id) FROM routes WHERE origin_plant_id IS NOT NULL AND {UNUSED_ROUTE})",
        ),
    ),
    # I08 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I08",
        "line of another plant",
        (
            "UPDATE production_lines AS l SET plant_id = (SELECT min(id) FROM plants WHERE id <> l.plant_id)"
            " WHERE id = (SELECT min(production_line_id) FROM work_orders)",
        ),
        breaks=("I26",),
        because="its plan is that of the plant where the work is",
    ),
    # I14 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I14",
        "one gram that no lot gave",
        (
            "UPDATE batches SET input_kg = input_kg + 0.001, loss_kg = loss_kg + 0.001"
            " WHERE id = (SELECT id FROM batches ORDER BY input_kg DESC, id LIMIT 1)",
        ),
    ),
    # I15 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I15",
        "stock of a lot at another plant",
        (
            "UPDATE ingredient_inventory AS i SET plant_id = (SELECT min(id) FROM plants WHERE id <> i.plant_id)"
            " WHERE id = 1",
        ),
    ),
    Mutation(
        "I15",
        "stock of another raw material",
        (
            "UPDATE ingredient_inventory AS i SET ingredient_id ="
            " (SELECT min(id) FROM ingredients WHERE id <> i.ingredient_id) WHERE id = 1",
        ),
    ),
    Mutation(
        "I15",
        "lot drawn at another plant",
        (
            "UPDATE ingredient_inventory AS i SET plant_id = (SELECT min(id) FROM plants WHERE id <> i.plant_id)"
            f" WHERE gr_id IN (SELECT id FROM goods_receipts WHERE po_id = {FIRST_ORDER_USED})",
            "UPDATE purchase_orders AS po SET plant_id = (SELECT min(id) FROM plants WHERE id <> po.plant_id)"
            f" WHERE id = {FIRST_ORDER_USED}",
        ),
    ),
    Mutation(
        "I15",
        "lot of another raw material",
        (
            "UPDATE ingredient_inventory AS i SET ingredient_id ="
            f" (SELECT min(id) FROM ingredients WHERE id <> i.ingredient_id) WHERE lot_number = {FIRST_LOT_USED}",
            "UPDATE goods_receipt_lines AS l SET ingredient_id ="
            f" (SELECT min(id) FROM ingredients WHERE id <> l.ingredient_id) WHERE lot_number = {FIRST_LOT_USED}",
        ),
        breaks=("I22",),
        because="its order is for the raw material that was drawn",
    ),
)
