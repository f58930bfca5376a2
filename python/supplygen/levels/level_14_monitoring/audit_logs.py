"""The audit trail: when the records of procurement and production changed their state, by what the records say."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from supplygen.arrays.category import Category, is_value
from supplygen.arrays.columns import NULL, Coded, Columns
from supplygen.arrays.reading import column_texts, index, ints
from supplygen.arrays.types import Ints
from supplygen.calendar import DAY_US, HOUR_SECONDS, SECOND_US, date_of
from supplygen.context import GeneratorContext
from supplygen.policy.monitoring import OFFICE_HOUR, OFFICE_SECONDS

ACTIONS = Category.of("audit_logs", "action")

ID_STRIDE = 7_919
"""A prime: neighboring ids are written at times far apart."""

NOTHING = np.int32(-1)
"""Code of a document that does not exist."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of one kind, one array element each; `plant` counts from 0."""

    table: str
    process: str
    record: Ints
    plant: Ints
    changed_at: Ints
    old: Coded | None
    new: Coded


def audit_logs(ctx: GeneratorContext) -> Columns:
    """All changes in the order of time."""
    parts = [*_purchasing(ctx), _production(ctx), _quality(ctx), _recall(ctx)]
    size = [len(part.record) for part in parts]
    changed_at, record = (np.concatenate([getattr(part, name) for part in parts]) for name in ("changed_at", "record"))
    kind = np.repeat(np.arange(len(parts)), size)
    order = np.lexsort((record, kind, changed_at))
    is_new = np.array([part.old is None for part in parts])
    old = [part.old or Coded(np.full(len(part.record), NOTHING), ()) for part in parts]
    return {
        "id": np.arange(1, len(order) + 1),
        "table_name": Coded(kind[order].astype(np.int32), [part.table for part in parts]),
        "record_id": record[order],
        "action": ACTIONS.choose({"insert": is_new[kind[order]]}, otherwise="update"),
        "changed_at": changed_at[order],
        "changed_by": _taken(_joined([_writer(ctx, part) for part in parts]), order),
        "old_values": _taken(_joined(old), order),
        "new_values": _taken(_joined([part.new for part in parts]), order),
    }


def _purchasing(ctx: GeneratorContext) -> list[Changes]:
    """Purchase orders are entered, and change with their receipts."""
    orders, receipts = ctx.tables["purchase_orders"], ctx.tables["goods_receipts"]
    identity, plant, day = ints(orders, "id"), index(orders, "plant_id"), ints(orders, "order_date")
    entered = _dated(ctx, day, status="open", order_date="{day}")
    order = np.argsort(ints(receipts, "po_id"), kind="stable")
    po = index(receipts, "po_id")[order]
    first = np.append(True, po[1:] != po[:-1])[: len(po)]
    last = np.append(po[1:] != po[:-1], True)[: len(po)]
    complete = last & is_value(orders, "status", "received")[po]
    # A further delivery that leaves something open changes nothing.
    changes = np.flatnonzero(first | complete)
    old = Coded((~first[changes]).astype(np.int32), _states("open", "partially_received"))
    new = Coded(complete[changes].astype(np.int32), _states("partially_received", "received"))
    po, day_of_receipt = po[changes], ints(receipts, "receipt_date")[order][changes]
    received_at = _office_time(day_of_receipt, identity[po])
    return [
        Changes("purchase_orders", "purchasing", identity, plant, _office_time(day, identity), None, entered),
        Changes("purchase_orders", "receiving", identity[po], plant[po], received_at, old, new),
    ]


def _production(ctx: GeneratorContext) -> Changes:
    """Work orders are completed when their batch is made."""
    rows = ctx.tables["work_orders"]
    end = ints(rows, "actual_end")
    done = np.flatnonzero(end != NULL)
    identity, plant, same = ints(rows, "id")[done], index(rows, "plant_id")[done], np.zeros(len(done), dtype=np.int32)
    old, new = Coded(same, _states("released")), Coded(same, _states("completed"))
    return Changes("work_orders", "mes", identity, plant, end[done], old, new)


def _quality(ctx: GeneratorContext) -> Changes:
    """Batches are released or rejected."""
    rows = ctx.tables["batches"]
    decided = np.flatnonzero(~is_value(rows, "qc_status", "pending"))
    day = ctx.plan.batches.rows["decision_day"][ctx.plan.produced[decided]]
    rejected = is_value(rows, "qc_status", "rejected")[decided]
    released = _dated(ctx, day, qc_status="released", qc_release_date="{day}")
    codes = np.where(rejected, len(released.values), released.codes).astype(np.int32)
    new = Coded(codes, [*released.values, json.dumps({"qc_status": "rejected"})])
    old = Coded(np.zeros(len(decided), dtype=np.int32), [json.dumps({"qc_status": "pending"})])
    identity = ints(rows, "id")[decided]
    plant = index(rows, "plant_id")[decided]
    return Changes("batches", "quality", identity, plant, _office_time(day, identity), old, new)


def _recall(ctx: GeneratorContext) -> Changes:
    """Released batches are called back on the day of a discovery."""
    rows = ctx.tables["batches"]
    recalled = np.flatnonzero(is_value(rows, "qc_status", "recalled"))
    same = np.zeros(len(recalled), dtype=np.int32)
    old, new = (Coded(same, [json.dumps({"qc_status": state})]) for state in ("released", "recalled"))
    identity, plant = ints(rows, "id")[recalled], index(rows, "plant_id")[recalled]
    day = np.full(len(recalled), ctx.plan.batches.contamination.discovery_day if len(recalled) else 0)
    return Changes("batches", "quality", identity, plant, _office_time(day, identity), old, new)


def _office_time(day: Ints, identity: Ints) -> Ints:
    """A time of that day that the id chooses."""
    second = OFFICE_HOUR * HOUR_SECONDS + identity * ID_STRIDE % OFFICE_SECONDS
    return day * DAY_US + second * SECOND_US


def _states(*names: str) -> list[str]:
    """Documents that hold nothing but a status."""
    return [json.dumps({"status": name}) for name in names]


def _dated(ctx: GeneratorContext, day: Ints, **fields: str) -> Coded:
    """Documents that differ by a date only, written `{day}` in the fields: one per day of run-in and horizon."""
    days = [date_of(number).isoformat() for number in range(ctx.run_in_day, ctx.as_of_day + 1)]
    values = [json.dumps({name: text.format(day=written) for name, text in fields.items()}) for written in days]
    return Coded((day - ctx.run_in_day).astype(np.int32), values)


def _writer(ctx: GeneratorContext, part: Changes) -> Coded:
    """Process and plant, such as quality@PLT-NAM-TN."""
    plants = column_texts(ctx.tables["plants"]["plant_code"])
    return Coded(part.plant.astype(np.int32), [f"{part.process}@{plant}" for plant in plants])


def _joined(parts: list[Coded]) -> Coded:
    """Parts end to end, with one dictionary."""
    begin = np.cumsum([0, *(len(part.values) for part in parts[:-1])])
    codes = [np.where(part.codes < 0, NOTHING, part.codes + at) for part, at in zip(parts, begin, strict=True)]
    return Coded(np.concatenate(codes).astype(np.int32), [value for part in parts for value in part.values])


def _taken(column: Coded, rows: Ints) -> Coded:
    """Some rows of a column."""
    return Coded(column.codes[rows], column.values)
