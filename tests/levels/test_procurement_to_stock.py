"""Levels 5 to 7 hold the invariants of procurement, production and stock: read from the tables, as a user would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import Boolean

from supplygen.arrays.columns import NULL, Coded
from supplygen.arrays.reading import column_texts
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.generate.stages import make_plan, make_world
from supplygen.policy.procurement import CONTAMINATED_PLANTS
from supplygen.scenario import Scenario, SorbitolContamination
from supplygen.schema import metadata
from worlds import until

Ints = NDArray[np.int64]
SUPPLY_TABLES = [table.name for table in metadata.tables.values() if table.info["level"] in (5, 6, 7)]
KEY = 1 << 31
DAY_US = 86_400_000_000
MINUTE_US = 60_000_000


@dataclass
class Company:
    """The tables of levels 0 to 7 and a short way to their columns."""

    ctx: GeneratorContext

    def __getitem__(self, column: str) -> Ints:
        table, name = column.split(".")
        return self.ctx.column(table, name)

    def texts(self, column: str) -> NDArray[np.str_]:
        return np.array(self.ctx.texts(*column.split(".")))


@pytest.fixture(
    scope="module",
    params=[Settings(scale=0.01, seed=42), Settings(scale=0.001, seed=7, weeks=8)],
    ids=["standard", "tiny"],
)
def world(request: pytest.FixtureRequest) -> Company:
    return Company(until(request.param, 7))


def total(owner: Ints, amounts: Ints, count: int) -> Ints:
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, owner, amounts)
    return sums


def key(*parts: Ints) -> Ints:
    joined = np.zeros_like(parts[0])
    for part in parts:
        joined = joined * KEY + part
    return joined


def row_of(wanted: Ints, keys: Ints) -> Ints:
    """Row of each wanted key in unique keys; all of them exist."""
    order = np.argsort(keys)
    found = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    assert np.array_equal(keys[found], wanted)
    return found


def po_line_row(world: Company, table: str = "goods_receipt_lines", line: str = "po_line_number") -> Ints:
    keys = key(world["purchase_order_lines.po_id"], world["purchase_order_lines.line_number"])
    return row_of(key(world[f"{table}.po_id"], world[f"{table}.{line}"]), keys)


def piece_mass(world: Company, table: str) -> Ints:
    """Mass of a piece of each row's material."""
    return world["ingredients.piece_mass_g"][world[f"{table}.ingredient_id"] - 1]


def lot_row(world: Company, table: str) -> Ints:
    keys = key(world["goods_receipt_lines.gr_id"], world["goods_receipt_lines.line_number"])
    return row_of(key(world[f"{table}.gr_id"], world[f"{table}.gr_line_number"]), keys)


@pytest.mark.parametrize("table", SUPPLY_TABLES)
def test_columns_are_those_of_the_schema(world: Company, table: str) -> None:
    columns = world.ctx.tables[table]
    assert list(columns) == [column.name for column in metadata.tables[table].columns]
    assert len({len(values) for values in columns.values()}) == 1
    assert len(next(iter(columns.values()))) > 0
    for name, values in columns.items():
        if isinstance(values, np.ndarray):
            boolean = isinstance(metadata.tables[table].columns[name].type, Boolean)
            assert values.dtype == (np.bool_ if boolean else np.int64), name
            assert metadata.tables[table].columns[name].nullable or (values != NULL).all(), name


@pytest.mark.parametrize("table", SUPPLY_TABLES)
def test_keys_are_unique_and_categories_allowed(world: Company, table: str) -> None:
    columns = world.ctx.tables[table]
    primary = [plain(columns[column.name]) for column in metadata.tables[table].primary_key]
    rows = np.stack(primary, axis=1)
    assert len(np.unique(rows, axis=0)) == len(rows)
    if "id" in columns:
        assert np.array_equal(columns["id"], np.arange(1, len(rows) + 1))
    for name in ("po_number", "gr_number", "wo_number", "batch_number"):
        if name in columns:
            assert len(set(column_texts(columns[name]))) == len(rows)


