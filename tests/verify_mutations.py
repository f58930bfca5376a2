"""One broken row for each invariant, as data: the statements, and which checks must see it.

The statements run in a transaction on a loaded database and are rolled back. `breaks` lists what else must fail with
the invariant itself where the facts imply each other; `because` says how. A CHECK that would stop a statement is
dropped in the same transaction; foreign keys stay, since I01 would miss them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """How to break one invariant."""

    invariant: str
    name: str
    statements: tuple[str, ...]
    """The last one must change at least one row."""
    breaks: tuple[str, ...] = ()
    because: str = ""

    @property
    def expected(self) -> set[str]:
        """All invariants that must be seen broken."""
        return {self.invariant, *self.breaks}


def drop_checks(table: str) -> str:
    """Take away the CHECKs that would stop a mutation of the table."""
    return f"""
        DO $$
        DECLARE name text;
        BEGIN
            FOR name IN SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = '{table}'::regclass LOOP
                EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', name);
            END LOOP;
        END $$
    """


MUTATIONS = (
    # I01 ------------------------------------------------------------------------------------------------------------
    Mutation("I01", "foreign key gone", ("ALTER TABLE order_lines DROP CONSTRAINT fk_order_lines_order_id_orders",)),
    Mutation(
        "I01",
        "foreign key not validated",
        (
            "ALTER TABLE order_lines DROP CONSTRAINT fk_order_lines_sku_id_skus",
            "ALTER TABLE order_lines ADD CONSTRAINT fk_order_lines_sku_id_skus"
            " FOREIGN KEY (sku_id) REFERENCES skus NOT VALID",
        ),
    ),
    Mutation(
        "I01",
        "audited record does not exist",
        ("UPDATE audit_logs SET record_id = 0 WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    Mutation(
        "I01",
        "audited table does not exist",
        ("UPDATE audit_logs SET table_name = 'nowhere' WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    Mutation(
        "I01",
        "scope of a key figure does not exist",
        (
            "UPDATE kpi_actuals SET scope_id = 0"
            " WHERE id = (SELECT min(id) FROM kpi_actuals WHERE scope_type <> 'company')",
        ),
        breaks=("I42",),
        because="the figure of the true scope is missing",
    ),
    Mutation(
        "I01",
        "shipment of stock in transit does not exist",
        (
            "UPDATE inventory SET shipment_id = 0"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'in_transit')",
        ),
        breaks=("I17",),
        because="the stock of the true shipment is missing",
    ),
    # I02 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I02",
        "table without rows",
        ("DELETE FROM risk_events",),
        breaks=("I43",),
        because="rows were announced",
    ),
    Mutation(
        "I02",
        "category value never used, scale 0.1 said",
        (
            "UPDATE supplygen.run SET scale = 0.1",
            "UPDATE carriers SET carrier_type = 'ltl' WHERE carrier_type = 'air'",
        ),
    ),
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
            " WHERE id = (SELECT min(primary_dc_id) FROM retail_locations)",
        ),
        breaks=("I42",),
        because="figures by division count the distribution center elsewhere",
    ),
    # I04 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I04",
        "sold before launch",
        (
            "UPDATE skus SET launch_date = (SELECT max(sale_date) FROM pos_sales WHERE sku_id = skus.id),"
            " discontinue_date = NULL WHERE id = (SELECT min(sku_id) FROM pos_sales)",
        ),
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
    ),
    Mutation(
        "I07",
        "mode that the carrier does not run",
        (
            "UPDATE shipment_legs AS l SET transport_mode = 'ocean'"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE to_location_id IS NOT NULL)",
        ),
    ),
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
    # I09 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I09",
        "contract ends too early",
        (
            "UPDATE carrier_contracts SET end_date = start_date"
            " WHERE id = (SELECT max(c.id) FROM carrier_contracts AS c JOIN shipments AS s USING (carrier_id)"
            " WHERE s.ship_date > c.start_date AND s.ship_date <= c.end_date)",
        ),
    ),
    Mutation(
        "I09",
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
    # I10 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I10",
        "allocation at another DC",
        (
            "UPDATE order_allocations AS a SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> a.dc_id)"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    # I11 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I11",
        "account of an RMA",
        (
            "UPDATE rma_authorizations AS m SET retail_account_id ="
            " (SELECT min(id) FROM retail_accounts WHERE id <> m.retail_account_id)"
            " WHERE id = (SELECT min(rma_id) FROM returns)",
        ),
    ),
    Mutation(
        "I11",
        "batch that was not delivered",
        (
            "UPDATE return_lines AS rl SET batch_id = (SELECT min(b.id) FROM batches AS b WHERE b.sku_id = rl.sku_id"
            " AND b.id NOT IN (SELECT batch_id FROM shipment_lines AS sl WHERE sl.order_id = rl.order_id))"
            " WHERE (return_id, line_number) = (SELECT rl.return_id, rl.line_number FROM return_lines AS rl"
            " WHERE NOT EXISTS (SELECT FROM disposition_logs AS d WHERE d.return_id = rl.return_id"
            " AND d.return_line_number = rl.line_number AND d.disposition = 'restock')"
            " AND (SELECT count(*) FROM batches AS b WHERE b.sku_id = rl.sku_id) > 8 ORDER BY 1, 2 LIMIT 1)",
        ),
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
    # I17 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I17",
        "one case of one batch counted as another at a DC",
        (
            "UPDATE inventory AS i SET quantity_cases = i.quantity_cases + CASE i.id WHEN two.first THEN 1 ELSE -1 END"
            " FROM (SELECT min(id) AS first, max(id) AS last FROM inventory WHERE dc_id IS NOT NULL"
            "       AND quantity_cases > 1 GROUP BY dc_id HAVING count(*) > 1 ORDER BY dc_id LIMIT 1) AS two"
            " WHERE i.id IN (two.first, two.last)",
        ),
    ),
    Mutation(
        "I17",
        "arrives after its goods have left",
        (
            "UPDATE shipments AS s SET actual_delivery_date = r.start_date + 7 * r.weeks - 1 FROM supplygen.run AS r"
            " WHERE s.id = (SELECT min(id) FROM shipments WHERE shipment_type = 'plant_to_dc')",
            "UPDATE shipment_legs AS l SET actual_arrival = last.arrival,"
            " delay_hours = round(extract(epoch FROM last.arrival - l.planned_arrival) / 3600, 2)"
            " FROM (SELECT s.id AS shipment_id, s.actual_delivery_date AT TIME ZONE 'UTC' AS arrival, r.segment_count"
            "       FROM shipments AS s JOIN routes AS r ON r.id = s.route_id ORDER BY s.id LIMIT 1) AS last"
            " WHERE l.shipment_id = last.shipment_id AND l.leg_sequence = last.segment_count",
        ),
    ),
    Mutation(
        "I17",
        "one case in transit",
        (
            "UPDATE inventory SET quantity_cases = quantity_cases + 1"
            " WHERE id = (SELECT min(id) FROM inventory WHERE location_type = 'in_transit')",
        ),
    ),
    Mutation(
        "I17",
        "restocked cases scrapped",
        (
            "UPDATE disposition_logs SET disposition = 'scrap'"
            " WHERE id = (SELECT min(id) FROM disposition_logs WHERE disposition = 'restock')",
        ),
    ),
    Mutation(
        "I17",
        "age of stock",
        (
            "UPDATE inventory SET aging_bucket = CASE aging_bucket WHEN '0-30' THEN '31-60' ELSE '0-30' END"
            " WHERE id = (SELECT min(id) FROM inventory)",
        ),
    ),
    # I18 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I18",
        "one case allocated twice",
        (
            "UPDATE order_allocations SET allocated_cases = allocated_cases + 1"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    Mutation(
        "I18",
        "another batch allocated than shipped",
        (
            "UPDATE order_allocations AS a SET batch_id = other.id FROM batches AS b, batches AS other"
            " WHERE b.id = a.batch_id AND other.sku_id = b.sku_id AND other.id <> b.id AND a.id = (SELECT max(id)"
            " FROM order_allocations WHERE status = 'shipped')"
            " AND other.id = (SELECT min(id) FROM batches WHERE sku_id = b.sku_id AND id <> b.id"
            "                 AND qc_status = 'released')",
        ),
    ),
    Mutation(
        "I18",
        "status of a line",
        ("UPDATE order_lines SET status = 'cut' WHERE order_id = 1 AND line_number = 1 AND status <> 'cut'",),
    ),
    Mutation(
        "I18",
        "one case cut twice",
        (
            drop_checks("order_lines"),
            "UPDATE order_lines SET cut_cases = cut_cases + 1 WHERE (order_id, line_number) ="
            " (SELECT order_id, line_number FROM order_lines WHERE cut_cases > 0 ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    # I19 ------------------------------------------------------------------------------------------------------------
    Mutation("I19", "one cent of an order", ("UPDATE orders SET total_amount = total_amount + 0.01 WHERE id = 1",)),
    Mutation(
        "I19",
        "one cent of a purchase order",
        ("UPDATE purchase_orders SET total_amount = total_amount + 0.01 WHERE id = 1",),
    ),
    Mutation(
        "I19",
        "one gram of a shipment",
        ("UPDATE shipments SET total_weight_kg = total_weight_kg - 0.001 WHERE id = 1",),
    ),
    Mutation("I19", "one case of a return", ("UPDATE returns SET total_cases = total_cases + 1 WHERE id = 1",)),
    Mutation("I19", "one order of a wave", ("UPDATE pick_waves SET total_orders = total_orders + 1 WHERE id = 1",)),
    # I20 ------------------------------------------------------------------------------------------------------------
    Mutation("I20", "too many pallets", ("UPDATE shipments SET total_pallets = 27 WHERE id = 1",)),
    Mutation(
        "I20",
        "one gram from line to line",
        (
            "UPDATE shipment_lines SET weight_kg = weight_kg + CASE line_number WHEN 1 THEN 0.001 ELSE -0.001 END"
            " WHERE line_number IN (1, 2)"
            " AND shipment_id = (SELECT min(shipment_id) FROM shipment_lines WHERE line_number = 2)",
        ),
    ),
    # I21 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I21",
        "one each",
        ("UPDATE order_lines SET quantity_eaches = quantity_eaches + 1 WHERE order_id = 1 AND line_number = 1",),
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
    # I24 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I24",
        "one case decided twice",
        (
            "UPDATE disposition_logs SET quantity_cases = quantity_cases + 1"
            " WHERE id = (SELECT min(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
    Mutation(
        "I24",
        "decided before it was received",
        (
            drop_checks("returns"),
            "UPDATE returns SET received_date = NULL WHERE id ="
            " (SELECT min(r.id) FROM returns AS r JOIN disposition_logs AS d ON d.return_id = r.id)",
        ),
        breaks=("I30",),
        because="the authorization cannot be closed, nor the goods decided on, before they are there",
    ),
    # I25 ------------------------------------------------------------------------------------------------------------
    Mutation("I25", "one case of a wave", ("UPDATE pick_waves SET total_cases = total_cases + 1 WHERE id = 1",)),
    Mutation(
        "I25",
        "DC of a wave",
        (
            "UPDATE pick_waves AS w SET dc_id = (SELECT min(id) FROM distribution_centers WHERE id <> w.dc_id)"
            " WHERE id = 1",
        ),
    ),
    # I27 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I27",
        "one each left in a store",
        (
            "UPDATE store_inventory SET closing_eaches = closing_eaches + 1 WHERE (retail_location_id, sku_id) ="
            " (SELECT retail_location_id, sku_id FROM store_inventory ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I27",
        "sold before it was there",
        (
            # Last week's sales of a store and SKU are booked in the first week in which it sold anything.
            drop_checks("pos_sales"),
            "UPDATE pos_sales AS p SET quantity_eaches = p.quantity_eaches"
            " + CASE p.sale_date WHEN span.first_day THEN 100000 ELSE -100000 END"
            " FROM (SELECT retail_location_id, sku_id, min(sale_date) AS first_day, max(sale_date) AS last_day"
            "       FROM pos_sales GROUP BY retail_location_id, sku_id HAVING min(sale_date) < max(sale_date)"
            "       ORDER BY retail_location_id, sku_id LIMIT 1) AS span"
            " WHERE p.retail_location_id = span.retail_location_id AND p.sku_id = span.sku_id"
            " AND p.sale_date IN (span.first_day, span.last_day)",
        ),
    ),
    # I28 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I28",
        "order that nobody loaded on the road",
        (
            "UPDATE orders SET status = 'shipped'"
            " WHERE id = (SELECT min(id) FROM orders WHERE status IN ('allocated', 'cancelled'))",
        ),
    ),
    Mutation(
        "I28",
        "picked before it was allocated",
        ("UPDATE pick_waves SET wave_date = wave_date - 7 WHERE id = (SELECT max(wave_id) FROM pick_wave_orders)",),
    ),
    Mutation(
        "I28",
        "allocated before it was ordered",
        (
            "UPDATE order_allocations SET allocation_date = allocation_date - 1"
            " WHERE id = (SELECT max(id) FROM order_allocations)",
        ),
    ),
    Mutation(
        "I28",
        "departs before it arrives",
        (
            "UPDATE shipment_legs SET planned_departure = planned_departure - interval '2 days'"
            " WHERE id = (SELECT max(id) FROM shipment_legs WHERE leg_sequence = 2)",
        ),
    ),
    Mutation(
        "I28",
        "delay",
        (
            "UPDATE shipment_legs SET delay_hours = delay_hours + 0.02"
            " WHERE id = (SELECT min(id) FROM shipment_legs WHERE delay_hours IS NOT NULL)",
        ),
    ),
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
    # I30 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I30",
        "approved before it was requested",
        (
            drop_checks("rma_authorizations"),
            "UPDATE rma_authorizations SET approval_date = request_date - 1"
            " WHERE id = (SELECT max(id) FROM rma_authorizations WHERE approval_date IS NOT NULL)",
        ),
    ),
    Mutation(
        "I30",
        "decided before it was received",
        (
            "UPDATE disposition_logs AS d SET processed_at = r.received_date - interval '1 day' FROM returns AS r"
            " WHERE r.id = d.return_id"
            " AND d.id = (SELECT max(id) FROM disposition_logs WHERE disposition <> 'restock')",
        ),
    ),
    Mutation(
        "I30",
        "authorization still open",
        (
            "UPDATE rma_authorizations SET status = 'approved'"
            " WHERE id = (SELECT min(id) FROM rma_authorizations WHERE status = 'closed')",
        ),
    ),
    # I31 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I31",
        "ordered after the as-of date",
        (
            "UPDATE purchase_orders SET order_date = (SELECT start_date + 7 * weeks FROM supplygen.run)"
            " WHERE id = (SELECT min(p.id) FROM purchase_orders AS p, supplygen.run AS r"
            " WHERE p.status = 'open' AND p.expected_delivery_date >= r.start_date + 7 * r.weeks)",
        ),
    ),
    Mutation(
        "I31",
        "struck before the horizon",
        ("UPDATE risk_events SET start_date = (SELECT start_date - 1 FROM supplygen.run) WHERE id = 1",),
    ),
    Mutation(
        "I31",
        "written by a clock",
        ("UPDATE audit_logs SET changed_at = now() WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    # I32 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I32",
        "unreleased batch shipped",
        (
            "UPDATE batches SET qc_status = 'pending', qc_release_date = NULL"
            " WHERE id = (SELECT min(batch_id) FROM shipment_lines)",
        ),
    ),
    # I33 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I33",
        "promotion of another week",
        (
            "UPDATE pos_sales AS s SET promo_id = (SELECT p.id FROM promotions AS p"
            " WHERE p.end_date < s.sale_date OR p.start_date > s.sale_date ORDER BY p.id LIMIT 1)"
            " WHERE id = (SELECT min(id) FROM pos_sales WHERE promo_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "I33",
        "week of a sale",
        ("UPDATE pos_sales SET sale_week = sale_week % 52 + 1 WHERE id = (SELECT min(id) FROM pos_sales)",),
    ),
    Mutation(
        "I33",
        "what expires last leaves first",
        (
            # More than one row, since one allocation in a hundred may pass over older stock.
            "UPDATE batches SET expiry_date = DATE '2100-01-01' - (production_date - DATE '1970-01-01')"
            " WHERE id NOT IN (SELECT batch_id FROM inventory)",
        ),
    ),
    # I42 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I42",
        "value off by its last digit",
        ("UPDATE kpi_actuals SET actual_value = actual_value + 0.0001 WHERE id = (SELECT max(id) FROM kpi_actuals)",),
    ),
    Mutation(
        "I42",
        "colour",
        (
            "UPDATE kpi_actuals SET status = CASE status WHEN 'green' THEN 'amber' ELSE 'green' END"
            " WHERE id = (SELECT min(id) FROM kpi_actuals)",
        ),
    ),
    Mutation(
        "I42",
        "measured twice",
        (
            "UPDATE kpi_actuals AS k SET scope_id = o.scope_id, actual_value = o.actual_value, status = o.status"
            " FROM kpi_actuals AS o WHERE (o.kpi_id, o.measurement_date, o.scope_type)"
            " = (k.kpi_id, k.measurement_date, k.scope_type) AND o.id = k.id + 1"
            " AND k.id = (SELECT min(id) FROM kpi_actuals WHERE scope_type = 'dc')",
        ),
    ),
    Mutation(
        "I42",
        "shelf said to be empty",
        (
            "UPDATE osa_metrics SET is_in_stock = false, shelf_quantity = 0, out_of_stock_reason = 'demand_peak'"
            " WHERE is_in_stock",
        ),
    ),
    # I43 ------------------------------------------------------------------------------------------------------------
    Mutation("I43", "one row less", ("DELETE FROM audit_logs WHERE id = (SELECT max(id) FROM audit_logs)",)),
    Mutation("I43", "load not sealed", ("UPDATE supplygen.run SET status = 'loading'",)),
)
