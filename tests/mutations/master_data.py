"""Customers, products, contracts, recipes and routes."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    # I03 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I03",
        "channel of an order",
        (
            "UPDATE orders SET channel_id = (SELECT min(id) FROM channels WHERE id <> orders.channel_id)"
            " WHERE id = (SELECT min(id) FROM orders)",
        ),
        breaks=("I42",),
        because="figures by channel count the order elsewhere",
    ),
    Mutation(
        "I03",
        "store count of an account",
        ("UPDATE retail_accounts SET store_count = store_count + 1 WHERE id = 1",),
    ),
    Mutation(
        "I03",
        "division of a distribution center",
        (
            "UPDATE distribution_centers AS d SET division_id ="
            " (SELECT max(id) FROM divisions WHERE id <> d.division_id)"
            " WHERE id = (SELECT min(origin_dc_id) FROM shipments WHERE shipment_type = 'dc_to_dc')",
        ),
        breaks=("I09", "I10", "I42"),
        because="figures by division count the center elsewhere, its carriers and neighbors are of another",
    ),
    # I04 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I04",
        "sold before launch",
        (
            "UPDATE skus SET launch_date = (SELECT max(sale_date) FROM pos_sales WHERE sku_id = skus.id),"
            " discontinue_date = NULL WHERE id = (SELECT min(sku_id) FROM pos_sales)",
        ),
        breaks=("I39",),
        because="a new SKU would be forecast too high",
    ),
    Mutation(
        "I04",
        "formula no longer approved",
        ("UPDATE formulas SET status = 'obsolete' WHERE id = (SELECT min(formula_id) FROM skus)",),
    ),
    Mutation("I04", "region of a SKU", ("UPDATE skus SET region = 'XXX' WHERE id = 1",)),
    # I05 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I05",
        "contract price",
        (
            "UPDATE supplier_ingredients SET unit_cost = unit_cost + 0.0001 WHERE id = (SELECT min(si.id)"
            " FROM supplier_ingredients AS si JOIN purchase_order_lines AS l USING (ingredient_id)"
            " JOIN purchase_orders AS po ON po.id = l.po_id AND po.supplier_id = si.supplier_id"
            " AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date)",
        ),
    ),
    Mutation(
        "I05",
        "minimum order",
        (
            "UPDATE supplier_ingredients SET min_order_qty = 1000000 + order_multiple WHERE id = (SELECT min(si.id)"
            " FROM supplier_ingredients AS si JOIN purchase_order_lines AS l USING (ingredient_id)"
            " JOIN purchase_orders AS po ON po.id = l.po_id AND po.supplier_id = si.supplier_id"
            " AND po.order_date BETWEEN si.contract_start_date AND si.contract_end_date)",
        ),
    ),
    Mutation(
        "I05",
        "status of a supplier",
        ("UPDATE suppliers SET status = 'qualified' WHERE id = (SELECT min(supplier_id) FROM purchase_orders)",),
    ),
    Mutation(
        "I05",
        "strategic supplier without a contract",
        ("UPDATE suppliers SET tier = 1 WHERE id = (SELECT min(id) FROM suppliers WHERE status = 'qualified')",),
    ),
    # I06 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I06",
        "toothpaste without sorbitol",
        (
            "UPDATE formula_ingredients AS fi SET ingredient_id = (SELECT min(id) FROM ingredients WHERE id NOT IN"
            " (SELECT ingredient_id FROM formula_ingredients AS other WHERE other.formula_id = fi.formula_id))"
            " WHERE ingredient_id = (SELECT id FROM ingredients WHERE ingredient_code = 'ING-SORB-001')"
            " AND formula_id = (SELECT min(f.id) FROM formulas AS f JOIN products AS p ON p.id = f.product_id"
            " WHERE p.product_family = 'oral_care')",
        ),
    ),
    # I07 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I07", "length of a route", ("UPDATE routes SET total_distance_km = total_distance_km + 0.1 WHERE id = 1",)
    ),
    Mutation("I07", "segments of a route", ("UPDATE routes SET segment_count = segment_count + 1 WHERE id = 1",)),
    Mutation(
        "I07",
        "mode of a leg",
        (
            "UPDATE shipment_legs SET transport_mode = CASE transport_mode WHEN 'ocean' THEN 'truck' ELSE 'ocean' END"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE route_segment_id IS NOT NULL)",
        ),
        breaks=("I19",),
        because="its emissions are those of the true mode",
    ),
    Mutation(
        "I07",
        "mode that the carrier does not run",
        (
            "UPDATE shipment_legs AS l SET transport_mode = 'ocean'"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE to_location_id IS NOT NULL)",
        ),
        breaks=("I19",),
        because="its emissions are those of the true mode",
    ),
    # I12 ------------------------------------------------------------------------------------------------------------
    Mutation("I12", "account is its own parent", ("UPDATE retail_accounts SET parent_account_id = id WHERE id = 2",)),
    # I13 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I13",
        "one hundredth too little",
        (
            "UPDATE formula_ingredients SET percent = percent - 0.01 WHERE (formula_id, sequence) ="
            " (SELECT formula_id, sequence FROM formula_ingredients ORDER BY percent DESC, 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I05",
        "certificate that has ended is valid",
        (
            "UPDATE certifications SET status = 'valid'"
            " WHERE id = (SELECT min(id) FROM certifications WHERE status = 'expired')",
        ),
    ),
    Mutation(
        "I05",
        "certificate of the day after",
        (
            "UPDATE certifications SET valid_from = (SELECT start_date + 7 * weeks FROM supplygen.run)"
            " WHERE id = (SELECT max(id) FROM certifications WHERE status = 'valid' AND standard <> 'RSPO SCC')",
        ),
    ),
    Mutation(
        "I05",
        "palm oil without a certificate",
        (
            "UPDATE certifications SET standard = 'COSMOS' WHERE standard = 'RSPO SCC' AND supplier_id ="
            " (SELECT id FROM suppliers WHERE supplier_code = 'SUP-PALM-MY-001')",
        ),
    ),
    Mutation(
        "I07",
        "modal shift from another place",
        (
            "UPDATE modal_shift_opportunities SET alternative_segment_ids = alternative_segment_ids[2:]"
            " WHERE id = (SELECT min(id) FROM modal_shift_opportunities"
            " WHERE cardinality(alternative_segment_ids) = 3)",
        ),
    ),
    Mutation(
        "I07",
        "modal shift by a segment that does not exist",
        ("UPDATE modal_shift_opportunities SET alternative_segment_ids[1] = 0 WHERE id = 1",),
    ),
    Mutation(
        "I07",
        "hours of a modal shift",
        ("UPDATE modal_shift_opportunities SET extra_hours = extra_hours + 0.01 WHERE id = 1",),
    ),
    Mutation(
        "I07",
        "saving of a modal shift",
        (
            drop_checks("modal_shift_opportunities"),
            "UPDATE modal_shift_opportunities SET co2_saving_kg_per_t = co2_saving_kg_per_t + 0.0001 WHERE id = 1",
        ),
    ),
    Mutation(
        "I07",
        "assessment of a modal shift",
        ("UPDATE modal_shift_opportunities SET co2_saving_percent = 1, assessment = 'recommended' WHERE id = 1",),
    ),
    Mutation(
        "I12",
        "substitutes of each other",
        (
            "UPDATE sku_substitutes AS s SET substitute_sku_id = first.sku_id FROM sku_substitutes AS first"
            " WHERE (s.sku_id, s.substitute_rank) = (first.substitute_sku_id, 1)"
            " AND (first.sku_id, first.substitute_rank) ="
            " (SELECT f.sku_id, f.substitute_rank FROM sku_substitutes AS f"
            " WHERE f.substitute_sku_id IN (SELECT sku_id FROM sku_substitutes) ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I12",
        "substitute of another division",
        (
            "UPDATE sku_substitutes SET substitute_sku_id = (SELECT max(id) FROM skus)"
            " WHERE (sku_id, substitute_rank) ="
            " (SELECT sku_id, substitute_rank FROM sku_substitutes ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I12",
        "kind of a substitute",
        (
            "UPDATE sku_substitutes"
            " SET substitution_kind = CASE substitution_kind WHEN 'size' THEN 'variant' ELSE 'size' END"
            " WHERE (sku_id, substitute_rank) ="
            " (SELECT sku_id, substitute_rank FROM sku_substitutes ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I12",
        "rank left out",
        (
            "UPDATE sku_substitutes SET substitute_rank = 9"
            " WHERE (sku_id, substitute_rank) ="
            " (SELECT sku_id, max(substitute_rank) FROM sku_substitutes GROUP BY 1 ORDER BY 1 LIMIT 1)",
        ),
    ),
    Mutation(
        "I08",
        "on the quality line",
        (
            "UPDATE work_orders AS w SET production_line_id = l.id FROM production_lines AS l"
            " WHERE l.plant_id = w.plant_id AND l.line_type = 'quality' AND w.id = 1",
            "UPDATE batches AS b SET production_line_id = w.production_line_id FROM work_orders AS w"
            " WHERE w.id = b.wo_id AND w.id = 1",
        ),
        breaks=("I26",),
        because="the plan of the filling line has its hours",
    ),
)
