"""Level 6, manufacturing: batches and their cost; lines of orders and receipts; what suppliers bill."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint

from supplygen.schema.base import (
    bigint,
    category,
    code,
    day,
    fact_id,
    integer,
    level_table,
    line_number,
    mass_kg,
    moment,
    money,
    parent,
    percent,
    rate,
    rule,
    smallint,
    text,
)

LEVEL = 6

STOP_CAUSES = ("mechanical", "jam", "electrical", "material_feed", "closure")
"""What breaks down on a filling line."""

batches = level_table(
    LEVEL,
    "batches",
    "Production batches; where every case made has gone",
    fact_id(),
    code("batch_number", "Business key, such as B-2024-RECALL-001"),
    parent("wo_id", "work_orders", "Work order"),
    parent("formula_id", "formulas", "Recipe of the work order"),
    parent("sku_id", "skus", "SKU of the work order"),
    parent("plant_id", "plants", "Plant of the work order"),
    parent("production_line_id", "production_lines", "Line of the work order"),
    day("production_date", "Day of production", index=True),
    day("expiry_date", "Last day of shelf life"),
    mass_kg("input_kg", "Mass of all materials used, kg", minimum=0),
    mass_kg("quantity_kg", "Output: mass of finished product, kg", minimum=0),
    mass_kg("loss_kg", "Mass lost, kg: input less output", minimum=0),
    integer("output_cases", "Cases made", minimum=0),
    percent("yield_percent", "Output mass over input mass, percent"),
    category(
        "qc_status",
        ("pending", "released", "rejected", "recalled"),
        "Quality decision at the as-of date; recalled: released, and called back later",
    ),
    day("qc_release_date", "Day of release; null unless released", nullable=True),
    integer("deployed_cases", "Cases sent to distribution centers", minimum=0),
    integer("plant_stock_cases", "Cases at the plant at the as-of date", minimum=0),
    integer("scrapped_cases", "Cases destroyed at the plant", minimum=0),
    rule("mass_balance", "input_kg = quantity_kg + loss_kg"),
    rule("case_balance", "output_cases = deployed_cases + plant_stock_cases + scrapped_cases"),
    rule("expires_after_production", "production_date < expiry_date"),
    rule("released_has_date", "(qc_status IN ('released', 'recalled')) = (qc_release_date IS NOT NULL)"),
)

purchase_order_lines = level_table(
    LEVEL,
    "purchase_order_lines",
    "Lines of purchase orders",
    parent("po_id", "purchase_orders", "Purchase order", key=True),
    line_number(),
    parent("ingredient_id", "ingredients", "Raw material"),
    mass_kg("quantity_kg", "Ordered mass, kg", minimum=0),
    rate("unit_price", "Contract price of the order date, USD per kg", minimum=0),
    money("line_amount", "Quantity times price, USD", minimum=0),
)

goods_receipt_lines = level_table(
    LEVEL,
    "goods_receipt_lines",
    "Lines of receipts; each is what arrived of one lot of a supplier for a line of the order",
    parent("gr_id", "goods_receipts", "Receipt", key=True),
    line_number(),
    bigint("po_id", "Purchase order of the receipt"),
    smallint("po_line_number", "Line of the purchase order"),
    parent("ingredient_id", "ingredients", "Raw material of that line"),
    text("lot_number", "Production lot of the supplier; several lines and plants may have parts of it", index=True),
    mass_kg("quantity_received_kg", "Received mass, kg", minimum=0),
    mass_kg("quantity_accepted_kg", "Mass that passed inspection, kg", minimum=0),
    mass_kg("quantity_rejected_kg", "Mass that failed inspection, kg", minimum=0),
    day("expiry_date", "Last day of the lot's shelf life"),
    ForeignKeyConstraint(
        ["po_id", "po_line_number"], ["purchase_order_lines.po_id", "purchase_order_lines.line_number"]
    ),
    Index(None, "po_id", "po_line_number"),
    rule("accepted_plus_rejected", "quantity_received_kg = quantity_accepted_kg + quantity_rejected_kg"),
)

work_order_materials = level_table(
    LEVEL,
    "work_order_materials",
    "Material needs of work orders",
    parent("wo_id", "work_orders", "Work order", key=True),
    line_number("Line of the recipe, from 1"),
    parent("ingredient_id", "ingredients", "Raw material"),
    mass_kg("planned_quantity_kg", "Need by the recipe, kg", minimum=0),
    mass_kg("issued_quantity_kg", "Issued to production by the as-of date, kg", minimum=0),
    UniqueConstraint("wo_id", "ingredient_id"),
)

batch_cost_ledger = level_table(
    LEVEL,
    "batch_cost_ledger",
    "Actual cost of batches by kind",
    parent("batch_id", "batches", "Batch", key=True),
    category("cost_type", ("material", "labor", "overhead", "packaging", "energy"), "Kind of cost", key=True),
    money("amount", "Cost, USD", minimum=0),
)

downtime_events = level_table(
    LEVEL,
    "downtime_events",
    "Times at which a filling line stood still in the run of a work order; they add up to its downtime",
    parent("wo_id", "work_orders", "Work order that was carried out", key=True),
    line_number("Stop within the run, from 1"),
    category(
        "cause",
        ("changeover", *STOP_CAUSES),
        "Why it stood: the changeover before the run, or what broke down; closure is what caps and seals",
    ),
    moment("started_at", "When it stopped"),
    integer("minutes", "Minutes of the plant's operating time until it ran again", minimum=1),
)

supplier_invoices = level_table(
    LEVEL,
    "supplier_invoices",
    "Invoices of the suppliers, one for each receipt; a row exists for what has been billed",
    fact_id(),
    code("invoice_number", "Business key, SI-..."),
    parent("gr_id", "goods_receipts", "Receipt that is billed", index=False),
    parent("supplier_id", "suppliers", "Supplier that bills, that of the purchase order"),
    day("invoice_date", "Day of the invoice", index=True),
    day("due_date", "Receipt date plus the supplier's payment terms"),
    money("total_amount", "Sum of the lines, USD", minimum=0),
    category("status", ("open", "paid"), "State at the as-of date, from the payments"),
    UniqueConstraint("gr_id"),
)
