"""Invariant I41: a planted event changes the rows that the truth table names and what follows from them, nothing else.

Each event alone is compared with a year without events, and a year with all of them with one that lacks an event.
"""

from __future__ import annotations

import numpy as np
import psycopg
import pytest

from closures import (
    CLOSURES,
    NEVER,
    SHIPPED,
    SMALL,
    SUMMARIES,
    alone,
    causes,
    differing,
    event,
    first_weeks,
    other_goods,
    plain,
    touched,
)
from supplygen.arrays.columns import NULL
from supplygen.scenario import EVENTS, Scenario
from supplygen.verify import registry
from truth_rows import Named, named, said, shared
from twins import GRAPH, IDENTITY, Company, Hashes, Ints, company, is_fact, word

OFTEN = {"QRK-PHANTOM", "QRK-CASCADE"}
"""A habit of the books and an event that follows from another; the others are thorough."""

each = pytest.mark.parametrize(
    "code", [pytest.param(code, marks=[] if code in OFTEN else pytest.mark.thorough) for code in EVENTS]
)


# One event alone --------------------------------------------------------------------------------------------------


def test_every_event_has_its_closure() -> None:
    assert CLOSURES.keys() == EVENTS.keys()


@each
def test_an_event_touches_what_its_closure_says(code: str) -> None:
    assert named(alone(code), code).keys() == CLOSURES[code].names
    assert set(alone(code).tables["injection"]["event_code"].tolist()) == {word(code)}
    world = {table for table in differing(code) if not is_fact(table)}
    assert world <= CLOSURES[code].world | SHIPPED
    reached = {table for table in differing(code) if is_fact(table)}
    assert reached <= (CLOSURES[code].reaches or reached)
    assert {"injection"} < reached


@each
def test_what_differs_was_touched_or_follows(code: str) -> None:
    if CLOSURES[code].reaches is not None:
        return
    happened, seen, arrived = touched(code), first_weeks(code), other_goods(code)
    assert happened
    assert seen
    for node, week in seen.items():
        assert week >= min([happened.get(node, NEVER), *causes(node, happened, seen, arrived)]), node


def begins(code: str) -> tuple[int, int]:
    """Week of the first row that the event has touched, and the week from which on that matters."""
    first = min(int(rows.weeks.min()) for rows in named(alone(code), code).values())
    since = CLOSURES[code].since
    return first, first if since is None else getattr(event(code), since)


@each
def test_nothing_differs_before_it_begins(code: str) -> None:
    first, matters = begins(code)
    for table, parts in differing(code).items():
        if is_fact(table) and table not in SUMMARIES - {"kpi_actuals", "audit_logs"}:
            # A key figure of the past changes with the batches that are called back.
            week = min(int(weeks.min()) for _, rows, weeks in parts if len(rows))
            assert week >= (first if table == "kpi_actuals" else matters), table


@each
def test_ids_are_the_same_until_it_begins(code: str) -> None:
    _, matters = begins(code)
    for table in {table for table in IDENTITY if "id" in plain().tables[table]}:
        one, other = by_id(plain(), table, matters), by_id(alone(code), table, matters)
        assert np.array_equal(one, other), table


def by_id(made: Company, table: str, week: int) -> Hashes:
    """Rows that came about before a week, in the order of their ids."""
    order = np.argsort(made.tables[table]["id"])
    return np.asarray(made.identity(table)[order][: int((made.born(table) < week).sum())])


# The truth table --------------------------------------------------------------------------------------------------

REASONS = {"inventory_adjustments": "phantom_inventory", "return_lines": "recall"}
"""Tables of which all rows with a reason are the event's, and no others."""
ADDED = frozenset({"customer_deductions"})
"""Tables of which all rows that would not be are the event's, and no others."""


@each
def test_the_truth_table_says_what_was_and_what_is(code: str) -> None:
    rows = named(alone(code), code)
    for table, part in rows.items():
        assert len(np.unique(part.rows)) == len(part.rows) > 0
        if part.effect == "contaminated":
            assert sorted(part.rows.tolist()) == contaminated(alone(code), table, rows)
        elif table in REASONS:
            assert set(part.before.tolist()) == {0}
            assert sorted(part.rows.tolist()) == with_reason(alone(code), table)
            assert with_reason(plain(), table) == []
        elif table in ADDED:
            check_added(alone(code), table, part)
        elif table in IDENTITY:
            check_values(alone(code), table, part, by_consequence(code, table))


