"""The truth table of a company, row by row: which rows it names, when they were touched, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.columns import NULL
from supplygen.calendar import RUN_IN_WEEKS
from twins import Company, Ints, text, word

LINES = {
    "order_lines": "order_id",
    "return_lines": "return_id",
    "goods_receipt_lines": "gr_id",
    "supplier_invoice_lines": "invoice_id",
    "customer_deductions": "order_id",
}
"""Tables without an id, and their parents'."""
LINE_SPAN = 1_000_000
HAPPENED = {"inventory_adjustments": "occurred_date", "carbon_prices": "valid_from"}
"""Dates of what happened, where they are not those of the row's identity."""


@dataclass(frozen=True)
class Named:
    """Rows of one table that one event has touched."""

    rows: Ints
    """Positions in the table."""
    weeks: Ints
    """When each was touched."""
    effect: str
    before: Ints
    after: Ints


def named(made: Company, code: str) -> dict[str, Named]:
    """Rows that the truth table names, by table: an event has one effect on each."""
    listed = made.tables["injection"]
    found = {}
    for number in np.unique(listed["table_name"][listed["event_code"] == word(code)]).tolist():
        mine = (listed["event_code"] == word(code)) & (listed["table_name"] == number)
        keys = [[int(part) for part in text(key).split(",")] for key in listed["row_key"][mine].tolist()]
        rows = _positions(made, text(number), np.array(keys, dtype=np.int64))
        (effect,) = np.unique(listed["effect"][mine]).tolist()
        found[text(number)] = Named(
            rows,
            _touched_in(made, text(number), rows),
            text(effect),
            listed["baseline_value"][mine],
            listed["injected_value"][mine],
        )
    return found


def _positions(made: Company, table: str, keys: Ints) -> Ints:
    if table not in LINES:
        return made.at(table, keys[:, 0])
    known = made.tables[table][LINES[table]] * LINE_SPAN + made.tables[table]["line_number"]
    order = np.argsort(known)
    return np.asarray(order[np.searchsorted(known, keys[:, 0] * LINE_SPAN + keys[:, 1], sorter=order)])


def _touched_in(made: Company, table: str, rows: Ints) -> Ints:
    if table in HAPPENED:
        return np.asarray((made.tables[table][HAPPENED[table]][rows] - made.start_day) // 7)
    if table == "demand_forecasts":
        # Lines and materials are planned by them for the whole horizon, before it begins.
        return np.full(len(rows), -RUN_IN_WEEKS)
    return np.asarray(made.born(table)[rows])


# What a row says, whatever the scenario: quantities by the effect's name, in the unit of the truth table. -----------


def said(made: Company, table: str, effect: str) -> Ints:
    """The quantity that an effect changes, of every row of a table; `NULL` where it is not known."""
    rows = made.tables[table]
    if effect == "own_delay_hours":
        own = _own_delays(made)
        return np.where(own == NULL, NULL, own * 100)
    if effect == "delay_days":
        return _delay_days(made)
    if effect == "rejected":
        status = rows["qc_status"]
        return np.where(status == word("pending"), NULL, (status == word("rejected")) * 10_000)
    if effect in {"usd_per_tonne", "billed_amount", "line_amount", "amount"}:
        return rows[effect] * 100
    return np.where(rows[effect] == NULL, NULL, rows[effect] * 10_000)


def _own_delays(made: Company) -> Ints:
    """Hundredths of an hour that each leg of a route adds to those before it; other legs follow from the center."""
    legs = made.tables["shipment_legs"]
    order = np.lexsort((legs["leg_sequence"], legs["shipment_id"]))
    delay = legs["delay_hours"][order]
    before = np.where(legs["leg_sequence"][order] > 1, np.roll(delay, 1), 0)
    own = np.empty_like(delay)
    unknown = (delay == NULL) | (before == NULL) | (legs["route_segment_id"][order] == NULL)
    own[order] = np.where(unknown, NULL, delay - before)
    return own


def _delay_days(made: Company) -> Ints:
    """Days from the agreed one to the first receipt of each purchase order."""
    receipts, orders = made.tables["goods_receipts"], made.tables["purchase_orders"]
    first = np.full(made.rows("purchase_orders"), np.iinfo(np.int64).max)
    np.minimum.at(first, made.at("purchase_orders", receipts["po_id"]), receipts["receipt_date"])
    late = (first - orders["expected_delivery_date"]) * 10_000
    return np.where(first == np.iinfo(np.int64).max, NULL, late)


def shared(one: Company, other: Company, table: str) -> tuple[Ints, Ints]:
    """Positions of the rows that both companies have, in each."""
    mine, its = one.identity(table), other.identity(table)
    _, here, there = np.intersect1d(mine, its, return_indices=True)
    return here, there