def plain(column: Any) -> Ints:
    return column.codes.astype(np.int64) if isinstance(column, Coded) else column


@pytest.mark.parametrize(
    "column",
    [
        "purchase_orders.order_date",
        "goods_receipts.receipt_date",
        "work_orders.planned_start_date",
        "batches.production_date",
    ],
)
def test_ids_ascend_with_the_date(world: Company, column: str) -> None:
    assert (np.diff(world[column]) >= 0).all()


def test_i05_order_lines_follow_an_approved_contract(world: Company) -> None:
    approved = np.flatnonzero(world["supplier_ingredients.is_approved"])
    contract_key = key(
        world["supplier_ingredients.supplier_id"] * 1_000 + world["supplier_ingredients.ingredient_id"],
        world["supplier_ingredients.contract_start_date"],
    )
    order = approved[np.argsort(contract_key[approved])]
    head = world["purchase_order_lines.po_id"] - 1
    pair = world["purchase_orders.supplier_id"][head] * 1_000 + world["purchase_order_lines.ingredient_id"]
    day = world["purchase_orders.order_date"][head]
    contract = order[np.searchsorted(contract_key[order], key(pair, day), side="right") - 1]
    assert np.array_equal(contract_key[contract] // KEY, pair)
    assert (day <= world["supplier_ingredients.contract_end_date"][contract]).all()
    grams = world["purchase_order_lines.quantity_kg"]
    assert (grams >= world["supplier_ingredients.min_order_qty"][contract]).all()
    assert (grams % world["supplier_ingredients.order_multiple"][contract] == 0).all()
    assert np.array_equal(world["purchase_order_lines.unit_price"], world["supplier_ingredients.unit_cost"][contract])


def test_tier_1_is_bought_from_and_who_is_not_is_only_qualified(world: Company) -> None:
    orders = np.bincount(world["purchase_orders.supplier_id"], minlength=len(world["suppliers.id"]) + 1)[1:]
    assert (orders[world["suppliers.tier"] == 1] > 0).all()
    assert np.array_equal(world.texts("suppliers.status") == "awarded", orders > 0)
    per_supplier = [orders[world["suppliers.tier"] == tier].mean() for tier in (1, 2, 3)]
    assert per_supplier[0] > 1.3 * max(per_supplier[1:])


def test_lead_times_grow_with_the_distance_and_plants_buy_most_by_road(world: Company) -> None:
    plants = len(world["plants.id"])
    way = (world["purchase_orders.supplier_id"] - 1) * plants + world["purchase_orders.plant_id"] - 1
    lead = world["purchase_orders.expected_delivery_date"] - world["purchase_orders.order_date"]
    later = world["purchase_orders.order_date"] >= world.ctx.run_in_day + 7
    assert np.corrcoef(world["supplier_lanes.distance_km"][way][later], lead[later])[0, 1] > 0.7
    spend, by_road = world["purchase_orders.total_amount"], world.texts("supplier_lanes.transport_mode")[way] == "truck"
    assert spend[by_road].sum() > 0.4 * spend.sum()


def test_receipts_come_early_and_late_as_well_as_on_the_agreed_day(world: Company) -> None:
    order = world["goods_receipts.po_id"] - 1
    first = np.unique(order, return_index=True)[1]
    late = (world["goods_receipts.receipt_date"] - world["purchase_orders.expected_delivery_date"][order])[first]
    assert 0.3 < (late < 0).mean() < 0.6
    assert 0.03 < (late > 0).mean() < 0.12
    assert len(np.unique(late)) > 8


def test_i08_work_orders_and_batches_agree(world: Company) -> None:
    line = world["work_orders.production_line_id"] - 1
    assert np.array_equal(world["production_lines.plant_id"][line], world["work_orders.plant_id"])
    product = world["skus.product_id"][world["work_orders.sku_id"] - 1] - 1
    families = world.texts("products.product_family")[product]
    assert np.array_equal(world.texts("production_lines.product_family")[line], families)
    order = world["batches.wo_id"] - 1
    for name in ("formula_id", "sku_id", "plant_id", "production_line_id"):
        assert np.array_equal(world[f"batches.{name}"], world[f"work_orders.{name}"][order])


def holidays_within(world: Company, begin: Ints, end: Ints) -> Ints:
    """Holidays of each batch's plant after the day on which it begins and before the one on which it ends."""
    country = np.array(world.texts("plants.country"))[world["batches.plant_id"] - 1]
    where, day = np.array(world.texts("public_holidays.country")), world["public_holidays.holiday_date"]
    inside = (begin[:, None] // DAY_US < day) & (day < end[:, None] // DAY_US) & (country[:, None] == where)
    return inside.sum(axis=1)


def test_work_order_times_fit_shifts_and_lines(world: Company) -> None:
    begin, end = world["work_orders.actual_start"], world["work_orders.actual_end"]
    completed = world.texts("work_orders.status") == "completed"
    for column in (begin, end, world["work_orders.operating_minutes"], world["work_orders.downtime_minutes"]):
        assert np.array_equal(column != NULL, completed)
    order = world["batches.wo_id"] - 1
    assert np.array_equal(np.sort(order), np.flatnonzero(completed))
    begin, end, line = begin[order], end[order], world["batches.production_line_id"]
    assert np.array_equal(begin // DAY_US, world["batches.production_date"])
    shift = [world["plants.hours_per_day"][world["batches.plant_id"] - 1] * 60, (24 * 60)]
    nights = end // DAY_US - begin // DAY_US
    minutes = (
        (end - begin) // MINUTE_US - nights * (shift[1] - shift[0]) - holidays_within(world, begin, end) * shift[0]
    )
    assert np.array_equal(minutes, world["work_orders.operating_minutes"][order])
    assert (begin % DAY_US >= 6 * 60 * MINUTE_US).all()
    assert (end % DAY_US <= (6 * 60 + shift[0]) * MINUTE_US).all()
    week = [(at // DAY_US - world.ctx.start_day) // 7 for at in (begin, end)]
    assert np.array_equal(*week)
    by_line = np.lexsort((end, begin, line))
    same = np.diff(line[by_line]) == 0
    assert (end[by_line][:-1][same] <= begin[by_line][1:][same]).all()
    planned = world["work_orders.planned_start_date"], world["work_orders.planned_end_date"]
    assert (planned[0] <= planned[1]).all()
    assert (planned[0][order] <= world["batches.production_date"]).all()


def test_long_batches_go_on_the_next_day(world: Company) -> None:
    order = world["batches.wo_id"] - 1
    hours = world["plants.hours_per_day"][world["batches.plant_id"] - 1]
    long = world["work_orders.operating_minutes"][order] > hours * 60
    last = world["work_orders.actual_end"][order] // DAY_US
    assert long.any() or world.ctx.scale < 0.01
    assert (last > world["batches.production_date"])[long].all()
    release = world["batches.qc_release_date"]
    assert ((release > last) | (release == NULL)).all()


def test_equipment_effectiveness_follows_from_the_columns(world: Company) -> None:
    order = world["batches.wo_id"] - 1
    operating, down = (world[f"work_orders.{name}_minutes"][order].sum() for name in ("operating", "downtime"))
    rate = world["production_lines.rate_kg_per_hour"][world["batches.production_line_id"] - 1]
    rated = (world["batches.input_kg"] / 1_000 / rate).sum() * 60
    good = world["batches.quantity_kg"] * (world.texts("batches.qc_status") != "rejected")
    availability, performance = 1 - down / operating, rated / (operating - down)
    quality = good.sum() / world["batches.input_kg"].sum()
    assert 0.88 < performance < 0.97
    # The smallest world is changed over for a few cases all the time, and has few batches to reject.
    judged = world.ctx.scale >= 0.01
    assert (0.60 if judged else 0.30) < availability < 0.92
    assert (0.92 if judged else 0.80) < quality < 0.98
    assert (0.50 if judged else 0.25) < availability * performance * quality < 0.85


def test_i14_batch_mass(world: Company) -> None:
    used, output = world["batches.input_kg"], world["batches.quantity_kg"]
    batch = world["batch_ingredients.batch_id"] - 1
    bulk = piece_mass(world, "batch_ingredients") == NULL
    assert np.array_equal(total(batch[bulk], world["batch_ingredients.actual_quantity_kg"][bulk], len(used)), used)
    assert np.array_equal(used, output + world["batches.loss_kg"])
    assert (world["batches.loss_kg"] >= 0).all()
    assert (np.abs(world["batches.yield_percent"] * used - output * 10_000) * 2 <= used).all()


def test_i15_lots_balance_and_never_run_dry(world: Company) -> None:
    accepted, lots = world["goods_receipt_lines.quantity_accepted_kg"], len(world["goods_receipt_lines.gr_id"])
    drawn, batch = lot_row(world, "batch_ingredients"), world["batch_ingredients.batch_id"] - 1
    grams = world["batch_ingredients.actual_quantity_kg"]
    held, scrapped = (
        total(lot_row(world, "ingredient_inventory"), world[f"ingredient_inventory.{name}"], lots)
        for name in ("on_hand_kg", "scrapped_kg")
    )
    assert np.array_equal(accepted - total(drawn, grams, lots) - scrapped, held)
    received = world["goods_receipts.receipt_date"][world["goods_receipt_lines.gr_id"] - 1]
    used, expiry = world["batches.production_date"][batch], world["goods_receipt_lines.expiry_date"]
    assert (received[drawn] < used).all()
    assert (used <= expiry[drawn]).all()
    assert (expiry[scrapped > 0] <= world.ctx.as_of_day).all()
    assert (expiry[held > 0] > world.ctx.as_of_day).all()
    lot = np.concatenate([np.arange(lots), drawn])
    change = np.concatenate([accepted, -grams])
    order = np.lexsort((-change, np.concatenate([received, used]), lot))
    running = np.cumsum(change[order])
    first = np.searchsorted(lot[order], np.arange(lots))
    before = np.concatenate(([0], running))[first]
    assert (running - before[lot[order]] >= 0).all()


def test_i15_draws_are_of_the_plants_own_lots(world: Company) -> None:
    lot, batch = lot_row(world, "batch_ingredients"), world["batch_ingredients.batch_id"] - 1
    head = world["goods_receipt_lines.po_id"] - 1
    plant = world["purchase_orders.plant_id"][head]
    assert np.array_equal(plant[lot], world["batches.plant_id"][batch])
    assert np.array_equal(world["goods_receipt_lines.ingredient_id"][lot], world["batch_ingredients.ingredient_id"])
    rows = lot_row(world, "ingredient_inventory")
    assert np.array_equal(plant[rows], world["ingredient_inventory.plant_id"])
    assert np.array_equal(world["goods_receipt_lines.expiry_date"][rows], world["ingredient_inventory.expiry_date"])
    numbers = world.texts("goods_receipt_lines.lot_number")
    for table, at in (("batch_ingredients", lot), ("ingredient_inventory", rows)):
        assert np.array_equal(world.texts(f"{table}.lot_number"), numbers[at])


def test_a_lot_is_what_one_supplier_made_of_one_material_in_one_run_of_a_week(world: Company) -> None:
    head = world["goods_receipt_lines.po_id"] - 1
    week = (world["purchase_orders.order_date"][head] - world.ctx.run_in_day) // 7
    pair = world["purchase_orders.supplier_id"][head] * 1_000 + world["goods_receipt_lines.ingredient_id"]
    names = [number.rsplit("-", 1) for number in world.texts("goods_receipt_lines.lot_number")]
    run = np.array([int(name[1]) for name in names])
    made = [name[0] for name in names]
    assert len(set(zip(made, key(pair, week), strict=True))) == len(set(made)) == len(np.unique(key(pair, week)))
    expiry = world["goods_receipt_lines.expiry_date"]
    assert len(set(zip(made, expiry, strict=True))) == len(set(made))
    assert run.min() == 1
    assert {name[:-7] for name in made if "-SORB001-" in name} == {"L-SORBFR001-SORB001"}
    # A run fills one order line of each plant.
    line = key(world["goods_receipt_lines.po_id"], world["goods_receipt_lines.po_line_number"])
    plant = world["purchase_orders.plant_id"][head]
    filled = np.unique(np.stack([key(pair, week), run, plant, line], axis=1), axis=0)
    assert len(np.unique(filled[:, :3], axis=0)) == len(filled)


def test_a_lot_goes_to_several_plants(world: Company) -> None:
    plant = world["purchase_orders.plant_id"][world["goods_receipt_lines.po_id"] - 1]
    numbers = world.texts("goods_receipt_lines.lot_number")
    reached = [len(set(plant[numbers == number])) for number in set(numbers[np.char.find(numbers, "-SORB001-") > 0])]
    assert max(reached) > 1


def test_issued_and_planned_material_is_what_batches_took(world: Company) -> None:
    need = key(world["work_order_materials.wo_id"], world["work_order_materials.ingredient_id"])
    order = world["batches.wo_id"][world["batch_ingredients.batch_id"] - 1]
    row = row_of(key(order, world["batch_ingredients.ingredient_id"]), need)
    issued = total(row, world["batch_ingredients.actual_quantity_kg"], len(need))
    assert np.array_equal(issued, world["work_order_materials.issued_quantity_kg"])
    planned = total(row, world["batch_ingredients.planned_quantity_kg"], len(need))
    expected = np.where(issued > 0, world["work_order_materials.planned_quantity_kg"], 0)
    assert np.array_equal(planned, expected)


def test_i16_batch_cases(world: Company) -> None:
    pack = world["skus.packaging_id"][world["batches.sku_id"] - 1] - 1
    cases = world["batches.output_cases"]
    assert np.array_equal(cases * world["packaging_types.case_net_kg"][pack], world["batches.quantity_kg"])
    parts = [world[f"batches.{name}"] for name in ("deployed_cases", "plant_stock_cases", "scrapped_cases")]
    assert min(part.min() for part in parts) >= 0
    assert np.array_equal(cases, sum(parts))
    plant = np.flatnonzero(world["inventory.plant_id"] != NULL)
    batch = world["inventory.batch_id"] - 1
    assert np.array_equal(total(batch[plant], world["inventory.quantity_cases"][plant], len(cases)), parts[1])
    assert np.array_equal(world["inventory.plant_id"][plant], world["batches.plant_id"][batch[plant]])
    away = np.flatnonzero(world["inventory.plant_id"] == NULL)
    assert (total(batch[away], world["inventory.quantity_cases"][away], len(cases)) <= parts[0]).all()


def test_quality_decisions_by_the_as_of_date(world: Company) -> None:
    status, release = world.texts("batches.qc_status"), world["batches.qc_release_date"]
    released = np.isin(status, ("released", "recalled"))
    assert np.array_equal(released, release != NULL)
    assert (release[released] > world["batches.production_date"][released]).all()
    assert release.max() <= world.ctx.as_of_day
    assert (world["batches.deployed_cases"][~released] == 0).all()
    scrapped = world["batches.scrapped_cases"]
    assert (scrapped[status == "rejected"] > 0).all()
    assert (scrapped[np.isin(status, ("pending", "released"))] == 0).all()
    assert (world["batches.plant_stock_cases"][status == "recalled"] == 0).all()


def test_what_is_made_of_the_contaminated_lot_is_recalled_once_it_is_discovered(world: Company) -> None:
    recalled = np.flatnonzero(world.texts("batches.qc_status") == "recalled")
    named = np.flatnonzero(world.texts("batches.batch_number") == "B-2024-RECALL-001")
    event = world.ctx.settings.scenario.sorbitol_contamination
    assert event is not None
    if world.ctx.settings.weeks <= event.discovery_week:
        assert len(recalled) == len(named) == 0
        return
    # It is discovered in the one that was sent most widely.
    deployed = world["batches.deployed_cases"]
    assert named.tolist() == [recalled[np.argmax(deployed[recalled])]]
    assert deployed[named] > 0
    batch, sorbitol = world["batch_ingredients.batch_id"] - 1, world.ctx.ids("ingredients", event.ingredient)
    drawn = world["batch_ingredients.ingredient_id"] == sorbitol
    numbers = world.texts("batch_ingredients.lot_number")
    shared = [set(numbers[drawn & (batch == at)]) for at in recalled]
    assert len(set.intersection(*shared)) == 1


def test_i19_purchase_order_totals(world: Company) -> None:
    amount = world["purchase_order_lines.line_amount"]
    exact = world["purchase_order_lines.quantity_kg"] * world["purchase_order_lines.unit_price"]
    assert (np.abs(amount * 100_000 - exact) <= 50_000).all()
    head = world["purchase_order_lines.po_id"] - 1
    assert np.array_equal(total(head, amount, head.max() + 1), world["purchase_orders.total_amount"])


def test_i22_receipts_and_order_states(world: Company) -> None:
    received = world["goods_receipt_lines.quantity_received_kg"]
    rejected = world["goods_receipt_lines.quantity_rejected_kg"]
    assert rejected.min() >= 0
    assert np.array_equal(received, world["goods_receipt_lines.quantity_accepted_kg"] + rejected)
    line = po_line_row(world)
    ordered = world["purchase_order_lines.quantity_kg"]
    arrived = total(line, received, len(ordered))
    assert (arrived * 100 <= ordered * 105).all()
    assert (arrived > ordered).any()
    head = world["purchase_order_lines.po_id"] - 1
    some = total(head, (arrived > 0).astype(np.int64), head.max() + 1) > 0
    lacks = total(head, (arrived < ordered).astype(np.int64), head.max() + 1) > 0
    expected = np.select([~some, lacks], ["open", "partially_received"], "received")
    assert np.array_equal(world.texts("purchase_orders.status"), expected)


def test_short_orders_are_short_in_every_line_and_stay_partially_received(world: Company) -> None:
    head = world["purchase_order_lines.po_id"] - 1
    ordered = world["purchase_order_lines.quantity_kg"]
    arrived = total(po_line_row(world), world["goods_receipt_lines.quantity_received_kg"], len(ordered))
    old = (world["purchase_orders.expected_delivery_date"] < world.ctx.as_of_day - 120)[head]
    lacking = total(head, ((arrived < ordered) & old).astype(np.int64), head.max() + 1)
    lines = np.bincount(head)
    short = lacking > 0
    assert short.any()
    assert np.array_equal(lacking[short], lines[short])
    assert (world.texts("purchase_orders.status")[short] == "partially_received").all()
    piece = np.maximum(piece_mass(world, "purchase_order_lines"), 0)
    assert ((arrived + piece)[old] * 100 >= ordered[old] * 92).all()


def test_material_positions_are_stock_and_open_orders_less_plans(world: Company) -> None:
    materials, plan = world.ctx.plan.materials, world.ctx.plan
    lots, lines, uses = materials.lots, materials.lines, plan.batches.uses
    came = lots["receipt_day"] <= plan.calendar.as_of
    position = total(lots["place"], np.where(came, lots["accepted"], lots["ordered"]), len(materials.position))
    position -= total(lots["place"], lots["scrapped"], len(position))
    planned = plan.policy.plant[plan.batches.rows["sku"][uses["batch"]]]
    position -= total(materials.place(planned, uses["ingredient"]), uses["grams"], len(position))
    assert np.array_equal(position, materials.position)
    assert lots["ordered"].sum() == lines["grams"].sum()


def test_receipt_lines_belong_to_the_receipts_order(world: Company) -> None:
    receipt = world["goods_receipt_lines.gr_id"] - 1
    assert np.array_equal(world["goods_receipts.po_id"][receipt], world["goods_receipt_lines.po_id"])
    line = po_line_row(world)
    of_line = world["purchase_order_lines.ingredient_id"][line]
    assert np.array_equal(of_line, world["goods_receipt_lines.ingredient_id"])
    ordered = world["purchase_orders.order_date"][world["goods_receipts.po_id"] - 1]
    assert (world["goods_receipts.receipt_date"] >= ordered).all()


@pytest.mark.parametrize("kind", ["material", "packaging"])
def test_i23_cost_of_what_is_bought(world: Company, kind: str) -> None:
    mine = (piece_mass(world, "batch_ingredients") != NULL) == (kind == "packaging")
    price = world["purchase_order_lines.unit_price"][po_line_row(world)[lot_row(world, "batch_ingredients")]]
    value = world["batch_ingredients.actual_quantity_kg"] * price
    batches = len(world["batches.id"])
    exact = total(world["batch_ingredients.batch_id"][mine] - 1, value[mine], batches)
    material = world.texts("batch_cost_ledger.cost_type") == kind
    cents = world["batch_cost_ledger.amount"][material]
    assert (np.abs(cents * 100_000 - exact) <= 50_000).all()
    assert len(world["batch_cost_ledger.amount"]) == 5 * batches
    assert world["batch_cost_ledger.amount"].min() >= 0


def test_i31_what_happened_lies_between_run_in_and_as_of(world: Company) -> None:
    first, last = world.ctx.run_in_day, world.ctx.as_of_day
    for column in ("purchase_orders.order_date", "goods_receipts.receipt_date", "batches.production_date"):
        assert first <= world[column].min(), column
        assert world[column].max() <= last, column
    assert first <= world["work_orders.planned_start_date"].min()


def test_inventory_rows(world: Company) -> None:
    batch = world["inventory.batch_id"] - 1
    assert batch.min() >= 0
    assert np.array_equal(world["inventory.sku_id"], world["batches.sku_id"][batch])
    assert np.array_equal(world["inventory.expiry_date"], world["batches.expiry_date"][batch])
    assert world["inventory.quantity_cases"].min() > 0
    places = [world[f"inventory.{name}_id"] != NULL for name in ("plant", "dc", "shipment")]
    assert (sum(place.astype(int) for place in places) == 1).all()
    kinds = world.texts("inventory.location_type")
    for kind, place in zip(("plant", "dc", "in_transit"), places, strict=True):
        assert np.array_equal(kinds == kind, place)
    age = world.ctx.as_of_day - world["batches.production_date"][batch]
    expected = np.select([age <= 30, age <= 60, age <= 90], ["0-30", "31-60", "61-90"], "90+")
    assert np.array_equal(world.texts("inventory.aging_bucket"), expected)
    shipments = world["inventory.shipment_id"][places[2]]
    assert (shipments > 0).all()


def test_safety_stock_is_what_leaves_last(world: Company) -> None:
    kept = world.texts("inventory.inventory_type") != "quarantine"
    center = np.flatnonzero((world["inventory.dc_id"] != NULL) & kept)
    item = key(world["inventory.dc_id"][center], world["inventory.sku_id"][center])
    cases, expiry = world["inventory.quantity_cases"][center], world["inventory.expiry_date"][center]
    safety = world.texts("inventory.inventory_type")[center] == "safety"
    policy = row_of(item, key(world["replenishment_params.dc_id"], world["replenishment_params.sku_id"]))
    wanted = world["replenishment_params.safety_stock_cases"]
    closing = total(policy, cases, len(wanted))
    held = total(policy[safety], cases[safety], len(wanted))
    assert np.array_equal(held, np.minimum(wanted, closing) * (closing > 0))
    latest_cycle = np.full(len(wanted), NULL)
    np.maximum.at(latest_cycle, policy[~safety], expiry[~safety])
    assert (expiry[safety] >= latest_cycle[policy[safety]]).all()
    assert (world.texts("inventory.inventory_type")[world["inventory.dc_id"] == NULL] == "cycle").all()


def test_store_stock_is_never_negative(world: Company) -> None:
    assert world["store_inventory.opening_eaches"].min() >= 0
    assert world["store_inventory.closing_eaches"].min() >= 0
    store = key(world["store_inventory.retail_location_id"], world["store_inventory.sku_id"])
    assert (np.diff(store) > 0).all()


def test_a_held_supplier_delivers_nothing_while_the_hold_lasts(world: Company) -> None:
    event = world.ctx.scenario.source_cascade
    if event is None:
        return
    lots, lines = world.ctx.plan.materials.lots, world.ctx.plan.materials.lines
    held = lines["ingredient"][lots["line"]] == world.ctx.ids("ingredients", event.ingredient) - 1
    day = lots["receipt_day"] - world.ctx.start_day
    assert held.any()
    assert not (held & (day >= event.first_day) & (day < event.first_day + event.days)).any()
    # Second receipts come with the first or after it.
    of_line, first = np.unique(lots["line"], return_index=True)
    assert (lots["receipt_day"] >= lots["receipt_day"][first][np.searchsorted(of_line, lots["line"])]).all()


def test_what_is_left_of_an_expired_lot_is_written_off() -> None:
    # Of this world some lots expire before they are used up.
    found = Company(until(Settings(scale=0.01, seed=1), 7))
    assert found["ingredient_inventory.scrapped_kg"].sum() > 0
    used = found["batches.production_date"][found["batch_ingredients.batch_id"] - 1]
    assert (used <= found["goods_receipt_lines.expiry_date"][lot_row(found, "batch_ingredients")]).all()
    test_i15_lots_balance_and_never_run_dry(found)


@pytest.mark.parametrize("ingredient", ["ING-GLYC-001", "ING-SLES-001"])
def test_a_contaminated_lot_is_of_one_supplier_though_several_sell_the_material(ingredient: str) -> None:
    event = next(event for event in Scenario.baseline().events if isinstance(event, SorbitolContamination))
    scenario = Scenario.of([replace(event, ingredient=ingredient)])
    plan = make_plan(make_world(Settings(scale=0.002, scenario=scenario))).plan
    chosen = plan.batches.contamination.lines
    assert len(np.unique(plan.materials.lines["plant"][chosen])) >= CONTAMINATED_PLANTS
    assert len(np.unique(plan.materials.lines["supplier"][chosen])) == 1


def test_plans_count_what_a_recall_destroys_at_the_plants() -> None:
    event = next(event for event in Scenario.baseline().events if isinstance(event, SorbitolContamination))
    scenario = Scenario.of([replace(event, discovery_week=30)])
    ctx = until(Settings(scale=0.01, weeks=34, scenario=scenario), 9)
    found = Company(ctx)
    destroyed = found["supply_plans.destroyed_cases"]
    assert destroyed[destroyed != NULL].sum() == found["batches.scrapped_cases"].sum()
    recalled = found.texts("batches.qc_status") == "recalled"
    assert found["batches.scrapped_cases"][recalled].sum() > 0
    last = found["supply_plans.week_start"] == ctx.as_of_day + 1
    at_plants = found["inventory.quantity_cases"][found["inventory.plant_id"] != NULL].sum()
    assert found["supply_plans.opening_stock_cases"][last].sum() == at_plants
