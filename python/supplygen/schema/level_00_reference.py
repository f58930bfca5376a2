"""Level 0, reference: what every other table is described with."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from supplygen.schema.base import (
    category,
    code,
    day,
    decimal,
    integer,
    latitude,
    level_table,
    longitude,
    mass_kg,
    master_id,
    money,
    percent,
    rate,
    rule,
    share,
    smallint,
    text,
    texts,
)

LEVEL = 0

PRODUCT_FAMILIES = ("oral_care", "home_care", "personal_care")
TRANSPORT_MODES = ("truck", "ltl", "parcel", "rail", "ocean", "air")
EMITTING_VEHICLES = ("van", "rigid", "trailer", "container", "aircraft")
INGREDIENT_FUNCTIONS = (
    "surfactant",
    "abrasive",
    "humectant",
    "flavor",
    "fragrance",
    "active",
    "thickener",
    "preservative",
    "colorant",
    "ph_adjuster",
    "solvent",
    "emulsifier",
    "moisturizer",
    "antioxidant",
    "antibacterial",
    "viscosity_modifier",
)
PACKAGING_FUNCTIONS = ("container", "closure", "label", "film", "carton", "case")
RULE_AREAS = ("procurement", "production", "quality", "planning", "inventory", "allocation", "transport", "commercial")

divisions = level_table(
    LEVEL,
    "divisions",
    "Regional divisions of the company",
    master_id(),
    code("division_code", "Business key, such as NAM; also the region of a SKU"),
    text("name", "Name of the division"),
    text("headquarters_city", "City of the division's head office"),
    text("country", "Country of the head office, ISO 3166-1 alpha-2"),
    latitude(),
    longitude(),
    share("revenue_share", "Planned share of the company's revenue, 0 to 1"),
    text("currency_code", "Currency in which the division keeps its books, ISO 4217"),
)

channels = level_table(
    LEVEL,
    "channels",
    "Sales channels",
    master_id(),
    code("channel_code", "Business key, such as bm_large"),
    text("name", "Name of the channel"),
    share("volume_share", "Planned share of cases, 0 to 1"),
    percent("margin_percent", "Trade margin of the channel, percent of list price"),
    smallint("payment_terms_days", "Payment terms, days after delivery", minimum=0),
    smallint("request_lead_days", "Days from order to delivery that its stores ask for", minimum=0),
)

products = level_table(
    LEVEL,
    "products",
    "Brand lines",
    master_id(),
    code("product_code", "Business key of the brand line"),
    text("name", "Brand and kind of product"),
    category("product_family", PRODUCT_FAMILIES, "Family that production lines are built for"),
)

packaging_types = level_table(
    LEVEL,
    "packaging_types",
    "Packs: a container and how many of them make a case",
    master_id(),
    code("packaging_code", "Business key, such as PKG-TUBE-100"),
    text("name", "Description of the pack"),
    category(
        "package_type",
        ("tube", "bottle", "pump", "sachet", "trial", "refill", "glass"),
        "Kind of container",
    ),
    integer("content_ml", "Content of one container, millilitres", minimum=1),
    smallint("units_per_case", "Eaches in a case", minimum=1),
    mass_kg("case_net_kg", "Mass of the product in a case, kg: content at the density of the pack's products"),
    mass_kg("case_tare_kg", "Mass of containers and carton of a case, kg"),
    mass_kg("case_weight_kg", "Gross mass of a case, kg: net plus tare"),
    smallint("cases_per_pallet", "Cases on a full pallet", minimum=1),
    smallint("case_length_mm", "Length of a case, mm", minimum=1),
    smallint("case_width_mm", "Width of a case, mm", minimum=1),
    smallint("case_height_mm", "Height of a case, mm", minimum=1),
    smallint("cases_per_layer", "Cases in a layer on a pallet of 1,200 by 1,000 mm", minimum=1),
    smallint("layers_per_pallet", "Layers on a full pallet, as height and mass allow", minimum=1),
    rule("pallet_is_layers", "cases_per_pallet = cases_per_layer * layers_per_pallet"),
    rule("case_weight_is_sum", "case_weight_kg = case_net_kg + case_tare_kg"),
)

ingredients = level_table(
    LEVEL,
    "ingredients",
    "Materials that plants buy: raw materials by weight, and packaging items by the piece",
    master_id(),
    code("ingredient_code", "Business key, such as ING-SORB-001 or, of packaging, PKM-BTL-500"),
    text("name", "Chemical or trade name"),
    text("cas_number", "Chemical Abstracts Service number; null for packaging", nullable=True),
    category(
        "function",
        INGREDIENT_FUNCTIONS + PACKAGING_FUNCTIONS,
        "What the material does in a formula, or in a pack: container, closure, label, film, carton, case",
    ),
    smallint("shelf_life_days", "Shelf life from the week in which it is made, days", minimum=1),
    text("hazmat_class", "UN hazard class, such as 3 or 8; null when not dangerous", nullable=True),
    integer(
        "piece_mass_g",
        "Mass of a piece of packaging, g: all its masses are whole multiples; null for raw materials",
        nullable=True,
        minimum=1,
    ),
    rate("standard_cost", "Standard purchase price, USD per kg", minimum=0),
    rule(
        "packaging_has_pieces",
        f"(piece_mass_g IS NOT NULL) = (function IN {PACKAGING_FUNCTIONS})"
        " AND (cas_number IS NULL) = (piece_mass_g IS NOT NULL)",
    ),
)

ports = level_table(
    LEVEL,
    "ports",
    "Rail, ocean and air terminals",
    master_id(),
    code("port_code", "UN/LOCODE-like code, such as USLAX"),
    text("name", "Name of the terminal"),
    category("port_type", ("rail", "ocean", "air"), "Mode that the terminal serves"),
    text("city", "City"),
    text("country", "Country, ISO 3166-1 alpha-2"),
    latitude(),
    longitude(),
)

carriers = level_table(
    LEVEL,
    "carriers",
    "Transport companies",
    master_id(),
    code("carrier_code", "Business key of the carrier"),
    text("name", "Name of the carrier"),
    category(
        "carrier_type",
        ("trucking", "ltl", "rail", "ocean", "air", "parcel", "3pl"),
        "Line of business",
    ),
    texts("transport_modes", "Modes that the carrier runs, values of shipment_legs.transport_mode"),
    share("on_time_rate", "Long-run share of legs on time, 0 to 1"),
    texts("regions", "Codes of the divisions in which it runs"),
    rule("transport_modes_known", f"transport_modes <@ ARRAY{list(TRANSPORT_MODES)}"),
)

kpi_thresholds = level_table(
    LEVEL,
    "kpi_thresholds",
    "Key figures with their targets and the limits that color them",
    master_id(),
    code("kpi_code", "Business key, such as FILL_RATE"),
    text("name", "Name of the key figure"),
    text("description", "How the figure is computed"),
    text("unit", "Unit of the values, such as ratio, days or USD per case"),
    category("direction", ("higher_is_better", "lower_is_better"), "Which way is good"),
    decimal("target_value", 14, 4, "Target, in the figure's unit"),
    decimal("warning_threshold", 14, 4, "Limit of green, in the figure's unit"),
    decimal("critical_threshold", 14, 4, "Limit of amber; beyond it is red"),
)

business_rules = level_table(
    LEVEL,
    "business_rules",
    "Rules that the company works by, with the figures that the model applies",
    master_id(),
    code("rule_code", "Business key, such as QUA-RELEASE-MAX"),
    text("name", "Name of the rule"),
    category("area", RULE_AREAS, "Part of the business that the rule governs"),
    text("description", "What the rule says"),
    decimal("parameter_value", 14, 4, "Figure of the rule, in its unit; null where it has none", nullable=True),
    text("unit", "Unit of the figure, such as days or USD per pallet; null where there is none", nullable=True),
    day("valid_from", "First day on which the rule applies"),
    rule("figure_has_unit", "(parameter_value IS NULL) = (unit IS NULL)"),
)

emission_factors = level_table(
    LEVEL,
    "emission_factors",
    "Emission intensity of freight by mode and vehicle, well to wheel, empty running included",
    master_id(),
    code("factor_code", "Business key, such as EF-RAIL-CONTAINER"),
    category("transport_mode", TRANSPORT_MODES, "Mode of transport"),
    category("vehicle_type", EMITTING_VEHICLES, "Vehicle or loading unit"),
    category(
        "fuel_type",
        ("diesel", "renewable_blend", "electricity", "marine_fuel_oil", "jet_kerosene"),
        "Energy that the vehicle runs on; renewable_blend is diesel of which four fifths are renewable",
    ),
    decimal("kg_co2e_per_tonne_km", 10, 5, "Emissions, kg CO2e per tonne and kilometre", minimum=0),
    text("source", "Where the figure comes from"),
    day("valid_from", "First day of validity"),
    UniqueConstraint("transport_mode", "vehicle_type", "valid_from"),
)

calendar = level_table(
    LEVEL,
    "calendar",
    "A row a day, from the run-in to as far as demand is forecast. The fiscal year is that of ISO weeks; its quarters"
    " have periods of 4, 4 and 5 weeks",
    master_id(),
    day("calendar_date", "Day"),
    smallint("calendar_year", "Year"),
    smallint("calendar_quarter", "Quarter of the year, 1 to 4"),
    smallint("calendar_month", "Month of the year, 1 to 12"),
    smallint("iso_year", "Year of the ISO week"),
    smallint("iso_week", "ISO week, 1 to 53"),
    smallint("iso_weekday", "Day of the week: 1 is Monday, 7 is Sunday"),
    smallint("fiscal_year", "Fiscal year; it begins on the Monday of ISO week 1"),
    smallint("fiscal_quarter", "Quarter of the fiscal year, 1 to 4; of 13 weeks, the last one of 14 in a year of 53"),
    smallint("fiscal_period", "Period of the fiscal year, 1 to 12: three a quarter, of 4, 4 and 5 weeks"),
    smallint("kpi_period", "Period of kpi_actuals, from 1; null outside the horizon", nullable=True, minimum=1),
    UniqueConstraint("calendar_date"),
    rule("calendar_quarter_range", "calendar_quarter BETWEEN 1 AND 4"),
    rule("calendar_month_range", "calendar_month BETWEEN 1 AND 12"),
    rule("iso_week_range", "iso_week BETWEEN 1 AND 53"),
    rule("iso_weekday_range", "iso_weekday BETWEEN 1 AND 7"),
    rule("fiscal_quarter_range", "fiscal_quarter BETWEEN 1 AND 4"),
    rule("fiscal_period_range", "fiscal_period BETWEEN 1 AND 12"),
)

public_holidays = level_table(
    LEVEL,
    "public_holidays",
    "Public holidays of every country in which the company has a site or a store: plants neither fill nor"
    " load, centers neither pick nor send",
    master_id(),
    text("country", "Country, ISO 3166-1 alpha-2"),
    day("holiday_date", "Day of the holiday, or the one on which it is made up for"),
    text("name", "Name of the holiday; of several on one day all names"),
    UniqueConstraint("country", "holiday_date"),
)

carbon_prices = level_table(
    LEVEL,
    "carbon_prices",
    "What the company pays for emissions; a price is valid until the next one begins",
    master_id(),
    day("valid_from", "First day of validity"),
    money("usd_per_tonne", "Price, USD per tonne CO2e", minimum=0),
    UniqueConstraint("valid_from"),
)

currencies = level_table(
    LEVEL,
    "currencies",
    "Currencies of divisions and suppliers; all amounts of other tables are in US dollars",
    master_id(),
    code("currency_code", "ISO 4217"),
    text("name", "Name of the currency"),
)