def by_consequence(code: str, table: str) -> int:
    """Week from which on rows of a table change by consequence as well: stores order by what they have."""
    first, matters = begins(code)
    return NEVER if table != "order_lines" else first + 1 if matters == first else matters


def check_added(made: Company, table: str, part: Named) -> None:
    """The rows that only one company has are named, with what they say."""
    new = np.flatnonzero(~np.isin(made.identity(table), plain().identity(table)))
    assert sorted(part.rows.tolist()) == new.tolist()
    assert set(part.before.tolist()) == {0}
    assert np.array_equal(said(made, table, part.effect)[part.rows], part.after)


def check_values(made: Company, table: str, part: Named, until: int) -> None:
    """Of the rows that both companies have, those that differ are named, with what both say."""
    here, there = shared(plain(), made, table)
    before, after = (said(one, table, part.effect) for one in (plain(), made))
    known = (before[here] != NULL) & (after[there] != NULL) & (made.born(table)[there] < until)
    here, there = here[known], there[known]
    row, place, listed = np.intersect1d(there, part.rows, return_indices=True)
    assert len(row) > 0
    assert np.array_equal(before[here[place]], part.before[listed])
    assert np.array_equal(after[there[place]], part.after[listed])
    assert set(there[before[here] != after[there]].tolist()) <= set(row.tolist())


def with_reason(made: Company, table: str) -> list[int]:
    if table == "return_lines":
        returns, asked = made.tables["returns"], made.tables["rma_authorizations"]
        rma = returns["rma_id"][made.at("returns", made.tables[table]["return_id"])]
        reason = asked["reason_code"][made.at("rma_authorizations", rma)]
    else:
        reason = made.tables[table]["reason_code"]
    return np.flatnonzero(reason == word(REASONS[table])).tolist()


def contaminated(made: Company, table: str, rows: dict[str, Named]) -> list[int]:
    """Receipt lines of the lot that the truth table names, and the batches that hold something of them."""
    lines, used = made.tables["goods_receipt_lines"], made.tables["batch_ingredients"]
    (lot,) = set(lines["lot_number"][rows["goods_receipt_lines"].rows].tolist())
    if table == "goods_receipt_lines":
        return np.flatnonzero(lines["lot_number"] == lot).tolist()
    batches = np.unique(used["batch_id"][used["lot_number"] == lot])
    return sorted(made.at("batches", batches).tolist())


def test_carbon_is_dearer_and_nothing_else() -> None:
    one, other = (made.tables["shipment_emissions"] for made in (plain(), alone("RSK-ENV-005")))
    for name in one.keys() - {"carbon_price_id", "carbon_cost"}:
        assert np.array_equal(one[name], other[name]), name
    changed = one["carbon_price_id"] != other["carbon_price_id"]
    assert changed.any()
    assert np.array_equal(one["carbon_cost"][~changed], other["carbon_cost"][~changed])
    # Both are rounded to the cent.
    factor = event("RSK-ENV-005").cost_factor
    assert (np.abs(other["carbon_cost"] - factor * one["carbon_cost"])[changed] <= 0.5 + 0.5 * factor).all()
    row = plain().at("shipments", one["shipment_id"])
    since = plain().start_day + event("RSK-ENV-005").first_day
    assert np.array_equal(changed, plain().tables["shipments"]["ship_date"][row] >= since)


