"""Companies that differ in their scenario only: the rows of each, and which of them another one does not have.

Ids of facts shift when a row comes before them, so rows are told apart by business keys: a reference to a fact stands
for what that fact is (`IDENTITY`), never for its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Date, DateTime

from supplygen.arrays.columns import NULL, Coded, Column, Columns, Template
from supplygen.arrays.reading import column_texts
from supplygen.calendar import day_number
from supplygen.config import Settings
from supplygen.generate.orchestrator import Orchestrator
from supplygen.progress import SILENT
from supplygen.scenario import Scenario
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import Leaf

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

GRAPH = level_graph()
DAY_MICROSECONDS = 86_400_000_000
FIRST_FACTS = 5
"""Level from which on rows are facts, whose ids follow from what happened before."""

IDENTITY = {
    "purchase_orders": ("supplier_id", "plant_id", "order_date"),
    "purchase_order_lines": ("po_id", "ingredient_id"),
    "goods_receipts": ("po_id", "receipt_date"),
    "goods_receipt_lines": ("gr_id", "ingredient_id", "lot_number"),
    "supplier_invoices": ("gr_id",),
    "supplier_invoice_lines": ("gr_id", "line_number"),
    "supplier_payments": ("invoice_id",),
    "work_orders": ("plant_id", "sku_id", "planned_start_date"),
    "capacity_plans": ("production_line_id", "week_start"),
    "batches": ("wo_id", "production_date"),
    "demand_forecasts": ("sku_id", "dc_id", "week_start", "forecast_date"),
    "orders": ("retail_location_id", "order_date"),
    "order_lines": ("order_id", "sku_id"),
    "pick_waves": ("dc_id", "wave_date"),
    "shipments": ("origin_plant_id", "origin_dc_id", "destination_dc_id", "destination_location_id", "ship_date"),
    "shipment_legs": ("shipment_id", "leg_sequence"),
    "freight_bills": ("shipment_id",),
    "customer_invoices": ("order_id", "invoice_date"),
    "customer_payments": ("order_id", "purpose", "payment_date"),
    "customer_deductions": ("order_id", "reason_code", "deduction_date"),
    "credit_notes": ("return_id",),
    "rma_authorizations": ("retail_account_id", "request_date"),
    "returns": ("order_id", "return_date"),
    "return_lines": ("return_id", "sku_id"),
    "inventory_adjustments": ("adjustment_date", "dc_id", "retail_location_id", "sku_id", "reason_code"),
}
"""What a fact is, whatever became of it; the n-th of those with the same key is another one."""

SERIAL = frozenset(
    f"{name}_number"
    for name in (
        "po",
        "gr",
        "wo",
        "batch",
        "order",
        "wave",
        "shipment",
        "bill",
        "invoice",
        "credit",
        "payment",
        "rma",
        "return",
    )
)
"""Numbers on documents, which follow from ids."""
TIMELESS = frozenset({"expiry_date", "forecast_date"})
"""Dates that do not say when a row came about."""
AS_OF = frozenset({"inventory", "ingredient_inventory", "store_inventory"})
"""Tables that show the last day."""
MADE_OF = frozenset({"batch_cost_ledger", "batch_ingredients"})
"""Tables whose rows belong to a batch; others only say which it was."""
PLACES = {
    "plant": (("plant_id", None), ("origin_plant_id", None), ("production_line_id", ("production_lines", "plant_id"))),
    "dc": (
        ("dc_id", None),
        ("origin_dc_id", None),
        ("retail_location_id", ("retail_locations", "primary_dc_id")),
    ),
}
"""Columns that say whose row it is, and where to look the owner up."""

_words: dict[Any, int] = {}
_texts: dict[int, Any] = {}


def word(text: Any) -> int:
    """Number of a text, the same in all companies."""
    return _words.setdefault(text, len(_words) + 1)


def text(number: int) -> Any:
    """Text of a number."""
    if len(_texts) < len(_words):
        _texts.update({number: known for known, number in _words.items()})
    return _texts[number]


@cache
def is_fact(table: str) -> bool:
    """Whether ids of a table mean nothing by themselves."""
    return GRAPH.level(table) >= FIRST_FACTS


@cache
def references(table: str) -> tuple[tuple[str, str], ...]:
    """Columns of a table that hold ids of facts, and whose; of a reference to a line, its parent."""
    found = []
    for column in GRAPH.table(table).columns:
        target = "shipments" if table == "inventory" and column.name == "shipment_id" else None
        keys = column.foreign_keys
        while keys and target is None:
            aim = next(iter(keys)).column
            target, keys = (aim.table.name, set()) if aim.name == "id" else (None, aim.foreign_keys)
        if target in IDENTITY:
            found.append((column.name, target))
    return tuple(found)


def parents(table: str) -> Iterable[tuple[str, str]]:
    """References to what a row is a part of."""
    return (pair for pair in references(table) if pair[1] != "batches" or table in MADE_OF)


@dataclass(eq=False)
class Company:
    """All rows of a company, one array per column; texts are numbers of `word`, weeks those since the start."""

    start_day: int
    weeks: int
    tables: dict[str, dict[str, Ints]]
    _known: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return len(next(iter(self.tables[table].values()), ()))

    def at(self, table: str, ids: Ints) -> Ints:
        """Positions of rows by their ids, or those of what each is of."""
        own = self.tables[table][next(iter(GRAPH.table(table).primary_key)).name]
        order = np.argsort(own, kind="stable")
        return np.asarray(order[np.searchsorted(own, ids, sorter=order)])

    def followed(self, table: str, column: str, target: str) -> tuple[Ints, Ints]:
        """Rows with a reference, and the positions that they refer to."""
        there = np.flatnonzero(self.tables[table][column] != NULL)
        return there, self.at(target, self.tables[table][column][there])

    def identity(self, table: str) -> Hashes:
        """What each row is, as a number."""
        return self._once(("identity", table), lambda: self._mixed(table, IDENTITY[table]))

    def content(self, table: str) -> Hashes:
        """Everything that each row says, as a number."""
        return self._once(("content", table), lambda: self._mixed(table, tuple(self.tables[table])))

    def _once(self, key: tuple[str, ...], made: Any) -> Any:
        if key not in self._known:
            self._known[key] = made()
        return self._known[key]

    def _mixed(self, table: str, columns: Sequence[str]) -> Hashes:
        refers, total = dict(references(table)), np.full(self.rows(table), word(table), dtype=np.uint64)
        for name in columns:
            meant = self.tables[table][name].view(np.uint64)
            if is_fact(table) and (name == "id" or name in SERIAL):
                continue
            if name in refers:
                there, at = self.followed(table, name, refers[name])
                meant = np.zeros(len(meant), dtype=np.uint64)
                meant[there] = self.identity(refers[name])[at]
            elif name == "record_id":
                meant = self._recorded(table)
            total = _mix(total, _mix(meant, np.uint64(word(name))))
        return _mix(total, _ordinal(total).astype(np.uint64))

    def _recorded(self, table: str) -> Hashes:
        """Records that `table_name` and `record_id` name together."""
        kinds, values = self.tables[table]["table_name"], self.tables[table]["record_id"]
        meant = values.view(np.uint64).copy()
        for target in IDENTITY:
            mine = np.flatnonzero((kinds == word(target)) & (values != NULL))
            if len(mine) and "id" in self.tables[target]:
                meant[mine] = self.identity(target)[self.at(target, values[mine])]
        return meant

    def owner(self, table: str, kind: str) -> Ints:
        """Plant or distribution center that each row belongs to; 0 where it is none's."""
        return self._once((kind, table), lambda: self._owner(table, kind))

    def _owner(self, table: str, kind: str) -> Ints:
        owner = np.zeros(self.rows(table), dtype=np.int64)
        for name, look_up in PLACES[kind]:
            if name in self.tables[table]:
                own = self.tables[table][name]
                if look_up:
                    own = np.where(own == NULL, NULL, self.tables[look_up[0]][look_up[1]][np.maximum(own, 1) - 1])
                owner = np.where((owner == 0) & (own != NULL), own, owner)
        for name, target in parents(table):
            there, at = self.followed(table, name, target)
            owner[there] = np.where(owner[there] == 0, self.owner(target, kind)[at], owner[there])
        return owner

    def born(self, table: str) -> Ints:
        """Week in which each row came about."""
        return self._once(("born", table), lambda: self._week(table, IDENTITY.get(table, ()), "born"))

    def settled(self, table: str) -> Ints:
        """Week in which the last of what each row tells took place."""
        return self._once(("settled", table), lambda: self._week(table, tuple(self.tables[table]), "settled"))

    def _week(self, table: str, columns: Sequence[str], of_parent: str) -> Ints:
        if table in AS_OF:
            return np.full(self.rows(table), self.weeks)
        week = np.full(self.rows(table), NULL)
        for name in columns:
            kind, values = GRAPH.table(table).columns[name].type, self.tables[table][name]
            if name not in TIMELESS and isinstance(kind, Date | DateTime):
                days = values if isinstance(kind, Date) else values // DAY_MICROSECONDS
                week = np.where(values == NULL, week, np.maximum(week, (days - self.start_day) // 7))
        for name, target in parents(table):
            there, at = self.followed(table, name, target)
            week[there] = np.maximum(week[there], getattr(self, of_parent)(target)[at])
        return week


def difference(one: Company, other: Company, table: str) -> list[tuple[Company, Ints, Ints]]:
    """Rows of each company that the other has not, and since when; what it has otherwise, since it is settled."""
    found = []
    for mine, its in ((one, other), (other, one)):
        row = np.flatnonzero(~np.isin(mine.content(table), its.content(table)))
        week = mine.settled(table)[row]
        if table in IDENTITY:
            new = ~np.isin(mine.identity(table)[row], its.identity(table))
            week = np.where(new, mine.born(table)[row], week)
        found.append((mine, row, week))
    return found


def company(scenario: Scenario, **settings: Any) -> Company:
    """Make a company and keep its rows."""
    made, writer = Settings(scenario=scenario, **settings), _Collector()
    source = Orchestrator(made)
    source.prepare(SILENT)
    source.produce(writer)  # type: ignore[arg-type]
    return Company(day_number(made.start), made.weeks, {name: writer.joined(name) for name in GRAPH.names})


class _Collector:
    """Takes what a writer is given, and encodes nothing."""

    def __init__(self) -> None:
        self._parts: dict[str, list[dict[str, Ints]]] = {}

    def wants(self, _table: str, _part: int) -> bool:
        """Everything."""
        return True

    def is_finished(self, _leaf: Leaf) -> bool:
        """Nothing is kept of it."""
        return False

    def begin(self, tables: Iterable[str]) -> None:
        """Nothing is held."""

    def write(self, table: str, columns: Columns, _part: int) -> None:
        self._parts.setdefault(table, []).append(
            {name: _integers(column) for name, column in columns.items() if name not in SERIAL}
        )

    def finish(self, table: str, _part: int) -> None:
        self._parts.setdefault(table, [])

    def joined(self, table: str) -> dict[str, Ints]:
        parts = self._parts[table]
        return {name: np.concatenate([part[name] for part in parts]) for name in (parts[0] if parts else ())}


def _integers(column: Column) -> Ints:
    if isinstance(column, Coded):
        words = np.array([*map(word, column.values), NULL], dtype=np.int64)
        return np.asarray(words[np.where(column.codes < 0, -1, column.codes)])
    if isinstance(column, np.ndarray):
        return column.view(np.int64) if column.dtype == np.float64 else column.astype(np.int64)
    texts = column_texts(column) if isinstance(column, Template) else column
    numbers = (NULL if text is None else word(text if isinstance(text, str) else tuple(text)) for text in texts)
    return np.fromiter(numbers, dtype=np.int64, count=len(texts))


def _mix(one: Hashes, other: Any) -> Hashes:
    with np.errstate(over="ignore"):
        mixed = (one ^ (other * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x632BE59BD9B4E019))) * np.uint64(
            0xBF58476D1CE4E5B9
        )
    return np.asarray(mixed ^ (mixed >> np.uint64(29)))


def _ordinal(values: Hashes) -> Ints:
    """How many of the values before it are the same."""
    order = np.argsort(values, kind="stable")
    new = np.ones(len(values), dtype=bool)
    new[1:] = values[order][1:] != values[order][:-1]
    at, number = np.arange(len(values)), np.empty(len(values), dtype=np.int64)
    number[order] = at - np.maximum.accumulate(np.where(new, at, 0))
    return number
