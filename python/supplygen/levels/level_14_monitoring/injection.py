"""The truth table of the planted events: what each of them has touched.

Some rows follow from the plan; those that only the simulator knows come slice by slice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.columns import Coded, Column, Columns
from supplygen.arrays.reading import column_texts
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.levels.level_14_monitoring.touched import CENTS, Touched, id_keys, line_keys, values
from supplygen.levels.level_14_monitoring.touched_rows import PROVIDERS
from supplygen.levels.raw import Raw
from supplygen.scenario import (
    Bullwhip,
    DcOutage,
    Overcharging,
    PhantomInventory,
    SorbitolContamination,
    WrongDeductions,
)


def as_columns(touched: Iterable[Touched]) -> Columns:
    """Columns of the truth table."""
    parts = [part for part in touched if len(part)]
    lengths = [len(part) for part in parts]

    def repeated(texts: list[str]) -> Coded:
        return Coded(np.repeat(np.arange(len(parts), dtype=np.int32), lengths), texts)

    nothing = [np.empty(0, dtype=np.int64)]
    return {
        "event_code": repeated([part.event_code for part in parts]),
        "table_name": repeated([part.table_name for part in parts]),
        "row_key": [key for part in parts for key in part.row_key],
        "effect": repeated([part.effect for part in parts]),
        "baseline_value": np.concatenate([part.baseline for part in parts] or nothing),
        "injected_value": np.concatenate([part.injected for part in parts] or nothing),
    }


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a code of the simulator's `injection` rows stands for."""

    event_code: str
    table_name: str
    effect: str
    is_line: bool = False
    units: int = 1
    """Of the simulator's values in one of the table's."""


KINDS = {
    "held_wave": _Kind(DcOutage.code, "pick_waves", "hold_hours"),
    "ordered_cases": _Kind(Bullwhip.code, "order_lines", "quantity_cases", is_line=True),
    "phantom_eaches": _Kind(PhantomInventory.code, "inventory_adjustments", "quantity_eaches"),
    "recalled_cases": _Kind(SorbitolContamination.code, "return_lines", "quantity_cases", is_line=True),
    "billed_cents": _Kind(Overcharging.code, "freight_bills", "billed_amount", units=CENTS),
    "deducted_cents": _Kind(WrongDeductions.code, "customer_deductions", "amount", is_line=True, units=CENTS),
    "held_back_cases": _Kind(SorbitolContamination.code, "order_lines", "shipped_cases", is_line=True),
}
"""By the simulator's name, `_core.TOUCHES`."""


def simulated(_: GeneratorContext, raw: Raw) -> Columns:
    """Rows that the simulator touched in a slice, in the order in which it did: another slice does not change it."""
    what, key, line, before, after = (raw[name].astype(np.int64) for name in ("what", "key", "line", "before", "after"))
    rows = [(KINDS[name], np.flatnonzero(what == code)) for code, name in enumerate(_core.TOUCHES)]
    columns = as_columns(
        Touched(
            kind.event_code,
            kind.table_name,
            kind.effect,
            line_keys(key[mine], line[mine]) if kind.is_line else id_keys(key[mine]),
            values(before[mine]) // kind.units,
            values(after[mine]) // kind.units,
        )
        for kind, mine in rows
    )
    order = np.argsort(np.concatenate([mine for _, mine in rows]))
    return {name: _reordered(column, order) for name, column in columns.items()}


def _reordered(column: Column, order: Ints) -> Column:
    """The column with its rows in another order."""
    if isinstance(column, Coded):
        return Coded(column.codes[order], column.values)
    if isinstance(column, np.ndarray):
        return column[order]
    texts = column_texts(column)
    return [texts[at] for at in order.tolist()]


def injection(ctx: GeneratorContext) -> Columns:
    """Rows that follow from the plan."""
    return as_columns(part for provider in PROVIDERS for part in provider(ctx))
