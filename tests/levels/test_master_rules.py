"""Rules, certificates, price lists, scores, targets, modal shifts and substitutes at every scale and horizon."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

import worlds
from supplygen.arrays.columns import NULL
from supplygen.calendar import OUTLOOK_DAYS, date_of, day_number
from supplygen.config import Settings
from supplygen.facts.pallets import Pattern, pattern
from supplygen.facts.reader import facts, records
from supplygen.plan.carrier_contracts import contract_terms
from supplygen.policy import prices, production, stock, transport
from supplygen.schema import metadata
from supplygen.world import World

WORLDS = ((0.001, 52), (0.1, 13), (1, 52), (0.01, 104), (10, 52))


@pytest.fixture(params=WORLDS, ids=lambda world: f"{world[0]}-{world[1]}")
def world(request) -> World:
    scale, weeks = request.param
    return worlds.world(Settings(scale=scale, weeks=weeks))


@pytest.fixture
def standard() -> World:
    return worlds.world(Settings(scale=1))


def rows(ctx: World, table: str) -> list[dict]:
    """Rows of a table as dictionaries, NULL as None."""
    columns = ctx.tables[table]
    plain = {
        name: [None if value == NULL else value for value in column.tolist()]
        if isinstance(column, np.ndarray)
        else column
        if name.endswith("_ids")
        else ctx.texts(table, name)
        for name, column in columns.items()
    }
    return [dict(zip(plain, values, strict=True)) for values in zip(*plain.values(), strict=True)]


# --- the whole ---


def test_every_category_value_occurs_from_scale_a_tenth_on():
    for scale, weeks in ((0.1, 13), (10, 52)):
        ctx = worlds.world(Settings(scale=scale, weeks=weeks))
        for table in ctx.tables:
            for column in metadata.tables[table].columns:
                if values := column.info.get("values"):
                    assert set(ctx.texts(table, column.name)) == set(values), f"{table}.{column.name}"


def test_the_master_data_have_their_size(standard):
    total = sum(len(next(iter(columns.values()))) for columns in standard.tables.values())
    assert total == pytest.approx(72_700, rel=0.03)
    replenishment_params = 10_000
    assert 0.85 * 80_000 <= total + replenishment_params <= 1.15 * 80_000


# --- business rules ---


def test_rules_carry_the_figures_of_the_model(standard):
    value = {row["rule_code"]: row["parameter_value"] for row in rows(standard, "business_rules")}
    assert value["TRN-TRUCK-PALLETS"] == transport.TRUCK_PALLETS * 10_000
    assert value["TRN-TRUCK-PAYLOAD"] * 1_000 == transport.TRUCK_GRAMS * 10_000
    assert value["TRN-PALLET-KM-OCEAN"] == round(transport.LONG_HAUL_PALLET_KM_CENTS["ocean"] * 100)
    assert (value["QUA-RELEASE-MIN"], value["QUA-RELEASE-MAX"]) == tuple(10_000 * days for days in production.QC_DAYS)
    assert value["PRD-CHANGEOVER"] == 20 * 10_000
    assert value["PRC-BUYING-MONTHS-ING-PEPP-001-MIN"] == 4 * 10_000
    assert value["PLN-SAFETY-Z-B"] == round(stock.SAFETY_Z["B"] * 10_000)
    assert value["ALL-PRIORITY-MEGAMART"] == 10_000
    assert value["COM-PAYMENT-TERMS-BM-DISTRIBUTOR"] == 30 * 10_000
    assert value["PRC-MOQ"] is value["INV-FEFO"] is None


def test_rules_without_a_figure_have_no_unit_and_all_apply_at_the_run_in(world):
    for row in rows(world, "business_rules"):
        assert (row["parameter_value"] is None) == (row["unit"] is None), row
        assert row["valid_from"] <= world.run_in_day


# --- certificates ---


def test_certificates_stand_as_the_as_of_date_says(world):
    for row in rows(world, "certifications"):
        left = row["valid_to"] - world.as_of_day
        assert row["status"] == ("expired" if left < 0 else "expiring" if left <= 90 else "valid")
        assert row["valid_from"] <= min(row["valid_to"], world.as_of_day)


def test_certificates_of_a_holder_do_not_overlap(world):
    ordered = sorted(
        (row["supplier_id"], row["standard"], row["valid_from"], row["valid_to"])
        for row in rows(world, "certifications")
    )
    assert all(old[3] < new[2] for old, new in pairwise(ordered) if old[:2] == new[:2])


def test_the_palm_supplier_is_certified_on_every_day(world):
    palm = world.ids("suppliers", "SUP-PALM-MY-001")
    held = [
        (row["valid_from"], row["valid_to"])
        for row in rows(world, "certifications")
        if (row["supplier_id"], row["standard"]) == (palm, "RSPO SCC")
    ]
    assert held[0][0] <= world.run_in_day
    assert held[-1][1] >= world.as_of_day
    assert all(old[1] + 1 == new[0] for old, new in pairwise(held))


def test_strategic_suppliers_hold_more_certificates(standard):
    tier = standard.column("suppliers", "tier")
    holders = np.bincount(standard.column("certifications", "supplier_id"), minlength=len(tier) + 1)[1:]
    means = [holders[tier == number].mean() for number in (1, 2, 3)]
    assert means == sorted(means, reverse=True)
    assert set(standard.column("certifications", "supplier_id").tolist()) >= set(np.flatnonzero(tier == 1) + 1)


# --- price lists ---


def test_price_lists_cover_every_mode_of_every_carrier_from_run_in_to_outlook(world):
    prices, contracts = world.tables["carrier_rates"], contract_terms(world)
    carrier = contracts["carrier_id"][prices["carrier_contract_id"] - 1]
    modes = np.array(world.texts("carrier_rates", "transport_mode"))
    for at, row in enumerate(records("carriers"), start=1):
        assert set(modes[carrier == at].tolist()) == set(row["transport_modes"])
        for mode in row["transport_modes"]:
            mine = (carrier == at) & (modes == mode)
            assert prices["valid_from"][mine].min() <= world.run_in_day
            assert prices["valid_to"][mine].max() >= world.as_of_day + OUTLOOK_DAYS


def test_prices_fall_with_weight_and_ladders_have_no_gap(world):
    lists = {}
    for row in rows(world, "carrier_rates"):
        place = tuple(
            row[name] for name in ("origin_port_id", "destination_port_id", "division_id", "distance_from_km")
        )
        lists.setdefault((row["carrier_contract_id"], row["transport_mode"], *place), []).append(row)
    for ladder in lists.values():
        assert ladder[0]["weight_from_kg"] == 0
        for light, heavy in pairwise(ladder):
            assert light["weight_to_kg"] == heavy["weight_from_kg"]
            assert light["rate"] > heavy["rate"] > 0


def test_every_road_segment_has_a_distance_band(world):
    longest = dict.fromkeys(("truck", "rail"), 0)
    for row in rows(world, "route_segments"):
        if row["transport_mode"] in longest:
            longest[row["transport_mode"]] = max(longest[row["transport_mode"]], row["distance_km"] // 10)
    for mode, kilometers in longest.items():
        assert facts("tariffs")["modes"][mode]["bands_km"][-1] > kilometers


def test_modes_are_priced_in_the_order_of_the_plan(standard):
    """A full load over the same distance: sea is cheapest, then rail, truck, groupage, and air the dearest."""
    pallet_kg = transport.TRUCK_GRAMS / 1_000 / transport.TRUCK_PALLETS
    per_pallet_km = {}
    port_km = {frozenset(lane["ports"]): float(lane["km"]) for lane in records("lanes")}
    codes = standard.texts("ports", "port_code")
    for row in rows(standard, "carrier_rates"):
        if row["origin_port_id"] is not None:
            km = port_km[frozenset((codes[row["origin_port_id"] - 1], codes[row["destination_port_id"] - 1]))]
        elif row["distance_from_km"] == 1_000:
            km = row["distance_to_km"]
        else:
            continue
        price = row["rate"] * {"pallet": 1 / km, "pallet_km": 1, "kg": pallet_kg / km}[row["rate_basis"]]
        per_pallet_km.setdefault(row["transport_mode"], []).append(price)
    means = {mode: float(np.mean(prices)) for mode, prices in per_pallet_km.items()}
    order = ["ocean", "rail", "truck", "ltl", "parcel"]
    assert sorted(order, key=means.__getitem__) == order
    assert means["air"] > means["ltl"]
    full = transport.LONG_HAUL_PALLET_KM_CENTS["truck"] + transport.LONG_HAUL_PALLET_CENTS / 1_600
    breaks = facts("tariffs")["modes"]["truck"]["break_percent"]
    assert means["truck"] == pytest.approx(full * sum(breaks) / len(breaks), rel=0.1)


# --- pallets ---


@pytest.mark.parametrize(
    ("case_mm", "grams", "expected"),
    [
        ((600, 400, 300), 10_000, Pattern(5, 5)),
        # Two rows lie along the pallet, the third across.
        ((500, 400, 500), 10_000, Pattern(6, 3)),
        ((400, 300, 200), 20_000, Pattern(10, 3)),
    ],
)
def test_a_pallet_is_as_full_as_its_base_height_and_mass_allow(case_mm, grams, expected):
    assert pattern({"code": "PKG", "case_mm": case_mm}, grams) == expected


def test_a_pallet_of_cases_that_do_not_divide_it_is_refused():
    with pytest.raises(ValueError, match="17 cases of PKG make a pallet"):
        pattern({"code": "PKG", "case_mm": (1_200, 1_000, 88)}, 1_000)


# --- holidays ---


def test_every_country_of_a_site_or_store_has_its_holidays(world):
    kept = {(row["country"], row["holiday_date"]) for row in rows(world, "public_holidays")}
    places = {row["country"] for table in ("plants", "retail_locations") for row in rows(world, table)}
    assert places <= {country for country, _ in kept}
    for country, day in (("US", date(2024, 1, 1)), ("CN", date(2024, 2, 12)), ("FR", date(2024, 5, 1))):
        assert (country, day_number(day)) in kept


# --- calendar and currencies ---


@pytest.mark.parametrize(
    ("day", "fiscal"),
    [
        (date(2024, 1, 1), (2024, 1, 1)),
        (date(2024, 2, 25), (2024, 1, 2)),
        (date(2024, 2, 26), (2024, 1, 3)),
        (date(2024, 3, 31), (2024, 1, 3)),
        (date(2024, 4, 1), (2024, 2, 4)),
        (date(2024, 12, 29), (2024, 4, 12)),
        (date(2024, 12, 30), (2025, 1, 1)),
    ],
)
def test_fiscal_periods_have_four_four_and_five_weeks(standard, day, fiscal):
    row = next(row for row in rows(standard, "calendar") if row["calendar_date"] == day_number(day))
    assert (row["fiscal_year"], row["fiscal_quarter"], row["fiscal_period"]) == fiscal


def test_the_week_53_belongs_to_the_last_period():
    world = worlds.world(Settings(scale=0.001, start=date(2026, 7, 6), weeks=26))
    last = next(row for row in rows(world, "calendar") if row["calendar_date"] == day_number(date(2027, 1, 3)))
    assert (last["iso_week"], last["fiscal_year"], last["fiscal_period"], last["kpi_period"]) == (53, 2026, 12, 7)


def test_a_month_has_its_rate_whatever_the_horizon():
    def rates(start: date, weeks: int) -> dict[tuple[int, int], int]:
        world = worlds.world(Settings(scale=0.001, start=start, weeks=weeks))
        return {(row["currency_id"], row["rate_month"]): row["local_per_usd"] for row in rows(world, "exchange_rates")}

    usual, earlier, later = rates(date(2024, 1, 1), 52), rates(date(2023, 7, 3), 52), rates(date(2024, 7, 1), 104)
    for other in (earlier, later):
        common = usual.keys() & other.keys()
        assert len(common) >= 9 * len(records("currencies"))
        assert all(usual[key] == other[key] for key in common)


def test_rates_walk_from_the_level_of_the_day_on_which_they_are_known(standard):
    months = {row["rate_month"] for row in rows(standard, "exchange_rates")}
    assert len(months) == 15
    known = day_number(facts("currencies")["levels_of"].replace(day=1))
    for currency, fact in zip(rows(standard, "currencies"), records("currencies"), strict=True):
        walk = {
            row["rate_month"]: row["local_per_usd"]
            for row in rows(standard, "exchange_rates")
            if row["currency_id"] == currency["id"]
        }
        assert walk[known] == fact["per_usd"] * 1_000_000
        assert len(set(walk.values())) == (len(months) if fact["volatility"] else 1)


# --- price lists and conditions ---


def test_prices_rise_once_or_twice_a_year_and_not_before_they_are_announced(world):
    lists = rows(world, "price_lists")
    for one in lists:
        notice = (one["valid_from"] - one["announced_date"]) // 7
        assert prices.RISE_NOTICE_WEEKS[0] <= notice <= prices.RISE_NOTICE_WEEKS[1]
        assert one["announced_date"] <= world.as_of_day
    lines = {(one["division_id"], one["product_id"]) for one in lists}
    assert len(lines) == len(records("divisions")) * len(records("products"))
    for line in lines:
        mine = [one for one in lists if (one["division_id"], one["product_id"]) == line]
        assert [one["valid_to"] for one in mine] == [later["valid_from"] - 1 for later in mine[1:]] + [None]
        years = [date_of(one["valid_from"]).year for one in mine[1:]]
        whole = range(date_of(world.start_day).year, date_of(world.as_of_day + 1).year)
        assert all(1 <= years.count(year) <= 2 for year in whole)


def test_a_list_that_is_announced_after_the_as_of_date_is_not_known():
    short, long = (worlds.world(Settings(scale=0.001, weeks=weeks)) for weeks in (13, 52))
    known = {(row["price_list_code"], row["increase_percent"]) for row in rows(long, "price_lists")}
    ours = {(row["price_list_code"], row["increase_percent"]) for row in rows(short, "price_lists")}
    told = {row["price_list_code"] for row in rows(long, "price_lists") if row["announced_date"] <= short.as_of_day}
    assert ours < known
    assert {code for code, _ in ours} == told


def test_large_customers_negotiate_more_and_the_companys_own_shops_nothing(standard):
    rank = {row["id"]: row["priority_rank"] for row in rows(standard, "retail_accounts")}
    own = {row["id"] for row in rows(standard, "retail_accounts") if row["archetype"] == "prism_direct"}
    by_rank = {one: [] for one in set(rank.values())}
    for row in rows(standard, "customer_conditions"):
        assert row["retail_account_id"] not in own
        assert row["discount_percent"] % prices.CONDITION_STEP == 0
        by_rank[rank[row["retail_account_id"]]].append(row["discount_percent"])
    means = [np.mean(by_rank[one]) for one in sorted(by_rank)]
    assert means == sorted(means, reverse=True)


def test_tills_cover_the_invoice_whatever_the_list_and_the_promotion(standard):
    """Promotions take the same share off both; a new list reaches the invoice first."""
    kept = {row["id"]: row["margin_percent"] for row in rows(standard, "channels")}
    rise = 1 + max(prices.FIRST_RISE) / 1_000
    for row in rows(standard, "retail_accounts"):
        assert row["price_level_percent"] / 100 > (1 - kept[row["channel_id"]] / 10_000) * rise


# --- scores and targets ---


def test_scores_add_up_and_rate(world):
    for row in rows(world, "supplier_esg_scores"):
        overall = 40 * row["environmental_score"] + 35 * row["social_score"] + 25 * row["governance_score"]
        assert row["overall_score"] == overall
        assert row["rating"] == "DCBA"[sum(overall >= limit * 100 for limit in (45, 60, 75))]
        assert (row["score_year"], row["score_quarter"] * 3) == (
            date_of(row["assessed_date"]).year,
            date_of(row["assessed_date"]).month,
        )
        assert row["assessed_date"] <= world.as_of_day


def test_every_supplier_is_scored_in_every_ended_quarter(world):
    scored = world.column("supplier_esg_scores", "supplier_id")
    assert set(np.bincount(scored)[1:].tolist()) == {len(scored) // len(world.column("suppliers", "id"))}
    assert len(scored) >= 5 * len(world.column("suppliers", "id"))


@pytest.mark.parametrize("start", [date(2024, 2, 5), date(2023, 7, 3), date(2020, 12, 28)])
def test_the_shortest_horizon_has_scores_and_certificates(start):
    ctx = worlds.world(Settings(scale=0.001, start=start, weeks=4))
    assert len(ctx.column("supplier_esg_scores", "supplier_id")) > 0
    assert len(ctx.column("certifications", "id")) > 0


def test_targets_lead_straight_from_the_baseline_to_the_goal(world):
    goals = {row["code"]: int(row["goal"] * 10_000) for row in records("sustainability", "metrics")}
    courses = {}
    for row in rows(world, "sustainability_targets"):
        courses.setdefault((row["division_id"], row["metric"]), []).append(row)
    assert len(courses) == 5 * 7
    for (_, metric), course in courses.items():
        values = [course[0]["baseline_value"], *(row["target_value"] for row in course)]
        lower = course[0]["direction"] == "lower_is_better"
        assert values == sorted(values, reverse=lower)
        assert len(set(values)) == len(values)
        assert values[-1] == goals[metric]
        assert [row["target_year"] for row in course] == list(
            range(world.settings.start.year, course[-1]["target_year"] + 1)
        )


# --- modal shift ---


def test_modal_shifts_are_chains_of_the_network_that_emit_less(world):
    segments = rows(world, "route_segments")
    factor = {mode: rule["co2_g_per_tonne_km"] for mode, rule in facts("lanes")["modes"].items()}

    def ends(row: dict, side: str) -> list:
        return [row.get(f"{side}_{kind}_id") for kind in ("plant", "port", "dc")]

    for row in rows(world, "modal_shift_opportunities"):
        road = segments[row["route_segment_id"] - 1]
        path = [segments[number - 1] for number in row["alternative_segment_ids"]]
        assert road["transport_mode"] == row["current_mode"] == "truck"
        assert ends(path[0], "origin") == ends(road, "origin")
        assert ends(path[-1], "destination") == ends(road, "destination")
        assert all(ends(old, "destination")[1:] == ends(new, "origin")[1:] for old, new in pairwise(path))
        assert row["alternative_distance_km"] == sum(leg["distance_km"] for leg in path)
        assert row["extra_hours"] == sum(leg["transit_hours"] for leg in path) - road["transit_hours"]
        assert row["current_co2_kg_per_t"] == road["distance_km"] * factor["truck"]
        assert row["alternative_co2_kg_per_t"] == sum(
            leg["distance_km"] * factor[leg["transport_mode"]] for leg in path
        )
        assert row["co2_saving_kg_per_t"] * 20 >= row["current_co2_kg_per_t"]
        assert row["alternative_mode"] in {leg["transport_mode"] for leg in path}


def test_the_railway_from_chicago_replaces_trucks_to_the_coast(standard):
    found = {row["opportunity_code"]: row for row in rows(standard, "modal_shift_opportunities")}
    assert found["MSO-NAM-TN-NAM-LAX-001-TRUCK"]["alternative_mode"] == "rail"
    assert found["MSO-LATAM-BR-LATAM-BUE-001-TRUCK"]["alternative_mode"] == "ocean"


# --- substitutes ---


def test_substitutes_are_similar_and_sell_better(world):
    skus = rows(world, "skus")
    seen = set()
    for row in rows(world, "sku_substitutes"):
        own, other = skus[row["sku_id"] - 1], skus[row["substitute_sku_id"] - 1]
        assert (own["product_id"], own["division_id"]) == (other["product_id"], other["division_id"])
        # Popularity rises along every chain, so no chain of substitutes comes back.
        assert other["popularity_rank"] < own["popularity_rank"]
        assert other["discontinue_date"] is None
        assert other["launch_date"] <= max(own["launch_date"], world.start_day)
        seen.add((row["sku_id"], row["substitute_rank"]))
    assert all(rank == 1 or (sku, rank - 1) in seen for sku, rank in seen)
    assert len({sku for sku, _ in seen}) >= 0.9 * len(skus)


def test_kinds_of_substitutes_say_what_differs(standard):
    skus = rows(standard, "skus")
    content = standard.column("packaging_types", "content_ml")
    for row in rows(standard, "sku_substitutes"):
        own, other = skus[row["sku_id"] - 1], skus[row["substitute_sku_id"] - 1]
        same = (own["variant"] == other["variant"], own["packaging_id"] == other["packaging_id"])
        assert row["substitution_kind"] == ("edition" if all(same) else "size" if same[0] else "variant")
        ratio = content[own["packaging_id"] - 1] / content[other["packaging_id"] - 1]
        assert row["quantity_ratio"] == pytest.approx(ratio * 10_000, abs=0.51)
