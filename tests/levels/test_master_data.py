"""Levels 0 to 4: counts, keys, named entities and the exact rules that the master data keep at every scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from stdnum import casrn, ean

import worlds
from supplygen import _core
from supplygen.arrays.apportion import largest_remainder, running_number, split_capped, split_rows
from supplygen.arrays.columns import NULL
from supplygen.arrays.reading import column_texts
from supplygen.calendar import OUTLOOK_DAYS, date_of, day_number
from supplygen.config import Settings
from supplygen.facts.company_calendar import easter_sunday, nth_weekday
from supplygen.facts.geography import great_circle_km, unit_vectors
from supplygen.generate.stages import make_world
from supplygen.levels.level_01_master.supplier_traits import land_of, lands
from supplygen.levels.level_03_network.route_segments import sites
from supplygen.levels.level_03_network.routes import plant_routes
from supplygen.levels.level_04_product.sku_costs import product_costs
from supplygen.levels.level_04_product.skus import peppermint_launch
from supplygen.plan.carrier_contracts import contract_terms
from supplygen.schema import encoder_fields, metadata
from supplygen.world import World

SCALES = (0.001, 0.01, 1)


@pytest.fixture(params=SCALES)
def world(request) -> World:
    return worlds.world(Settings(scale=request.param))


@pytest.fixture
def standard() -> World:
    return worlds.world(Settings(scale=1))


def encoded(ctx: World, table: str) -> bytes:
    schema = metadata.tables[table]
    encoder = _core.Encoder(table, encoder_fields(schema), "text")
    return bytes(memoryview(encoder.encode([ctx.tables[table][column.name] for column in schema.columns])))


# --- the schema's own rules ---


def test_every_table_has_exactly_the_schemas_columns_and_encodes(world):
    for table, columns in world.tables.items():
        assert set(columns) == {column.name for column in metadata.tables[table].columns}, table
        assert len({len(column) for column in columns.values()}) == 1, table
        assert encoded(world, table), table


def test_keys_are_dense_codes_unique_and_parents_exist(world):
    for table, columns in world.tables.items():
        for column in metadata.tables[table].columns:
            values = columns[column.name]
            if column.name == "id":
                assert values.tolist() == list(range(1, len(values) + 1)), table
            if column.unique:
                texts = column_texts(values)
                assert len(set(texts)) == len(texts), f"{table}.{column.name}"
            for key in column.foreign_keys:
                present = values[values != NULL]
                # Contracts with what they commit follow from the plan.
                parents = len(world.tables.get(key.column.table.name, contract_terms(world))["id"])
                assert ((present >= 1) & (present <= parents)).all(), f"{table}.{column.name}"


def test_primary_keys_and_unique_constraints_hold(world):
    for table, columns in world.tables.items():
        schema = metadata.tables[table]
        keys = [schema.primary_key.columns] + [
            constraint.columns for constraint in schema.constraints if type(constraint).__name__ == "UniqueConstraint"
        ]
        for key in keys:
            rows = list(zip(*(_plain(columns[column.name]) for column in key), strict=True))
            assert len(set(rows)) == len(rows), f"{table} {key}"


def _plain(column):
    return column.tolist() if isinstance(column, np.ndarray) else column_texts(column)


def test_every_category_value_occurs_at_scale_1(standard):
    for table, columns in standard.tables.items():
        for column in metadata.tables[table].columns:
            if values := column.info.get("values"):
                assert set(column_texts(columns[column.name])) == set(values), f"{table}.{column.name}"


# --- counts ---


def test_counts_follow_the_scale():
    expected = {
        0.001: {"retail_locations": 79, "skus": 356, "suppliers": 36, "distribution_centers": 25},
        0.01: {"retail_locations": 250, "skus": 632, "suppliers": 63, "distribution_centers": 25},
        1: {
            "retail_locations": 2500,
            "skus": 2000,
            "suppliers": 200,
            "distribution_centers": 25,
            "retail_accounts": 86,
            "divisions": 5,
            "plants": 7,
            "channels": 4,
            "ports": 20,
            "carriers": 20,
            "ingredients": 49 + 67,
            "packaging_types": 16,
        },
    }
    for scale, counts in expected.items():
        tables = worlds.world(Settings(scale=scale)).tables
        assert {table: len(tables[table]["id"]) for table in counts} == counts
    assert len(worlds.world(Settings(scale=1)).tables["promotion_skus"]["sku_id"]) == pytest.approx(37_500, rel=0.1)


def test_assortments_add_up_to_the_scales_pairs(standard):
    assert standard.column("retail_locations", "assortment_size").sum() == 137_000
    assert worlds.world(Settings(scale=0.001)).column("retail_locations", "assortment_size").min() == 6


def test_stores_by_channel_and_division(standard):
    account = standard.column("retail_locations", "retail_account_id") - 1
    channel = np.bincount(standard.column("retail_accounts", "channel_id")[account])[1:] / 2500
    assert channel == pytest.approx([0.38, 0.572, 0.036, 0.012], abs=0.001)
    division = np.bincount(standard.column("retail_accounts", "division_id")[account])[1:] / 2500
    assert division[0] == pytest.approx(0.45, abs=0.01)
    assert standard.column("retail_accounts", "store_count")[0] == 600


def test_every_channel_and_center_has_a_store(world):
    account = world.column("retail_locations", "retail_account_id") - 1
    assert set(world.column("retail_accounts", "channel_id")[account].tolist()) == {1, 2, 3, 4}
    centers = set(world.column("retail_locations", "primary_dc_id").tolist())
    assert centers == set(world.column("distribution_centers", "id").tolist())


def test_larger_worlds_grow_their_network():
    tables = worlds.world(Settings(scale=10)).tables
    assert len(tables["distribution_centers"]["id"]) == 44
    assert len(tables["retail_accounts"]["id"]) == 153
    assert tables["retail_locations"]["assortment_size"].sum() == 1_370_000


# --- customers and stores ---


def test_accounts_own_their_stores_in_their_division(world):
    account = world.column("retail_locations", "retail_account_id")
    counts = np.bincount(account, minlength=len(world.column("retail_accounts", "id")) + 1)[1:]
    assert (counts == world.column("retail_accounts", "store_count")).all()
    assert counts.min() >= 1
    center = world.column("retail_locations", "primary_dc_id")
    own = world.column("retail_accounts", "division_id")[account - 1]
    assert (own == world.column("distribution_centers", "division_id")[center - 1]).all()


def test_every_archetype_exists_and_parents_form_no_cycle(world):
    accounts = world.tables["retail_accounts"]
    assert len(set(accounts["archetype"])) == 8
    parent = accounts["parent_account_id"]
    child = parent != NULL
    assert (parent[child] < accounts["id"][child]).all()
    assert (accounts["division_id"][parent[child] - 1] == accounts["division_id"][child]).all()


def test_megamart_and_chicago_carry_their_part(standard):
    assert standard.ids("retail_accounts", "ACCT-MEGA-001") == 1
    chicago = standard.ids("distribution_centers", "DC-NAM-CHI-001")
    assert standard.column("distribution_centers", "annual_volume_share")[chicago - 1] == 4_000
    stores = standard.column("retail_locations", "primary_dc_id")
    nam = standard.column("distribution_centers", "division_id")[stores - 1] == 1
    assert (stores == chicago).sum() / nam.sum() == pytest.approx(0.4, abs=0.01)


def test_volume_shares_of_a_division_sum_to_one(world):
    shares = np.bincount(
        world.column("distribution_centers", "division_id"), world.column("distribution_centers", "annual_volume_share")
    )
    assert (shares[1:] == 10_000).all()


def test_stores_stand_near_their_center(world):
    def vectors(table):
        return unit_vectors(world.column(table, "latitude") / 1e6, world.column(table, "longitude") / 1e6)

    centers = vectors("distribution_centers")[world.column("retail_locations", "primary_dc_id") - 1]
    distances = [great_circle_km(a, b) for a, b in zip(vectors("retail_locations"), centers, strict=True)]
    assert max(distances) < 1_220
    assert np.median(distances) < 600


# --- recipes and suppliers ---


def test_percents_of_a_formula_sum_to_100(world):
    lines = world.tables["formula_ingredients"]
    sums = np.bincount(lines["formula_id"], lines["percent"])[1:]
    assert (sums == 10_000).all()
    assert lines["percent"].min() >= 1


def test_every_variant_has_one_approved_formula_and_fresh_a_relaunch(world):
    formulas = world.tables["formulas"]
    approved = [
        (int(product), variant)
        for product, variant, status in zip(
            formulas["product_id"], formulas["variant"], formulas["status"], strict=True
        )
        if status == "approved"
    ]
    assert len(set(approved)) == 15
    assert [key for key in approved if approved.count(key) > 1] == [(1, "Fresh")] * 2
    lengths = np.bincount(world.column("formula_ingredients", "formula_id"))[1:]
    assert lengths.min() >= 6
    assert lengths.max() <= 8


def test_special_ingredients_are_where_they_belong(world):
    lines, formulas = world.tables["formula_ingredients"], world.tables["formulas"]

    def users(code):
        return set(lines["formula_id"][lines["ingredient_id"] == world.ids("ingredients", code)].tolist())

    toothpastes = set(formulas["id"][formulas["product_id"] == 1].tolist())
    assert users("ING-SORB-001") == toothpastes
    palm = {(formulas["product_id"][at - 1], formulas["variant"][at - 1]) for at in users("ING-PALM-001")}
    assert palm == {(3, "Moisturizing"), (3, "Luxury")}
    skus = world.tables["skus"]
    peppermint = np.isin(skus["formula_id"], list(users("ING-PEPP-001")))
    assert peppermint.any()
    assert (skus["launch_date"][peppermint] == day_number(date(2024, 6, 10))).all()


def test_all_49_ingredients_are_used_and_have_real_cas_numbers(standard):
    assert len(set(standard.column("formula_ingredients", "ingredient_id").tolist())) == 49
    numbers = standard.texts("ingredients", "cas_number")
    assert all(casrn.is_valid(number) for number in numbers[:49])
    assert set(numbers[49:]) == {None}
    assert len(set(standard.texts("ingredients", "function")[:49])) == 16


def test_every_packaging_item_is_in_a_bill_and_every_pack_has_its_own(standard):
    lines, skus = standard.tables["packaging_components"], standard.tables["skus"]
    assert set(lines["ingredient_id"].tolist()) == set(range(50, 50 + 67))
    bills = set(zip(lines["packaging_id"].tolist(), lines["product_id"].tolist(), strict=True))
    assert bills == set(zip(skus["packaging_id"].tolist(), skus["product_id"].tolist(), strict=True))
    functions = np.array(standard.texts("ingredients", "function"))[lines["ingredient_id"] - 1]
    units = standard.column("packaging_types", "units_per_case")[lines["packaging_id"] - 1]
    on_each = np.isin(functions, ["container", "closure", "label", "film"])
    assert (lines["pieces_per_case"][on_each] == units[on_each]).all()
    assert (lines["pieces_per_case"][functions == "case"] == 1).all()


def test_approved_suppliers_are_two_or_three_or_the_single_source(world):
    rows = world.tables["supplier_ingredients"]
    approved = rows["is_approved"]
    single = {world.ids("ingredients", code) for code in ("ING-PALM-001", "ING-SORB-001")}
    for ingredient in range(1, 50):
        suppliers = set(rows["supplier_id"][approved & (rows["ingredient_id"] == ingredient)].tolist())
        assert len(suppliers) in ((1,) if ingredient in single else (2, 3))
        preferred = set(rows["supplier_id"][rows["is_preferred"] & (rows["ingredient_id"] == ingredient)].tolist())
        assert len(preferred) == 1
        assert preferred <= suppliers
    palm = approved & (rows["ingredient_id"] == world.ids("ingredients", "ING-PALM-001"))
    assert set(rows["supplier_id"][palm].tolist()) == {world.ids("suppliers", "SUP-PALM-MY-001")}
    assert rows["lead_time_days"][palm].min() >= 60
    assert rows["lead_time_days"][~palm].min() >= 5
    assert rows["lead_time_days"][~palm].max() <= 21
    assert set(rows["supplier_id"].tolist()) == set(world.column("suppliers", "id").tolist())


def test_packaging_has_suppliers_in_the_lands_of_the_plants(standard):
    rows, land = standard.tables["supplier_ingredients"], np.array(lands(standard))
    plant_lands = {land_of(country) for country in standard.texts("plants", "country")}
    for item in range(50, 50 + 67):
        mine = rows["is_approved"] & (rows["ingredient_id"] == item)
        assert len(plant_lands & set(land[rows["supplier_id"][mine] - 1].tolist())) >= 2


def test_order_quantities_are_whole_multiples(world):
    rows = world.tables["supplier_ingredients"]
    assert (rows["min_order_qty"] % rows["order_multiple"] == 0).all()
    assert rows["min_order_qty"][rows["ingredient_id"] < 50].min() >= 1_000
    piece = world.column("ingredients", "piece_mass_g")[rows["ingredient_id"] - 1]
    assert (rows["order_multiple"] % np.where(piece == NULL, 1, piece) == 0).all()


def test_contracts_cover_run_in_to_outlook_without_gap(world):
    rows = world.tables["supplier_ingredients"]
    _assert_coverage(
        world, rows, (rows["supplier_id"] * 1_000 + rows["ingredient_id"]), "contract_start_date", "contract_end_date"
    )
    rows = contract_terms(world)
    _assert_coverage(world, rows, rows["carrier_id"], "start_date", "end_date")


def _assert_coverage(ctx, rows, group, start, end):
    order = np.lexsort((rows[start], group))
    same = group[order][1:] == group[order][:-1]
    assert (rows[start][order][1:][same] == rows[end][order][:-1][same] + 1).all()
    firsts, lasts = np.r_[True, ~same], np.r_[~same, True]
    assert (rows[start][order][firsts] <= ctx.run_in_day).all()
    assert (rows[end][order][lasts] >= ctx.as_of_day + OUTLOOK_DAYS).all()


def test_peppermint_costs_three_times_as_much_in_the_first_quarter(standard):
    rows = standard.tables["supplier_ingredients"]
    mine = rows["ingredient_id"] == standard.ids("ingredients", "ING-PEPP-001")
    prices = {
        (int(supplier), date_of(int(day))): int(price)
        for supplier, day, price in zip(
            rows["supplier_id"][mine], rows["contract_start_date"][mine], rows["unit_cost"][mine], strict=True
        )
    }
    winters = [key for key in prices if key[1].month == 1 and (key[0], key[1].replace(month=4)) in prices]
    assert winters
    assert all(prices[key] == 3 * prices[key[0], key[1].replace(month=4)] for key in winters)


# --- network ---


def test_routes_are_contiguous_chains_with_exact_totals(world):
    routes, legs, chain = (world.tables[table] for table in ("routes", "route_segments", "route_segment_assignments"))
    segment = chain["route_segment_id"] - 1
    for total, part in (("total_distance_km", "distance_km"), ("total_transit_hours", "transit_hours")):
        assert (np.bincount(chain["route_id"], legs[part][segment])[1:] == routes[total]).all()
    assert (np.bincount(chain["route_id"])[1:] == routes["segment_count"]).all()
    last = np.r_[chain["sequence"][1:] == 1, True]
    first = chain["sequence"] == 1
    for end in ("port", "dc"):
        joined = legs[f"destination_{end}_id"][segment][:-1] == legs[f"origin_{end}_id"][segment][1:]
        assert joined[~last[:-1]].all()
        assert (legs[f"destination_{end}_id"][segment[last]] == routes[f"destination_{end}_id"]).all()
    assert (legs["origin_plant_id"][segment[first]] == routes["origin_plant_id"]).all()
    ends = [name for name in legs if name.startswith("origin_")]
    assert (sum((legs[name] != NULL).astype(int) for name in ends) == 1).all()


def test_every_plant_has_one_primary_route_to_each_center_that_it_supplies(world):
    routes = world.tables["routes"]
    primary = routes["is_primary"] & (routes["origin_plant_id"] != NULL)
    pairs = set(
        zip(routes["origin_plant_id"][primary].tolist(), routes["destination_dc_id"][primary].tolist(), strict=True)
    )
    assert len(pairs) == primary.sum()
    plant_division, dc_division = (
        world.column("plants", "division_id"),
        world.column("distribution_centers", "division_id"),
    )
    north_america = world.ids("divisions", "NAM")
    assert pairs == {
        (plant + 1, dc + 1)
        for plant, own in enumerate(plant_division.tolist())
        for dc, other in enumerate(dc_division.tolist())
        if own == other or (world.texts("plants", "plant_code")[plant], other) == ("PLT-APAC-CN", north_america)
    }
    assert routes["total_transit_hours"][primary].max() <= 28 * 24 * 100
    assert (~routes["is_primary"]).any()


def test_a_center_is_helped_by_the_nearest_one_of_its_division(world):
    routes = world.tables["routes"]
    between = routes["origin_dc_id"] != NULL
    giver, receiver = routes["origin_dc_id"][between] - 1, routes["destination_dc_id"][between] - 1
    division = world.column("distribution_centers", "division_id")
    assert len(giver) == len(set(receiver.tolist())) > 0
    assert (division[giver] == division[receiver]).all()
    assert (giver != receiver).all()
    assert routes["is_primary"][between].all()
    assert (routes["segment_count"][between] == 1).all()


def test_every_center_of_the_largest_world_is_reached():
    ends = [route.ends for route in plant_routes(1_000.0) if route.is_primary]
    assert {center.id for _, center in ends} == {site.id for site in sites(1_000.0).centers}
    assert len(sites(1_000.0).centers) == 141


def test_shanghai_los_angeles_is_10500_km_and_thin_in_winter(world):
    lane = world.ids("route_segments", "LANE-SH-LA-001") - 1
    legs = world.tables["route_segments"]
    assert legs["distance_km"][lane] == 105_000
    assert legs["monthly_capacity_percent"][lane] == [50, 50, *[100] * 9, 75]


# --- products ---


def test_skus_belong_to_an_approved_formula_and_a_plant_that_supplies_them(world):
    skus, formulas = world.tables["skus"], world.tables["formulas"]
    formula = skus["formula_id"] - 1
    assert (formulas["product_id"][formula] == skus["product_id"]).all()
    assert {formulas["status"][at] for at in set(formula.tolist())} == {"approved"}
    assert [formulas["variant"][at] for at in formula.tolist()] == skus["variant"]
    abroad = world.column("plants", "division_id")[skus["primary_plant_id"] - 1] != skus["division_id"]
    # Suzhou makes what takes many hands for North America.
    formats = [world.ids("packaging_types", code) for code in ("PKG-GLASS-200", "PKG-TRIAL-30")]
    laborious = np.isin(skus["packaging_id"], formats) & (skus["division_id"] == world.ids("divisions", "NAM"))
    assert np.array_equal(abroad, laborious)
    assert (skus["primary_plant_id"][abroad] == world.ids("plants", "PLT-APAC-CN")).all()
    codes = world.texts("divisions", "division_code")
    assert world.texts("skus", "region") == [codes[at - 1] for at in skus["division_id"].tolist()]


def test_every_division_sells_every_variant(world):
    skus = world.tables["skus"]
    sold = set(zip(skus["division_id"].tolist(), skus["product_id"].tolist(), skus["variant"], strict=True))
    assert len(sold) == 5 * 15


def test_article_numbers_have_valid_check_digits(world):
    assert all(ean.is_valid(number) and len(number) == 13 for number in world.texts("skus", "upc"))


def test_popularity_ranks_are_a_permutation_within_the_division(world):
    skus = world.tables["skus"]
    for division in range(1, 6):
        mine = skus["division_id"] == division
        assert sorted(skus["popularity_rank"][mine].tolist()) == list(range(1, mine.sum() + 1))
        assert skus["popularity_weight"][mine].sum() == pytest.approx(1)
    classes = np.array(world.texts("skus", "abc_class"))
    assert (classes == "A").mean() == pytest.approx(0.2, abs=0.02)


def test_life_of_skus(standard):
    skus = standard.tables["skus"]
    new = skus["launch_date"] >= standard.start_day
    assert new.mean() == pytest.approx(0.08, abs=0.02)
    assert ((skus["launch_date"][new] - standard.start_day) % 7 == 0).all()
    ended = skus["discontinue_date"] != NULL
    assert ended.mean() == pytest.approx(0.03, abs=0.01)
    assert ((skus["discontinue_date"][ended] + 1 - standard.start_day) % 7 == 0).all()
    assert (skus["discontinue_date"][ended] < standard.as_of_day).all()
    assert ((skus["launch_date"] < standard.start_day) & (skus["launch_date"] > standard.start_day - 182)).any()


def test_costs_of_the_product_leave_the_margin(world):
    costs, skus = product_costs(world), world.tables["skus"]
    product = sum(costs.values())
    assert min(part.min() for part in costs.values()) > 0
    # Filling costs something, however dear the pack.
    assert ((costs["labor_cost"] + costs["overhead_cost"]) / product).min() > 0.15
    units = world.column("packaging_types", "units_per_case")[skus["packaging_id"] - 1]
    retail = skus["list_price"] * units * 100
    for kept in world.column("channels", "margin_percent") / 10_000:
        margin = 1 - product / (retail * (1 - kept))
        assert 0.53 < margin.min() < margin.max() < 0.68


def test_nothing_sells_below_its_product_cost_in_the_deepest_promotion_of_the_dearest_channel(world):
    product, skus = sum(product_costs(world).values()), world.tables["skus"]
    units = world.column("packaging_types", "units_per_case")[skus["packaging_id"] - 1]
    kept = world.column("channels", "margin_percent").max() / 10_000
    discount = world.column("promotions", "discount_percent").max() / 10_000
    assert (skus["list_price"] * units * 100 * (1 - kept) * (1 - discount) > product).all()


def test_nothing_sells_below_its_product_cost_for_what_an_account_has_negotiated(world):
    product, skus = sum(product_costs(world).values()), world.tables["skus"]
    units = world.column("packaging_types", "units_per_case")[skus["packaging_id"] - 1]
    conditions, channel = world.tables["customer_conditions"], world.column("retail_accounts", "channel_id")
    margins = world.column("channels", "margin_percent")[channel[conditions["retail_account_id"] - 1] - 1] / 10_000
    least = ((1 - margins) * (1 - conditions["discount_percent"] / 10_000)).min()
    discount = world.column("promotions", "discount_percent").max() / 10_000
    assert (skus["list_price"] * units * 100 * least * (1 - discount) > product).all()


def test_clubs_are_cheap_and_city_stores_dear(world):
    archetypes = world.texts("retail_accounts", "archetype")
    levels = dict(zip(archetypes, world.column("retail_accounts", "price_level_percent"), strict=True))
    assert levels["valueclub"] < levels["megamart"] < 100 < levels["urbanessential"]


# --- promotions ---


def test_promotions_of_a_year(standard):
    kinds = standard.texts("promotions", "promo_type")
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    # Of a year and the quarter that is announced, with two campaigns.
    assert counts == {"bogo": 50, "price_reduction": 322, "seasonal": 14, "weekly_insert": 65}
    black_friday = standard.ids("promotions", "PROMO-BF-2024") - 1
    assert date_of(int(standard.column("promotions", "start_date")[black_friday])).isocalendar()[1] == 48


def test_promotions_are_whole_weeks_in_order_and_announced_for_a_quarter(world):
    start, end = world.column("promotions", "start_date"), world.column("promotions", "end_date")
    assert ((start - world.start_day) % 7 == 0).all()
    assert ((end + 1 - world.start_day) % 7 == 0).all()
    assert start.min() >= world.start_day
    assert end.max() <= world.as_of_day + 7 * 13
    # As many in the weeks to come as in any of the past.
    first_weeks = np.bincount((start - world.start_day) // 7, minlength=65)
    assert first_weeks[52:].mean() == pytest.approx(first_weeks[:52].mean(), rel=0.15)
    assert (np.diff(start) >= 0).all()


def test_promotion_members_are_on_sale_and_budgets_add_up(world):
    members, skus, promos = (world.tables[name] for name in ("promotion_skus", "skus", "promotions"))
    promo, sku = members["promo_id"] - 1, members["sku_id"] - 1
    assert set(promo.tolist()) == set(range(len(promos["id"])))
    assert (skus["launch_date"][sku] <= promos["start_date"][promo]).all()
    last = skus["discontinue_date"][sku]
    assert ((last == NULL) | (last >= promos["end_date"][promo])).all()
    shares = world.tables["promotion_accounts"]
    assert (np.bincount(shares["promo_id"], shares["budget_amount"])[1:] == promos["budget"]).all()
    kinds = np.array(world.texts("promotions", "promo_type"))[shares["promo_id"] - 1]
    assert (kinds == "price_reduction").sum() == 322


@pytest.mark.parametrize(("start", "weeks"), [(date(2024, 1, 1), 4), (date(2023, 10, 2), 13), (date(2024, 7, 1), 104)])
def test_other_horizons_have_black_friday_and_every_kind(start, weeks):
    ctx = worlds.world(Settings(scale=0.01, start=start, weeks=weeks))
    codes = ctx.texts("promotions", "promo_code")
    past = ctx.column("promotions", "end_date") <= ctx.as_of_day
    assert any(code.startswith("PROMO-BF-") for code, is_past in zip(codes, past, strict=True) if is_past)
    assert len(set(codes)) == len(codes)
    assert set(ctx.texts("promotions", "promo_type")) == {"seasonal", "weekly_insert", "price_reduction", "bogo"}


# --- determinism ---


def test_a_world_is_a_function_of_its_settings():
    settings = Settings(scale=0.01)
    first, again, other = worlds.world(settings), make_world(settings), worlds.world(replace(settings, seed=7))
    assert all(encoded(first, table) == encoded(again, table) for table in first.tables)
    assert encoded(first, "skus") != encoded(other, "skus")
    assert encoded(first, "plants") == encoded(other, "plants")


# --- the tools ---


def test_apportionment_loses_nothing():
    assert largest_remainder(10, [1, 1, 1]).tolist() == [4, 3, 3]
    assert largest_remainder(5, [100, 1, 1, 0], minimum=1).tolist() == [3, 1, 1, 0]
    assert largest_remainder(1, [1, 2, 1], minimum=1).tolist() == [0, 1, 0]
    assert split_rows(np.array([7, 9]), np.array([[0, 0], [2, 1]])).tolist() == [[0, 0], [6, 3]]
    assert split_capped(100, np.array([10, 1, 1]), np.array([50, 90, 90]), 2).tolist() == [50, 25, 25]
    assert split_capped(3, np.array([10, 1]), np.array([50, 90]), 2).tolist() == [2, 2]
    assert running_number(np.array(["b", "a", "b", "b"])).tolist() == [1, 1, 2, 3]


def test_calendar():
    assert [easter_sunday(year) for year in (2024, 2025, 2038)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ]
    assert nth_weekday(2024, 11, 3, 4) == date(2024, 11, 28)
    assert nth_weekday(2024, 12, 0, -1) == date(2024, 12, 30)


def test_peppermint_is_bought_in_whole_weeks_of_its_season_whenever_procurement_starts():
    assert peppermint_launch(date(2023, 10, 9), (4, 9)) == date(2024, 4, 1) + timedelta(weeks=10)
    # Neither a week that ends after the season nor one over the turn of the year will do.
    assert peppermint_launch(date(2024, 9, 30), (4, 9)) == date(2025, 4, 7) + timedelta(weeks=10)
    for week in range(53 * 6):
        run_in = date(2023, 1, 2) + timedelta(weeks=week)
        bought = peppermint_launch(run_in, (4, 9)) - timedelta(weeks=10)
        assert bought >= run_in
        assert bought.weekday() == 0
        assert all(4 <= day.month <= 9 for day in (bought, bought + timedelta(days=6))), run_in