def test_a_shelf_differs_where_stock_vanished_or_after_other_orders() -> None:
    code = "QRK-PHANTOM"
    lost, first = alone(code).tables["inventory_adjustments"], dict[tuple[int, ...], int]()
    part = named(alone(code), code)["inventory_adjustments"]
    put_first(first, lost, ("retail_location_id", "sku_id"), part.rows, part.weeks)
    for made, rows, weeks in differing(code)["orders"]:
        put_first(first, made.tables["orders"], ("retail_location_id",), rows, weeks)
    # An order may say the same and get other cases, or of other batches, of which other parts come back.
    for made, rows, weeks in differing(code)["order_allocations"]:
        orders = made.at("orders", made.tables["order_allocations"]["order_id"][rows])
        put_first(first, made.tables["orders"], ("retail_location_id",), orders, weeks)
    for table in ("pos_sales", "osa_metrics"):
        for made, rows, weeks in differing(code)[table]:
            seen: dict[tuple[int, ...], int] = {}
            put_first(seen, made.tables[table], ("retail_location_id", "sku_id"), rows, weeks)
            assert seen
            for pair, week in seen.items():
                assert week >= min(first.get(pair, NEVER), first.get(pair[:1], NEVER)), (table, pair)


def put_first(
    found: dict[tuple[int, ...], int], table: dict[str, Ints], key: tuple[str, ...], rows: Ints, weeks: Ints
) -> None:
    """Note the first week of each key."""
    for row, week in zip(rows.tolist(), weeks.tolist(), strict=True):
        place = tuple(int(table[name][row]) for name in key)
        found[place] = min(week, found.get(place, week))


# All events, and all but one --------------------------------------------------------------------------------------


def baseline(*, without: str | None = None) -> Company:
    kept = [event for event in Scenario.baseline().events if event.code != without]
    return company(Scenario.of(kept), **SMALL)


@pytest.fixture(scope="module")
def whole() -> Company:
    return baseline()


def truths(made: Company, before: int, code: str) -> list[tuple[object, ...]]:
    """What the truth table says of other events, as far as it happened before a week."""
    found: list[tuple[object, ...]] = []
    for other in EVENTS.keys() - {code}:
        for table, part in named(made, other).items():
            own = made.identity(table)[part.rows] if table in IDENTITY else made.tables[table]["id"][part.rows]
            rows = zip(own.tolist(), part.weeks.tolist(), part.before.tolist(), part.after.tolist(), strict=True)
            found += [(other, table, *row) for row in rows if row[1] < before]
    return sorted(found)


DATED = ("RSK-BIO-001", "RSK-LOG-002", "RSK-SUP-003", "RSK-CYB-004", "QRK-BULLWHIP", "QRK-CASCADE")
"""Events before which others have touched something."""


@pytest.mark.thorough
@pytest.mark.parametrize("code", DATED)
def test_the_others_do_not_notice_before_it_begins(code: str, whole: Company) -> None:
    week = min(int(rows.weeks.min()) for rows in named(whole, code).values())
    expected = truths(whole, week, code)
    assert {"QRK-OPTIMISM", "QRK-CONGESTION", "QRK-PHANTOM"} <= {row[0] for row in expected}
    assert truths(baseline(without=code), week, code) == expected


@pytest.mark.thorough
def test_dearer_carbon_changes_no_other_event(whole: Company) -> None:
    assert truths(whole, NEVER, "RSK-ENV-005") == truths(baseline(without="RSK-ENV-005"), NEVER, "RSK-ENV-005")


def test_all_together_touch_all_that_each_touches(whole: Company) -> None:
    for code in EVENTS:
        assert named(whole, code).keys() == CLOSURES[code].names


def test_without_events_everything_but_the_truth_table_is_filled() -> None:
    assert [table for table in GRAPH.names if plain().rows(table) == 0] == ["injection"]


# In the database --------------------------------------------------------------------------------------------------


def test_an_order_that_a_recall_keeps_back_as_a_whole_is_cancelled(bench: psycopg.Connection) -> None:
    (query,) = (invariant.query for invariant in registry.load() if invariant.id == "I28")
    found = bench.execute("SELECT min(id) FROM orders WHERE status = 'allocated'").fetchone()
    assert found
    bench.execute("UPDATE orders SET status = 'cancelled' WHERE id = %s", found)
    assert ("orders", str(found[0])) in {row[:2] for row in bench.execute(query).fetchall()}  # type: ignore[arg-type]
    bench.execute("UPDATE order_allocations SET status = 'held' WHERE order_id = %s", found)
    assert bench.execute(query).fetchall() == []  # type: ignore[arg-type]
