"""Plans, their exceptions and emissions say what plan and outcome say; I26 and I19 look at the same in a database."""

from __future__ import annotations

import itertools
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import worlds
from supplygen.arrays.columns import NULL, Coded
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.levels.level_00_reference import carbon
from supplygen.levels.level_10_fulfillment.shipment_emissions import (
    VEHICLE_OF_MODE,
    long_haul_emissions,
    milk_run_emissions,
)
from supplygen.plan import demand
from supplygen.plan.course import NORTHERN, SOUTHERN, hemispheres
from supplygen.plan.lanes import NOWHERE
from supplygen.plan.shortages import Shortages
from supplygen.policy.demand import CONSENSUS_STEP, FORECAST_AHEAD_WEEKS, FORECAST_LAG_DAYS, FORECAST_LAG_WEEKS
from supplygen.policy.monitoring import EXCEPTIONS_PER_WEEK
from supplygen.schema import metadata
from supplygen.schema.level_00_reference import TRANSPORT_MODES
from supplygen.simulator_spec import Pairs
from worlds import until

Ints = NDArray[np.int64]
NEW_TABLES = ("capacity_plans", "consensus_adjustments", "demand_allocation", "supply_plans", "plan_exceptions")


@pytest.fixture(
    scope="module",
    params=[Settings(scale=0.05, weeks=26), Settings(scale=0.001, seed=7, weeks=4)],
    ids=["half-a-year", "tiny"],
)
def ctx(request: pytest.FixtureRequest) -> GeneratorContext:
    return until(request.param, 9)


def codes(ctx: GeneratorContext, table: str, name: str) -> NDArray[np.str_]:
    return np.array(ctx.texts(table, name))


@pytest.mark.parametrize("table", NEW_TABLES)
def test_columns_are_those_of_the_schema(ctx: GeneratorContext, table: str) -> None:
    columns = ctx.tables[table]
    assert list(columns) == [column.name for column in metadata.tables[table].columns]
    assert len({len(values) for values in columns.values()}) == 1
    assert len(next(iter(columns.values()))) > 0
    if "id" in columns:
        assert np.array_equal(columns["id"], np.arange(1, len(columns["id"]) + 1))
    for name, values in columns.items():
        if isinstance(values, np.ndarray) and not metadata.tables[table].columns[name].nullable:
            assert (values != NULL).all(), name


# Capacity ---------------------------------------------------------------------------------------------------------


def test_every_line_has_a_plan_for_every_week(ctx: GeneratorContext) -> None:
    line, monday = (ctx.column("capacity_plans", name) for name in ("production_line_id", "week_start"))
    lines, weeks = len(ctx.column("production_lines", "id")), ctx.settings.weeks + 13
    assert len(line) == lines * weeks
    assert len(set(zip(line.tolist(), monday.tolist(), strict=True))) == len(line)
    assert (monday.min(), monday.max()) == (ctx.run_in_day, ctx.as_of_day + 1)


def test_a_work_order_loads_its_line_and_the_shared_lines_of_its_plant(ctx: GeneratorContext) -> None:
    kinds, plants = codes(ctx, "production_lines", "line_type"), ctx.column("production_lines", "plant_id")
    needs = ctx.tables["work_order_materials"]
    bulk = ctx.column("ingredients", "piece_mass_g")[needs["ingredient_id"] - 1] == NULL
    grams = np.bincount(needs["wo_id"][bulk], needs["planned_quantity_kg"][bulk])
    expected: dict[tuple[int, int], int] = defaultdict(int)
    for order, line, plant, day in zip(
        *(
            ctx.column("work_orders", name).tolist()
            for name in ("id", "production_line_id", "plant_id", "planned_start_date")
        ),
        strict=True,
    ):
        monday = ctx.start_day + (day - ctx.start_day) // 7 * 7
        for shared in np.flatnonzero((plants == plant) & (kinds != "filling")):
            expected[int(shared) + 1, monday] += int(grams[order])
        expected[line, monday] += int(grams[order])
    keys = zip(
        *(ctx.column("capacity_plans", name).tolist() for name in ("production_line_id", "week_start")), strict=True
    )
    assert [expected[key] for key in keys] == ctx.column("capacity_plans", "planned_kg").tolist()


