"""Raw materials and production."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    # I08 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I08",
        "line of a batch",
        (
            "UPDATE batches AS b SET production_line_id ="
            " (SELECT min(id) FROM production_lines WHERE plant_id = b.plant_id AND id <> b.production_line_id)"
            " WHERE id = 1",
        ),
    ),
    Mutation(
        "I08",
        "line that does not suit the product",
        (
            "UPDATE production_lines SET product_family ="
            " CASE product_family WHEN 'oral_care' THEN 'home_care' ELSE 'oral_care' END"
            " WHERE id = (SELECT min(production_line_id) FROM work_orders)",
        ),
    ),
    # I14 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I14",
        "one gram lost",
        (
            drop_checks("batches"),
            "UPDATE batches SET loss_kg = loss_kg + 0.001 WHERE id = 1",
        ),
    ),
    Mutation("I14", "yield", ("UPDATE batches SET yield_percent = yield_percent - 0.02 WHERE id = 1",)),
    # I15 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I15", "one gram of a lot", ("UPDATE ingredient_inventory SET on_hand_kg = on_hand_kg + 0.001 WHERE id = 1",)
    ),
    Mutation(
        "I15",
        "lot number of a draw",
        ("UPDATE batch_ingredients SET lot_number = 'nowhere' WHERE batch_id = 1 AND sequence = 1",),
    ),
    Mutation(
        "I15",
        "one lot with two days of expiry",
        (
            "UPDATE goods_receipt_lines AS l SET expiry_date = expiry_date + 1 WHERE (gr_id, line_number) ="
            " (SELECT gr_id, line_number FROM goods_receipt_lines AS l WHERE lot_number IN"
            " (SELECT lot_number FROM goods_receipt_lines GROUP BY lot_number HAVING count(*) > 1) AND NOT EXISTS"
            " (SELECT FROM ingredient_inventory AS i WHERE i.gr_id = l.gr_id AND i.gr_line_number = l.line_number)"
            " ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I15",
        "issued to a work order",
        (
            "UPDATE work_order_materials SET issued_quantity_kg = issued_quantity_kg + 0.001"
            " WHERE wo_id = 1 AND line_number = 1",
        ),
    ),
    Mutation(
        "I15",
        "lot received after its use",
        (
            "UPDATE goods_receipts AS g SET receipt_date = b.production_date + 1 FROM batch_ingredients AS bi"
            " JOIN batches AS b ON b.id = bi.batch_id WHERE bi.gr_id = g.id AND bi.batch_id = 1 AND bi.sequence = 1",
        ),
        breaks=("I29",),
        because="I29 states the same order of days for all receipts",
    ),
    # I16 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I16",
        "one case scrapped twice",
        (
            drop_checks("batches"),
            "UPDATE batches SET scrapped_cases = scrapped_cases + 1 WHERE id = 1",
        ),
    ),
    Mutation(
        "I16",
        "one case at the plant",
        (
            "UPDATE inventory SET quantity_cases = quantity_cases + 1"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'plant')",
        ),
    ),
    # I22 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I22",
        "one gram neither accepted nor rejected",
        (
            drop_checks("goods_receipt_lines"),
            "UPDATE goods_receipt_lines SET quantity_rejected_kg = quantity_rejected_kg + 0.001"
            " WHERE gr_id = 1 AND line_number = 1",
        ),
    ),
    Mutation(
        "I22",
        "more than was ordered",
        (
            "UPDATE goods_receipt_lines AS g SET quantity_received_kg = l.quantity_kg * 1.06 + g.quantity_accepted_kg,"
            " quantity_rejected_kg = l.quantity_kg * 1.06 FROM purchase_order_lines AS l"
            " WHERE l.po_id = g.po_id AND l.line_number = g.po_line_number AND g.gr_id = 1 AND g.line_number = 1",
        ),
    ),
    Mutation(
        "I22",
        "status of a purchase order",
        ("UPDATE purchase_orders SET status = 'open' WHERE id = (SELECT min(po_id) FROM goods_receipts)",),
    ),
    # I23 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I23",
        "landed cost",
        (
            drop_checks("sku_costs"),
            "UPDATE sku_costs SET landed_cost = landed_cost + 0.0001 WHERE sku_id = 1",
        ),
    ),
    Mutation(
        "I23",
        "material cost of a batch",
        ("UPDATE batch_cost_ledger SET amount = amount + 0.02 WHERE batch_id = 1 AND cost_type = 'material'",),
    ),
    Mutation("I23", "budget of a promotion", ("UPDATE promotions SET budget = budget + 0.01 WHERE id = 1",)),
    # I29 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I29",
        "released before it was made",
        (
            "UPDATE batches SET qc_release_date = production_date - 1 WHERE id ="
            " (SELECT min(id) FROM batches WHERE production_date > (SELECT start_date FROM supplygen.run))",
        ),
    ),
    Mutation(
        "I29",
        "received before it was ordered",
        (
            drop_checks("purchase_orders"),
            "UPDATE purchase_orders AS po SET order_date = g.receipt_date + 1 FROM goods_receipts AS g"
            " WHERE g.po_id = po.id AND g.id = (SELECT min(g.id) FROM goods_receipts AS g"
            " JOIN purchase_order_lines AS l ON l.po_id = g.po_id"
            " JOIN purchase_orders AS p ON p.id = g.po_id"
            " JOIN supplier_ingredients AS si ON si.supplier_id = p.supplier_id AND si.ingredient_id = l.ingredient_id"
            " AND g.receipt_date + 1 BETWEEN si.contract_start_date AND si.contract_end_date"
            " AND p.order_date BETWEEN si.contract_start_date AND si.contract_end_date WHERE l.line_number = 1"
            " AND NOT EXISTS (SELECT FROM purchase_order_lines AS two WHERE two.po_id = p.id AND two.line_number = 2))",
        ),
    ),
    Mutation(
        "I29",
        "shipped after it expired",
        (
            "UPDATE batches SET expiry_date = production_date + 1 WHERE id = (SELECT min(a.batch_id)"
            " FROM order_allocations AS a JOIN batches AS b ON b.id = a.batch_id"
            " WHERE a.allocation_date > b.production_date + 1 AND a.batch_id NOT IN (SELECT batch_id FROM inventory))",
        ),
    ),
    Mutation(
        "I29",
        "batch longer than its line was open for it",
        (
            "UPDATE work_orders SET operating_minutes = operating_minutes + 1"
            " WHERE id = (SELECT min(wo_id) FROM batches)",
        ),
    ),
    Mutation(
        "I29",
        "two batches on one line",
        (
            "UPDATE work_orders AS w SET actual_start = actual_start - interval '1 minute',"
            " actual_end = actual_end - interval '1 minute' WHERE id = (SELECT min(id) FROM (SELECT id, actual_start,"
            " lag(actual_end) OVER (PARTITION BY production_line_id ORDER BY actual_start) AS free"
            " FROM work_orders) AS run WHERE actual_start = free)",
        ),
    ),
    Mutation(
        "I29",
        "production before the shift",
        (
            "UPDATE work_orders SET actual_start = actual_start - (actual_start::time - time '05:59'),"
            " operating_minutes = operating_minutes + extract(epoch FROM actual_start::time - time '05:59') / 60"
            " WHERE id = (SELECT id FROM work_orders AS w WHERE actual_start IS NOT NULL AND NOT EXISTS (SELECT"
            " FROM work_orders AS o WHERE o.production_line_id = w.production_line_id AND o.id <> w.id"
            " AND o.actual_start < w.actual_start AND o.actual_end > w.actual_start::date) ORDER BY id LIMIT 1)",
        ),
    ),
    Mutation(
        "I23",
        "overall score",
        (
            drop_checks("supplier_esg_scores"),
            "UPDATE supplier_esg_scores SET overall_score = overall_score + 0.01"
            " WHERE supplier_id = 1 AND score_quarter = 4",
        ),
    ),
    Mutation(
        "I23",
        "rating of a score",
        (
            "UPDATE supplier_esg_scores SET rating = CASE rating WHEN 'A' THEN 'B' ELSE 'A' END"
            " WHERE supplier_id = 1 AND score_quarter = 4",
        ),
    ),
    Mutation(
        "I23",
        "target that falls back",
        (
            "UPDATE sustainability_targets SET target_value = baseline_value - 0.0001 WHERE division_id = 1"
            " AND metric = 'water_use' AND target_year = (SELECT max(target_year) FROM sustainability_targets)",
        ),
    ),
    Mutation(
        "I23",
        "baseline of one year",
        (
            "UPDATE sustainability_targets SET baseline_value = baseline_value + 0.0001 WHERE division_id = 1"
            " AND metric = 'water_use' AND target_year = (SELECT max(target_year) FROM sustainability_targets)",
        ),
    ),
    Mutation(
        "I29",
        "decision sooner than the rule",
        ("UPDATE business_rules SET parameter_value = parameter_value + 1 WHERE rule_code = 'QUA-RELEASE-MIN'",),
    ),
)
