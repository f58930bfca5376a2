"""Purchase orders and receipts: the plan's call-offs and lots, grouped into numbered documents with numbered lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.amounts import material_cents, material_value, sum_by
from supplygen.arrays.growing import Growing
from supplygen.arrays.spread import number_within
from supplygen.arrays.types import Ints
from supplygen.plan.plan import Plan

PARTY_SPAN = 100_000
"""More plants or suppliers than there are: separates them in a document's key."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """How rows make up documents; documents ascend with their key, their lines with the row."""

    document: Ints
    """Id of each row's document, dense from 1."""
    number: Ints
    """Line number of each row within its document, from 1."""
    order: Ints
    """Rows by document and line number: the order of the line table."""
    first: Ints
    """First row of each document: where the header takes what its lines have in common."""

    @classmethod
    def by(cls, key: Ints) -> Grouping:
        """Group rows of equal key."""
        _, first, document = np.unique(key, return_index=True, return_inverse=True)
        order = np.argsort(document, kind="stable")
        number = np.empty(len(key), dtype=np.int64)
        number[order] = number_within(document[order]) + 1
        return cls(document.astype(np.int64) + 1, number, order, first)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self.first)


@dataclass(frozen=True, slots=True)
class Documents:
    """The paper trail of procurement up to the as-of date."""

    orders: Grouping
    """Purchase orders; the rows are the plan's call-offs."""
    arrived: Ints
    """The plan's lots that were received by the as-of date."""
    receipts: Grouping
    """Goods receipts; the rows are those of `arrived`."""

    @classmethod
    def of(cls, plan: Plan) -> Documents:
        """Group call-offs of one day, plant and supplier into orders, and lots of one day and order into receipts."""
        lines, lots = plan.materials.lines, plan.materials.lots
        party = lines["plant"] * PARTY_SPAN + lines["supplier"]
        orders = Grouping.by(_since_first(lines["order_day"]) * PARTY_SPAN**2 + party)
        arrived = np.flatnonzero(lots["receipt_day"] <= plan.calendar.as_of)
        order_of_lot = orders.document[lots["line"][arrived]]
        receipts = Grouping.by(_since_first(lots["receipt_day"][arrived]) * (len(orders) + 1) + order_of_lot)
        return cls(orders, arrived, receipts)


def _since_first(day: Ints) -> Ints:
    """Days since the earliest one: keeps the documents' keys small."""
    return np.asarray(day - day.min(initial=np.iinfo(np.int64).max))


def line_cents(lines: Growing) -> Ints:
    """Amount of each call-off, cents."""
    return material_cents(material_value(lines["grams"], lines["price"]))


def received_grams(plan: Plan, paper: Documents) -> Ints:
    """Mass of each call-off that arrived by the as-of date, grams."""
    lots, lines = plan.materials.lots, plan.materials.lines
    return sum_by(lots["line"][paper.arrived], lots["grams"][paper.arrived], len(lines))