def test_overloaded_lines_and_no_others_are_exceptions(ctx: GeneratorContext) -> None:
    planned, available = (ctx.column("capacity_plans", name) for name in ("planned_hours", "available_hours"))
    plant = ctx.column("production_lines", "plant_id")[ctx.column("capacity_plans", "production_line_id") - 1] - 1
    country = np.array(ctx.texts("plants", "country"))[plant].tolist()
    holidays = set(
        zip(
            ctx.texts("public_holidays", "country"), ctx.column("public_holidays", "holiday_date").tolist(), strict=True
        )
    )
    rest = [
        sum((where, monday + weekday) in holidays for weekday in range(6))
        for where, monday in zip(country, ctx.column("capacity_plans", "week_start").tolist(), strict=True)
    ]
    assert available.tolist() == [16 * (6 - days) * 10_000 for days in rest]
    assert any(rest)
    overloaded = np.flatnonzero(planned > available) + 1
    named = ctx.column("plan_exceptions", "capacity_plan_id")
    assert sorted(named[named != NULL].tolist()) == overloaded.tolist()
    assert len(overloaded) > 0 or ctx.scale < 0.01


# Consensus and allocation -----------------------------------------------------------------------------------------


def test_reasons_explain_the_change(ctx: GeneratorContext) -> None:
    rows = ctx.tables["consensus_adjustments"]
    forecast = ctx.column("consensus_adjustments", "forecast_id") - 1
    reason, change = (
        codes(ctx, "consensus_adjustments", "reason_code"),
        ctx.column("consensus_adjustments", "adjustment_cases"),
    )
    published = ctx.column("demand_forecasts", "forecast_quantity_cases")[forecast]
    assert np.array_equal(rows["consensus_quantity_cases"], published)
    assert np.array_equal(ctx.column("consensus_adjustments", "statistical_quantity_cases") + change, published)
    assert (change != 0).all()
    assert (change[np.isin(reason, ["promotion"])] > 0).mean() > 0.99
    dips = np.isin(reason, ["post_promotion", "cannibalization"])
    assert (change[dips] < 0).mean() > 0.8
    sku = ctx.column("demand_forecasts", "sku_id")[forecast] - 1
    age = ctx.column("demand_forecasts", "week_start")[forecast] - ctx.column("skus", "launch_date")[sku]
    assert (age[reason == "new_product"] < 26 * 7).all()
    assert (age[reason == "market_intelligence"] >= 26 * 7).all()
    assert set(codes(ctx, "skus", "abc_class")[sku]) <= {"A", "B"}
    assert (
        ctx.column("consensus_adjustments", "adjustment_date")
        < ctx.column("demand_forecasts", "forecast_date")[forecast]
    ).all()


def test_a_dip_is_called_after_whose_promotion_it_is(ctx: GeneratorContext) -> None:
    """Beside another's promotion no own one runs or has just run, nor does the week after; after an own one it has."""
    forecast = ctx.column("consensus_adjustments", "forecast_id") - 1
    sku, monday = (ctx.column("demand_forecasts", name)[forecast] for name in ("sku_id", "week_start"))
    promo = ctx.column("promotion_skus", "promo_id") - 1
    first, last, weeks = (
        ctx.column("promotions", name)[promo] for name in ("start_date", "end_date", "hangover_weeks")
    )
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, begins, ends in zip(
        ctx.column("promotion_skus", "sku_id").tolist(), first.tolist(), (last + 7 * weeks).tolist(), strict=True
    ):
        spans[one].append((begins, ends))

    def has_own(row: int, slack: int) -> bool:
        day = int(monday[row])
        return any(begins - slack <= day <= ends + slack for begins, ends in spans[int(sku[row])])

    reason = codes(ctx, "consensus_adjustments", "reason_code")
    assert not any(has_own(row, 7) for row in np.flatnonzero(reason == "cannibalization").tolist())
    assert all(has_own(row, 21) for row in np.flatnonzero(reason == "post_promotion").tolist())


