"""Level 2, relationships: what products are made of and who delivers it."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from supplygen.schema.base import (
    category,
    code,
    day,
    decimal,
    flag,
    integer,
    level_table,
    mass_kg,
    master_id,
    money,
    parent,
    percent,
    rate,
    rule,
    smallint,
    text,
)
from supplygen.schema.level_00_reference import TRANSPORT_MODES

LEVEL = 2

CERTIFICATE_STANDARDS = (
    "ISO 9001",
    "ISO 14001",
    "ISO 45001",
    "ISO 22716",
    "FSSC 22000",
    "RSPO SCC",
    "COSMOS",
    "Halal",
)

formulas = level_table(
    LEVEL,
    "formulas",
    "Recipes of a product's variants; older versions are obsolete",
    master_id(),
    code("formula_code", "Business key: product, variant and version"),
    text("name", "Name of the recipe"),
    parent("product_id", "products", "Brand line", index=False),
    text("variant", "Variant of the product, such as Original"),
    smallint("version", "Version of the recipe, from 1", minimum=1),
    category("status", ("approved", "draft", "obsolete"), "Only approved versions are produced"),
    mass_kg("batch_size_kg", "Nominal input of a batch, kg"),
    percent("nominal_yield_percent", "Expected output mass over input mass, percent"),
    decimal("density_g_per_ml", 6, 4, "Density of the finished product, g/ml"),
    UniqueConstraint("product_id", "variant", "version"),
)

formula_ingredients = level_table(
    LEVEL,
    "formula_ingredients",
    "Recipe lines; the percents of a formula sum to exactly 100.00",
    parent("formula_id", "formulas", "Formula", key=True),
    smallint("sequence", "Line of the recipe in order of addition, from 1", key=True),
    parent("ingredient_id", "ingredients", "Raw material"),
    decimal("percent", 5, 2, "Share of the input mass, percent"),
    UniqueConstraint("formula_id", "ingredient_id"),
    rule("percent_range", "percent > 0 AND percent <= 100"),
)

packaging_components = level_table(
    LEVEL,
    "packaging_components",
    "Bills of packaging: what a case of a pack takes, product by product; the masses add up to the pack's tare",
    parent("packaging_id", "packaging_types", "Pack", key=True),
    parent("product_id", "products", "Brand line that the pack holds", key=True, index=True),
    smallint("sequence", "Line of the bill in the order of packing, from 1", key=True),
    parent("ingredient_id", "ingredients", "Packaging item"),
    smallint("pieces_per_case", "Pieces in a case", minimum=1),
    percent("scrap_percent", "Pieces planned to be spoiled, percent of those in the cases"),
    UniqueConstraint("packaging_id", "product_id", "ingredient_id"),
)

supplier_ingredients = level_table(
    LEVEL,
    "supplier_ingredients",
    "Purchase conditions of a supplier for a material, one row per contract period",
    master_id(),
    parent("supplier_id", "suppliers", "Supplier", index=False),
    parent("ingredient_id", "ingredients", "Raw material or packaging item"),
    rate("unit_cost", "Contract price, USD per kg", minimum=0),
    mass_kg("min_order_qty", "Smallest order, kg", minimum=0),
    mass_kg("order_multiple", "Orders are whole multiples of this, kg"),
    smallint("lead_time_days", "Days from order to dispatch; those under way are in supplier_lanes", minimum=0),
    flag("is_approved", "Whether orders may be placed"),
    flag("is_preferred", "Whether this supplier is the first choice for the material"),
    day("contract_start_date", "First order date of the contract period"),
    day("contract_end_date", "Last order date of the contract period"),
    UniqueConstraint("supplier_id", "ingredient_id", "contract_start_date", name="uq_supplier_ingredients_contract"),
    rule("contract_dates_in_order", "contract_start_date <= contract_end_date"),
    rule("order_multiple_positive", "order_multiple > 0"),
)

supplier_lanes = level_table(
    LEVEL,
    "supplier_lanes",
    "Ways from suppliers to plants: what a purchase takes after the supplier's lead time",
    parent("supplier_id", "suppliers", "Supplier", key=True),
    parent("plant_id", "plants", "Plant", key=True, index=True),
    category("transport_mode", ("truck", "ocean"), "By road within a land, by sea between lands"),
    integer("distance_km", "Great-circle distance, km", minimum=0),
    smallint("transit_days", "Days from dispatch to receipt", minimum=0),
)

certifications = level_table(
    LEVEL,
    "certifications",
    "Certificates of suppliers, one row per certificate: a renewal is a new one",
    master_id(),
    code("certificate_number", "Number on the certificate: body, standard, holder, month"),
    parent("supplier_id", "suppliers", "Holder", index=False),
    category("standard", CERTIFICATE_STANDARDS, "Standard that the holder was audited against"),
    text("scope", "What the standard is about"),
    text("issuing_body", "Certification body"),
    day("valid_from", "First day of validity"),
    day("valid_to", "Last day of validity"),
    category("status", ("valid", "expiring", "expired"), "On the as-of date; expiring: ends within 90 days"),
    UniqueConstraint("supplier_id", "standard", "valid_from"),
    rule("dates_in_order", "valid_from <= valid_to"),
)

carrier_rates = level_table(
    LEVEL,
    "carrier_rates",
    "Price list of a carrier contract by weight: per lane between terminals, or per distance in a division. A leg of"
    " a long haul, or a run to stores as a whole, costs its rate times what that is paid for, not below its minimum",
    master_id(),
    parent("carrier_contract_id", "carrier_contracts", "Contract"),
    category("transport_mode", TRANSPORT_MODES, "Mode of transport"),
    parent("origin_port_id", "ports", "Terminal where the lane begins; null in a distance band", nullable=True),
    parent("destination_port_id", "ports", "Terminal where the lane ends; null in a distance band", nullable=True),
    parent(
        "division_id",
        "divisions",
        "Division that the distance band holds in: that of the center at an end, or else of the plant; null on a lane",
        nullable=True,
    ),
    integer("distance_from_km", "Distance band: from this length of the leg or run, km; null on a lane", nullable=True),
    integer("distance_to_km", "Distance band: below this distance, km; null on a lane", nullable=True),
    integer("weight_from_kg", "Weight break: above this gross mass of the shipment, kg", minimum=0),
    integer("weight_to_kg", "Weight break: up to this gross mass, kg"),
    category(
        "rate_basis",
        ("pallet", "pallet_km", "kg"),
        "What the rate is paid for: a pallet of the shipment, a pallet and kilometer, a kilogram of gross mass",
    ),
    decimal("rate", 12, 4, "Price per unit of the basis, in the currency", minimum=0),
    money("minimum_charge", "Least price of a leg or run, in the currency", minimum=0),
    category("currency", ("USD",), "Currency, ISO 4217"),
    day("valid_from", "First day of validity"),
    day("valid_to", "Last day of validity"),
    rule(
        "lane_or_distance_band",
        "num_nonnulls(origin_port_id, destination_port_id) = 2 AND num_nonnulls(division_id, distance_from_km,"
        " distance_to_km) = 0 OR num_nonnulls(origin_port_id, destination_port_id) = 0 AND num_nonnulls(division_id,"
        " distance_from_km, distance_to_km) = 3",
    ),
    rule("distances_in_order", "distance_from_km < distance_to_km"),
    rule("weights_in_order", "weight_from_kg < weight_to_kg"),
    rule("dates_in_order", "valid_from <= valid_to"),
)

carrier_accessorials = level_table(
    LEVEL,
    "carrier_accessorials",
    "What a carrier contract charges besides the linehaul, by mode of transport",
    parent("carrier_contract_id", "carrier_contracts", "Contract", key=True),
    category("transport_mode", TRANSPORT_MODES, "Mode of transport", key=True),
    percent("fuel_percent", "Fuel surcharge on the linehaul charge, percent"),
    money("handling_charge", "For handling a leg or run: terminals, tail lifts; USD", minimum=0),
    money("stop_off_charge", "For each stop of a run after the first, USD", minimum=0),
)

supplier_esg_scores = level_table(
    LEVEL,
    "supplier_esg_scores",
    "Sustainability scores of suppliers by calendar quarter, 0 to 100 points",
    parent("supplier_id", "suppliers", "Supplier", key=True),
    smallint("score_year", "Calendar year", key=True),
    smallint("score_quarter", "Quarter of the year, 1 to 4", key=True),
    day("assessed_date", "Last day of the quarter, on which the score was set"),
    smallint("environmental_score", "Environment: emissions, water, waste; points"),
    smallint("social_score", "Labor, safety, community; points"),
    smallint("governance_score", "Ethics, compliance, transparency; points"),
    decimal("overall_score", 5, 2, "40 % environmental, 35 % social, 25 % governance; points"),
    category("rating", ("A", "B", "C", "D"), "A from 75 points of the overall score, B from 60, C from 45, else D"),
    rule("score_quarter_range", "score_quarter BETWEEN 1 AND 4"),
    rule("environmental_score_range", "environmental_score BETWEEN 0 AND 100"),
    rule("social_score_range", "social_score BETWEEN 0 AND 100"),
    rule("governance_score_range", "governance_score BETWEEN 0 AND 100"),
    rule(
        "overall_score_is_weighted_sum",
        "overall_score = 0.40 * environmental_score + 0.35 * social_score + 0.25 * governance_score",
    ),
)
