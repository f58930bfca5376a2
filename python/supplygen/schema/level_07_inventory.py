"""Level 7, inventory: which raw lot went into which batch, what lies where at the as-of date, and what lots cost."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint

from supplygen.schema.base import (
    bigint,
    category,
    code,
    day,
    exactly_one,
    fact_id,
    integer,
    level_table,
    mass_kg,
    money,
    parent,
    rate,
    reference,
    rule,
    smallint,
    text,
)

LEVEL = 7

GOODS_RECEIPT_LINE = ["goods_receipt_lines.gr_id", "goods_receipt_lines.line_number"]

batch_ingredients = level_table(
    LEVEL,
    "batch_ingredients",
    "Genealogy: the raw lots that went into a batch, first in first out",
    parent("batch_id", "batches", "Batch", key=True),
    smallint("sequence", "Draw within the batch, from 1", key=True),
    parent("ingredient_id", "ingredients", "Raw material"),
    bigint("gr_id", "Receipt of the lot"),
    smallint("gr_line_number", "Line of that receipt"),
    text("lot_number", "Lot of the supplier, that of the receipt line"),
    mass_kg("planned_quantity_kg", "Mass by the recipe, kg", minimum=0),
    mass_kg("actual_quantity_kg", "Mass really used, kg", minimum=0),
    ForeignKeyConstraint(["gr_id", "gr_line_number"], GOODS_RECEIPT_LINE),
    Index(None, "gr_id", "gr_line_number"),
)

inventory = level_table(
    LEVEL,
    "inventory",
    "Stock of finished goods at the as-of date by place, SKU and batch",
    fact_id("Surrogate key, dense from 1"),
    category("location_type", ("plant", "dc", "in_transit"), "Where the stock is; says which of the three ids is set"),
    parent("plant_id", "plants", "Plant, for stock at a plant", nullable=True),
    parent("dc_id", "distribution_centers", "Distribution center, for stock at one", nullable=True),
    reference(
        "shipment_id", "shipments.id", "Shipment, for stock in transit; no foreign key since shipments are level 10"
    ),
    parent("sku_id", "skus", "SKU"),
    parent("batch_id", "batches", "Batch"),
    integer("quantity_cases", "Stock, cases", minimum=1),
    category(
        "inventory_type",
        ("safety", "cycle", "quarantine"),
        "Whether the cases belong to the safety stock or above it, or are kept back by a recall",
    ),
    category("aging_bucket", ("0-30", "31-60", "61-90", "90+"), "Days since production at the as-of date"),
    day("expiry_date", "Last day of the batch's shelf life"),
    exactly_one("one_place", "plant_id", "dc_id", "shipment_id"),
    rule(
        "place_fits_location_type",
        "CASE location_type WHEN 'plant' THEN plant_id WHEN 'dc' THEN dc_id ELSE shipment_id END IS NOT NULL",
    ),
)

ingredient_inventory = level_table(
    LEVEL,
    "ingredient_inventory",
    "Raw lots at the plants at the as-of date: accepted less consumed less scrapped",
    fact_id("Surrogate key, dense from 1"),
    parent("plant_id", "plants", "Plant"),
    parent("ingredient_id", "ingredients", "Raw material"),
    bigint("gr_id", "Receipt of the lot"),
    smallint("gr_line_number", "Line of that receipt"),
    text("lot_number", "Lot of the supplier, that of the receipt line"),
    mass_kg("on_hand_kg", "Usable mass left, kg", minimum=0),
    mass_kg("scrapped_kg", "Mass of the lot that was written off, kg", minimum=0),
    day("expiry_date", "Last day of the lot's shelf life"),
    ForeignKeyConstraint(["gr_id", "gr_line_number"], GOODS_RECEIPT_LINE),
    Index(None, "gr_id", "gr_line_number", unique=True),
)

store_inventory = level_table(
    LEVEL,
    "store_inventory",
    "Sellable stock of the stores before the first and after the last week",
    parent("retail_location_id", "retail_locations", "Store", key=True),
    parent("sku_id", "skus", "SKU", key=True, index=True),
    integer("opening_eaches", "Stock before the first week, eaches", minimum=0),
    integer("closing_eaches", "Stock after the last week, eaches", minimum=0),
)

supplier_invoice_lines = level_table(
    LEVEL,
    "supplier_invoice_lines",
    "Lines of suppliers' invoices; some bill a wrong price or quantity (supplygen.injection names them)",
    parent("invoice_id", "supplier_invoices", "Invoice", key=True),
    smallint("line_number", "Line of the invoice, that of the receipt", key=True),
    bigint("gr_id", "Receipt of the invoice"),
    mass_kg("quantity_kg", "Mass that is billed, kg", minimum=0),
    rate("unit_price", "Price that is billed, USD per kg", minimum=0),
    money("line_amount", "Quantity times price, USD", minimum=0),
    ForeignKeyConstraint(["gr_id", "line_number"], GOODS_RECEIPT_LINE),
    Index(None, "gr_id", "line_number", unique=True),
    rule("amount_is_product", "line_amount = round(quantity_kg * unit_price, 2)"),
)

supplier_payments = level_table(
    LEVEL,
    "supplier_payments",
    "Payments to suppliers, one for each invoice that is paid, as it was billed",
    fact_id(),
    code("payment_number", "Business key, SP-..."),
    parent("invoice_id", "supplier_invoices", "Invoice", index=False),
    day("payment_date", "Day of the payment run", index=True),
    money("amount", "Amount, USD", minimum=0),
    UniqueConstraint("invoice_id"),
)
