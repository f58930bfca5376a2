"""Level 3, network: distribution centers, customers and the lanes between the company's sites."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from supplygen.schema.base import (
    AnyColumn,
    category,
    code,
    day,
    decimal,
    exactly_one,
    flag,
    integer,
    integers,
    latitude,
    level_table,
    longitude,
    master_id,
    parent,
    percent,
    rate,
    rule,
    share,
    smallint,
    text,
)

LEVEL = 3

retail_accounts = level_table(
    LEVEL,
    "retail_accounts",
    "Customers of the company: retailers, distributors, online shops and its own direct sales",
    master_id(),
    code("account_code", "Business key, such as ACCT-MEGA-001"),
    text("name", "Name of the customer"),
    category(
        "archetype",
        (
            "megamart",
            "valueclub",
            "urbanessential",
            "regional_grocer",
            "indie_retail",
            "digital_first",
            "omni_retailer",
            "prism_direct",
        ),
        "Kind of customer, which sets order cadence and depth",
    ),
    parent("channel_id", "channels", "Sales channel"),
    parent("division_id", "divisions", "Division that serves the account"),
    parent("parent_account_id", "retail_accounts", "Account of the parent company; null at the top", nullable=True),
    integer("store_count", "Number of the account's locations", minimum=0),
    smallint("priority_rank", "Rank in allocation: 1 is strategic and is served first", minimum=1),
    smallint("price_level_percent", "Shelf price over the SKU's list price, percent, before promotions", minimum=1),
    percent("otif_penalty_percent", "Part of an invoice that it deducts where the order came late or short, percent"),
    percent("promotion_allowance_percent", "Part of an invoice that it deducts for advertising a promotion, percent"),
    smallint("price_lag_weeks", "Weeks after which shelf prices follow a new price list", minimum=0),
    percent("in_full_percent", "Part of an order's cases from which on it takes the order for complete, percent"),
)

distribution_centers = level_table(
    LEVEL,
    "distribution_centers",
    "Warehouses that serve the stores of one division",
    master_id(),
    code("dc_code", "Business key, such as DC-NAM-CHI-001"),
    text("name", "Name of the distribution center"),
    parent("division_id", "divisions", "Division that the warehouse serves"),
    category("dc_type", ("regional", "ecommerce", "cross_dock"), "Kind of warehouse"),
    text("city", "City"),
    text("country", "Country, ISO 3166-1 alpha-2"),
    latitude(),
    longitude(),
    text("timezone", "IANA time zone"),
    share("annual_volume_share", "Planned share of the division's cases, 0 to 1"),
    integer("capacity_cases", "Storage capacity, cases", minimum=0),
    smallint("dispatch_days_per_week", "Days a week on which trucks leave", minimum=1),
)

dc_throughput_limits = level_table(
    LEVEL,
    "dc_throughput_limits",
    "What each distribution center is staffed to pick; orders beyond it are cut",
    parent("dc_id", "distribution_centers", "Distribution center", key=True),
    integer("expected_weekly_cases", "Cases that its stores are expected to sell in a mean week", minimum=0),
    integer("weekly_pick_capacity_cases", "Cases that it can pick in a week", minimum=0),
)

retail_locations = level_table(
    LEVEL,
    "retail_locations",
    "Stores and fulfilment hubs of the accounts",
    master_id(),
    code("location_code", "Business key of the store"),
    text("name", "Name of the store"),
    parent("retail_account_id", "retail_accounts", "Account that runs the store"),
    parent("primary_dc_id", "distribution_centers", "Distribution center that supplies the store"),
    category(
        "store_format",
        ("hypermarket", "club", "urban", "supermarket", "convenience", "online_fulfilment", "omni_store", "city_hub"),
        "Kind of store",
    ),
    text("country", "Country, ISO 3166-1 alpha-2"),
    text("city", "City"),
    latitude(),
    longitude(),
    text("timezone", "IANA time zone"),
    rate("size_index", "Demand of the store relative to the average store", minimum=0),
    smallint("assortment_size", "Number of SKUs that the store lists", minimum=1),
    smallint("order_cadence_weeks", "Weeks between order reviews: 1 or 2"),
    smallint("orders_per_week", "Orders placed in an ordering week", minimum=1),
    smallint("order_weekday", "Weekday of the first order: 0 Monday to 6 Sunday"),
    day("opened_date", "Day on which the store opened"),
    smallint("receives_from_hour", "Hour of the local day from which it takes goods in", minimum=0),
    smallint("receives_until_hour", "Hour of the local day until which it takes goods in"),
    rule("order_cadence_weeks_range", "order_cadence_weeks IN (1, 2)"),
    rule("order_weekday_range", "order_weekday BETWEEN 0 AND 6"),
    rule("receives_until_range", "receives_until_hour > receives_from_hour AND receives_until_hour <= 24"),
)


def _ends(subject: str) -> tuple[AnyColumn | CheckConstraint, ...]:
    """Where a segment or route begins and ends: exactly one site each."""
    return (
        parent(
            "origin_plant_id", "plants", f"Plant where the {subject} begins, if it begins at a plant", nullable=True
        ),
        parent("origin_port_id", "ports", f"Terminal where the {subject} begins, if any", nullable=True),
        parent(
            "origin_dc_id",
            "distribution_centers",
            f"Distribution center where the {subject} begins, if any",
            nullable=True,
        ),
        parent("destination_port_id", "ports", f"Terminal where the {subject} ends, if any", nullable=True),
        parent(
            "destination_dc_id",
            "distribution_centers",
            f"Distribution center where the {subject} ends, if any",
            nullable=True,
        ),
        exactly_one("one_origin", "origin_plant_id", "origin_port_id", "origin_dc_id"),
        exactly_one("one_destination", "destination_port_id", "destination_dc_id"),
    )


route_segments = level_table(
    LEVEL,
    "route_segments",
    "Atomic legs between plants, terminals and distribution centers",
    master_id(),
    code("segment_code", "Business key, such as LANE-SH-LA-001"),
    *_ends("segment"),
    category("transport_mode", ("truck", "rail", "ocean", "air"), "Mode of transport"),
    decimal("distance_km", 10, 1, "Length: great circle times detour, km", minimum=0),
    decimal("transit_hours", 8, 2, "Planned duration including handling, hours", minimum=0),
    integers("monthly_capacity_percent", "Available share of nominal capacity in January to December, percent"),
    rule("twelve_months", "cardinality(monthly_capacity_percent) = 12"),
)

routes = level_table(
    LEVEL,
    "routes",
    "Itineraries made of contiguous segments",
    master_id(),
    code("route_code", "Business key of the route"),
    *_ends("route"),
    decimal("total_distance_km", 10, 1, "Sum of the segments' lengths, km", minimum=0),
    decimal("total_transit_hours", 8, 2, "Sum of the segments' durations, hours", minimum=0),
    smallint("segment_count", "Number of segments", minimum=1),
    flag("is_primary", "Whether this is the usual route between its ends"),
)

route_segment_assignments = level_table(
    LEVEL,
    "route_segment_assignments",
    "Segments of a route, in order",
    parent("route_id", "routes", "Route", key=True),
    smallint("sequence", "Position of the segment in the route, from 1", key=True),
    parent("route_segment_id", "route_segments", "Segment"),
)

sustainability_targets = level_table(
    LEVEL,
    "sustainability_targets",
    "What a division means to reach in a year, on the way from the baseline to the goal",
    parent("division_id", "divisions", "Division", key=True),
    category(
        "metric",
        (
            "transport_co2",
            "energy_use",
            "water_use",
            "landfill_waste",
            "renewable_electricity",
            "recycled_packaging",
            "certified_palm_oil",
        ),
        "What is measured",
        key=True,
    ),
    smallint("target_year", "Calendar year of the target", key=True),
    text("unit", "Unit of the values, such as kg CO2 per case or percent"),
    category("direction", ("higher_is_better", "lower_is_better"), "Which way is good"),
    smallint("baseline_year", "Calendar year of the baseline"),
    decimal("baseline_value", 14, 4, "Value in the baseline year", minimum=0),
    decimal("target_value", 14, 4, "Value to reach in the target year", minimum=0),
    rule("years_in_order", "baseline_year < target_year"),
    rule(
        "target_improves",
        "CASE direction WHEN 'lower_is_better' THEN target_value < baseline_value"
        " ELSE target_value > baseline_value END",
    ),
)

modal_shift_opportunities = level_table(
    LEVEL,
    "modal_shift_opportunities",
    "Road segments whose ends are also joined by rail or sea with less CO2",
    master_id(),
    code("opportunity_code", "Business key: MSO- and the segment"),
    parent("route_segment_id", "route_segments", "Road segment that could be replaced"),
    category("current_mode", ("truck",), "Mode of the segment"),
    category("alternative_mode", ("rail", "ocean"), "Mode of the alternative's longest segment that is not by road"),
    integers("alternative_segment_ids", "Segments of the alternative in order, ids of route_segments"),
    decimal("current_distance_km", 10, 1, "Length of the road segment, km", minimum=0),
    decimal("alternative_distance_km", 10, 1, "Sum of the alternative's segments, km", minimum=0),
    decimal("extra_hours", 8, 2, "Planned duration of the alternative less that of the road segment, hours"),
    decimal("current_co2_kg_per_t", 12, 4, "Emissions of a tonne by road, kg CO2e", minimum=0),
    decimal("alternative_co2_kg_per_t", 12, 4, "Emissions of a tonne on the alternative, kg CO2e", minimum=0),
    decimal("co2_saving_kg_per_t", 12, 4, "What the alternative saves, kg CO2e per tonne"),
    decimal("co2_saving_percent", 5, 2, "What the alternative saves, percent of the emissions by road"),
    category("assessment", ("recommended", "possible"), "Recommended: saves at least 30 % within three more days"),
    rule(
        "saving_is_difference",
        "co2_saving_kg_per_t = current_co2_kg_per_t - alternative_co2_kg_per_t",
    ),
    rule("saving_positive", "co2_saving_kg_per_t > 0"),
)