def test_each_week_is_forecast_as_often_as_it_is_due(ctx: GeneratorContext) -> None:
    """Weeks of the horizon three times; those after it on the last Monday, and before where their turn was."""
    monday, lag = (ctx.column("demand_forecasts", name) for name in ("week_start", "lag_weeks"))
    week, weeks = (monday - ctx.start_day) // 7, ctx.settings.weeks
    assert (ctx.column("demand_forecasts", "forecast_date") == monday - 7 * lag).all()
    assert (week - lag).max() == weeks - 1
    assert set(lag[week < weeks].tolist()) == set(FORECAST_LAG_WEEKS)
    assert week.max() == weeks + FORECAST_AHEAD_WEEKS - 1
    assert set(lag[week == weeks + 7].tolist()) == {8, 12}
    judged = ctx.column("forecast_accuracy", "forecast_id") - 1
    assert np.array_equal(judged, np.flatnonzero((lag == FORECAST_LAG_DAYS // 7) & (week < weeks)))


def test_later_forecasts_of_a_week_are_better(ctx: GeneratorContext) -> None:
    plan, made = ctx.plan, ctx.results.published
    swing = plan.demand.swings
    happened = made.week < ctx.settings.weeks
    item, week = made.item[happened], made.week[happened]
    expected = plan.demand.forecasts[item, week]
    # What would have been published had the SKU's swing been known; cities are a smaller matter.
    known = expected * swing.skus.factors()[plan.items.sku[item], week]
    missed = [np.abs(made.cases[happened] - known)[made.lag[happened] == lag].sum() for lag in (1, 4, 12)]
    # A tiny company has so few forecasts that a month hardly differs from a week.
    assert all(later < 1.01 * earlier for later, earlier in itertools.pairwise(missed))
    assert missed[0] < missed[2] * 0.9


def test_southern_centers_are_asked_by_southern_seasons(ctx: GeneratorContext) -> None:
    demand, items = ctx.plan.demand, ctx.plan.items
    family = np.array(ctx.texts("products", "product_family"))[ctx.column("skus", "product_id") - 1]
    sunny = family[items.sku] == "personal_care"
    rates, weeks = demand.channel_rates.sum(axis=1)[:, None], ctx.settings.weeks
    for own, other in ((NORTHERN, SOUTHERN), (SOUTHERN, NORTHERN)):
        here = np.flatnonzero(sunny & (hemispheres(ctx) == own)[items.dc])
        missed = [
            np.nanmedian(np.abs(demand.expected[here, :weeks] / np.where(plain > 0, plain, np.nan) - 1))
            for plain in (rates[here] * demand.course[at][items.sku[here], :weeks] for at in (own, other))
        ]
        assert missed[0] < 0.5 * missed[1], own


def test_plain_weeks_of_established_skus_keep_the_statistics(ctx: GeneratorContext) -> None:
    """What the planners changed beyond a few hints is where demand without promotions is another."""
    plan, changed = ctx.plan, ctx.column("consensus_adjustments", "forecast_id") - 1
    item_of = {key: at for at, key in enumerate(zip(plan.items.sku.tolist(), plan.items.dc.tolist(), strict=True))}
    sku, dc, monday = (ctx.column("demand_forecasts", name)[changed] for name in ("sku_id", "dc_id", "week_start"))
    item = np.array([item_of[key] for key in zip((sku - 1).tolist(), (dc - 1).tolist(), strict=True)])
    week = (monday - ctx.start_day) // 7 + 1
    course = plan.demand.course[hemispheres(ctx)[plan.items.dc[item]], plan.items.sku[item], week]
    usual = plan.demand.channel_rates.sum(axis=1)[item] * course
    lift = plan.demand.expected[item, week] / usual
    reason = codes(ctx, "consensus_adjustments", "reason_code")
    by_promotion = np.isin(reason, ["promotion", "post_promotion", "cannibalization"])
    assert (np.abs(lift[by_promotion] - 1) >= CONSENSUS_STEP - 1e-9).all()
    heard = reason == "market_intelligence"
    assert (np.abs(lift[heard] - 1) < CONSENSUS_STEP).all()
    assert heard.mean() < 0.1


def test_the_first_forecast_of_a_month_is_divided(ctx: GeneratorContext) -> None:
    forecast = ctx.column("demand_allocation", "forecast_id") - 1
    divided = np.unique(forecast)
    sku, dc = (ctx.column("demand_forecasts", name) for name in ("sku_id", "dc_id"))
    month = (
        ctx.column("demand_forecasts", "week_start").astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    )
    fast = codes(ctx, "skus", "abc_class")[sku - 1] != "C"
    judged = np.isin(ctx.column("demand_forecasts", "id"), ctx.column("forecast_accuracy", "forecast_id"))
    first: dict[tuple[int, int, int], int] = {}
    for row in np.flatnonzero(fast & judged).tolist():
        first.setdefault((int(sku[row]), int(dc[row]), int(month[row])), row)
    assert divided.tolist() == sorted(first.values())
    parts = np.bincount(forecast, ctx.column("demand_allocation", "allocated_quantity_cases"))[divided]
    assert np.array_equal(parts, ctx.column("demand_forecasts", "forecast_quantity_cases")[divided])
    shares = np.bincount(forecast, ctx.column("demand_allocation", "planned_share"))[divided]
    assert (shares == 10_000).all()


@pytest.mark.parametrize("chunk", [1, 3, 1 << 20])
def test_channels_have_the_demand_of_their_stores(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demand, "CHUNK", chunk)

    class Two:
        sku, dc = np.array([0, 1, 0]), np.array([0, 0, 1])

        def __len__(self) -> int:
            return 3

    spec = SimpleNamespace(
        pairs=Pairs(
            start=np.array([0, 2, 3, 4]),
            sku=np.array([0, 1, 0, 0], dtype=np.uint32),
            rate=np.array([12, 24, 6, 30], dtype=np.float32),
        ),
        skus=SimpleNamespace(units_per_case=np.array([6, 12], dtype=np.int32)),
        stores=SimpleNamespace(dc=np.array([0, 0, 1]), channel=np.array([1, 0, 1])),
        channels=SimpleNamespace(margin_bp=np.zeros(2)),
    )
    assert demand.channel_rates(spec, Two()).tolist() == [[1, 2], [0, 2], [0, 5]]  # type: ignore[arg-type]


# Supply -----------------------------------------------------------------------------------------------------------


def test_plans_open_with_what_was_left(ctx: GeneratorContext) -> None:
    names = (
        "sku_id",
        "week_start",
        "opening_stock_cases",
        "planned_production_cases",
        "planned_shipment_cases",
        "closing_stock_cases",
        "actual_production_cases",
        "destroyed_cases",
    )
    left: dict[int, int] = defaultdict(int)
    for sku, monday, opening, planned, sent, closing, made, destroyed in zip(
        *(ctx.column("supply_plans", name).tolist() for name in names), strict=True
    ):
        assert opening == left[sku]
        assert closing == opening + planned - sent >= 0
        assert opening >= sent
        assert (made == NULL) == (destroyed == NULL) == (monday > ctx.as_of_day)
        left[sku] = opening + made - sent - destroyed if made != NULL else 0
    at_plants = np.array(ctx.tables["inventory"]["location_type"].codes) == 0  # type: ignore[union-attr]
    last = ctx.column("supply_plans", "week_start") == ctx.as_of_day + 1
    opening = ctx.column("supply_plans", "opening_stock_cases")[last].sum()
    assert opening == ctx.column("inventory", "quantity_cases")[at_plants].sum()


def test_what_was_made_and_sent_is_in_the_plans(ctx: GeneratorContext) -> None:
    made = ctx.column("supply_plans", "actual_production_cases")
    assert made[made != NULL].sum() == ctx.column("batches", "output_cases").sum()
    trucks = ctx.plan.deployment.trucks
    gone = (trucks["ship_day"] <= ctx.as_of_day) & (ctx.plan.lanes.plant[trucks["lane"]] != NOWHERE)
    past = ctx.column("supply_plans", "week_start") <= ctx.as_of_day
    assert ctx.column("supply_plans", "planned_shipment_cases")[past].sum() == trucks["cases"][gone].sum()


# Exceptions -------------------------------------------------------------------------------------------------------


def test_the_worst_late_batches_of_a_week_are_listed(ctx: GeneratorContext) -> None:
    start = ctx.column("work_orders", "actual_start")
    day = np.where(start == NULL, ctx.as_of_day, start // 86_400_000_000)
    planned = ctx.column("work_orders", "planned_start_date")
    late, week = day - planned, (planned - ctx.start_day) // 7
    listed = ctx.column("plan_exceptions", "work_order_id")
    rows = listed != NULL
    assert np.array_equal(ctx.column("plan_exceptions", "gap_value")[rows], late[listed[rows] - 1] * 100)
    chosen = np.zeros(len(late), dtype=bool)
    chosen[listed[rows] - 1] = True
    for number in np.unique(week[late > 0]):
        there = (week == number) & (late > 0)
        assert chosen[there].sum() == min(EXCEPTIONS_PER_WEEK, there.sum())
        assert late[there & chosen].min() >= late[there & ~chosen].max(initial=0)


def test_a_missing_material_came_after_the_planned_day(ctx: GeneratorContext) -> None:
    """The batch drew it from a lot that was received on its planned day or later.

    Some batches wait for material that is there and reserved for an earlier batch, which waits for something else.
    """
    receipt = ctx.column("goods_receipts", "receipt_date")[ctx.column("batch_ingredients", "gr_id") - 1]
    arrived: dict[tuple[int, int], int] = {}
    for batch, ingredient, day in zip(
        *(ctx.column("batch_ingredients", name).tolist() for name in ("batch_id", "ingredient_id")),
        receipt.tolist(),
        strict=True,
    ):
        arrived[batch, ingredient] = max(arrived.get((batch, ingredient), day), day)
    batch_of = dict(zip(ctx.column("batches", "wo_id").tolist(), ctx.column("batches", "id").tolist(), strict=True))
    planned = ctx.column("work_orders", "planned_start_date")
    names = ("work_order_id", "ingredient_id")
    seen, late = 0, 0
    for order, ingredient in zip(*(ctx.column("plan_exceptions", name).tolist() for name in names), strict=True):
        if ingredient != NULL and order in batch_of:
            late += int(arrived[batch_of[order], ingredient] >= planned[order - 1])
            seen += 1
    assert late > 0.7 * seen > 0


def test_the_worst_cuts_are_kept() -> None:
    shortages = Shortages()
    item = np.arange(100, dtype=np.int32)
    shortages.note(3, np.where(item % 2 == 0, 0, item).astype(np.int32))
    assert len(shortages.rows) == EXCEPTIONS_PER_WEEK
    assert shortages.rows["item"].tolist() == list(range(99, 49, -2))
    shortages.note(4, np.zeros(100, dtype=np.int32))
    assert len(shortages.rows) == EXCEPTIONS_PER_WEEK


# Emissions --------------------------------------------------------------------------------------------------------

Row = dict[str, int]


@pytest.fixture(scope="module")
def emitted(ctx: GeneratorContext) -> tuple[dict[tuple[int, int], Row], list[dict[str, Any]]]:
    """Rows of `shipment_emissions` by shipment and mode, and the simulator's slices that they come from."""
    raw = [dict(tables) for tables in worlds.emitted(ctx)]
    parts = [milk_run_emissions(ctx, tables) for tables in raw]
    parts.append(long_haul_emissions(ctx, ctx.plan.numbering.long_haul))
    rows: dict[tuple[int, int], Row] = {}
    for part in parts:
        columns = {
            name: np.asarray(part[name].codes if isinstance(part[name], Coded) else part[name]).tolist()
            for name in part
        }
        assert list(columns) == [column.name for column in metadata.tables["shipment_emissions"].columns]
        for values in zip(*columns.values(), strict=True):
            row = dict(zip(columns, values, strict=True))
            assert rows.setdefault((row["shipment_id"], row["transport_mode"]), row) is row
    return rows, raw


def test_every_shipment_has_one_row_a_mode(ctx: GeneratorContext, emitted: Any) -> None:
    rows, raw = emitted
    assert len(rows) == ctx.plan.numbering.rows["shipment_emissions"]
    runs = {int(number) for tables in raw for number in tables["shipments"]["id"]}
    hauls = set(ctx.plan.numbering.long_haul_id[ctx.plan.numbering.long_haul].tolist())
    assert {shipment for shipment, _ in rows} == runs | hauls
    assert sum(shipment in runs for shipment, _ in rows) == len(runs)


def test_each_line_of_a_milk_run_rides_to_its_stop(ctx: GeneratorContext, emitted: Any) -> None:
    rows, raw = emitted
    grams = ctx.column("packaging_types", "case_weight_kg")[ctx.column("skus", "packaging_id") - 1]
    tables = max(raw, key=lambda one: len(one["shipments"]["id"]))
    store = dict(zip(tables["orders"]["id"].tolist(), tables["orders"]["store"].tolist(), strict=True))
    load: dict[tuple[int, int], int] = defaultdict(int)
    for shipment, order, sku, cases in zip(
        *(tables["shipment_lines"][name].tolist() for name in ("shipment", "order", "sku", "cases")), strict=True
    ):
        load[shipment, store[order]] += cases * int(grams[sku - 1])
    work: dict[int, int] = defaultdict(int)
    legs = list(
        zip(*(tables["shipment_legs"][name].tolist() for name in ("shipment", "to", "hectometers")), strict=True)
    )
    for at, (shipment, _, length) in enumerate(legs):
        # What is on the truck on a leg is what its stop and the later ones get.
        ahead = itertools.takewhile(lambda leg, run=shipment: leg[0] == run, legs[at:])
        work[shipment] += length * sum(load[shipment, stop] for stop in {stop for _, stop, _ in ahead})
    assert len(work) > 0
    found = {shipment: row["tonne_km"] for (shipment, _), row in rows.items() if shipment in work}
    assert found == dict(work)


def test_the_order_of_the_rows_of_a_slice_does_not_matter(ctx: GeneratorContext, emitted: Any) -> None:
    """Ids ascend within a center only: where trucks leave on several days, those of a slice do not."""
    tables = max(emitted[1], key=lambda one: len(one["shipments"]["id"]))
    shuffled = dict(tables)
    for name in ("shipments", "shipment_lines", "orders"):
        count = len(next(iter(tables[name].values())))
        order = ctx.streams.permutation("test.order", count)
        shuffled[name] = {column: values[order] for column, values in tables[name].items()}
    found = [milk_run_emissions(ctx, one) for one in (tables, shuffled)]
    for name in ("distance_km", "tonne_km", "co2e_kg", "carbon_cost"):
        first, second = (
            dict(zip(*(np.asarray(part[key]).tolist() for key in ("shipment_id", name)), strict=True)) for part in found
        )
        assert first == second, name


def test_emissions_follow_factor_and_price(ctx: GeneratorContext, emitted: Any) -> None:
    rows, _ = emitted
    factor = ctx.column("emission_factors", "kg_co2e_per_tonne_km")
    modes, vehicles = codes(ctx, "emission_factors", "transport_mode"), codes(ctx, "emission_factors", "vehicle_type")
    for (_, mode), row in rows.items():
        at = row["emission_factor_id"] - 1
        assert modes[at] == TRANSPORT_MODES[mode]
        assert vehicles[at] == VEHICLE_OF_MODE[TRANSPORT_MODES[mode]]
        assert abs(row["co2e_kg"] * 10**9 - row["tonne_km"] * int(factor[at])) <= 10**9 // 2
        assert abs(row["carbon_cost"] * 10**6 - row["co2e_kg"] * carbon.CARBON_PRICE_CENTS) <= 10**6 // 2


def test_emissions_of_a_case_are_plausible(ctx: GeneratorContext, emitted: Any) -> None:
    rows, raw = emitted
    delivered = sum(int(tables["shipments"]["cases"].sum()) for tables in raw)
    kilograms = sum(row["co2e_kg"] for row in rows.values()) / 1000
    assert 0.1 < kilograms / delivered < (0.6 if ctx.scale > 0.01 else 2)


def test_a_new_price_holds_from_its_day_on(ctx: GeneratorContext, monkeypatch: pytest.MonkeyPatch) -> None:
    trucks = ctx.plan.numbering.long_haul
    before = long_haul_emissions(ctx, trucks)
    day = ctx.start_day + 10
    steps = [*carbon.carbon_price_steps(ctx), (day, 3 * carbon.CARBON_PRICE_CENTS)]
    monkeypatch.setattr(carbon, "carbon_price_steps", lambda _: steps)
    after = long_haul_emissions(ctx, trucks)
    ids = np.asarray(after["shipment_id"])
    ship_day = np.zeros(ids.max() + 1, dtype=np.int64)
    ship_day[ctx.plan.numbering.long_haul_id[trucks]] = ctx.plan.deployment.trucks["ship_day"][trucks]
    later = ship_day[ids] >= day
    assert later.any()
    assert not later.all()
    assert np.array_equal(after["carbon_price_id"], np.where(later, 2, 1))
    cost, dearer = np.asarray(before["carbon_cost"]), np.asarray(after["carbon_cost"])
    assert np.array_equal(dearer[~later], cost[~later])
    assert (np.abs(dearer - 3 * cost)[later] <= 2).all()
    assert np.array_equal(before["co2e_kg"], after["co2e_kg"])
