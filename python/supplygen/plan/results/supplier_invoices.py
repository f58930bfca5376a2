"""Invoices of the suppliers: one for each receipt, some of them wrong, and the runs that pay them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.amounts import material_cents, material_value, sum_by
from supplygen.arrays.reading import ints
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.spread import number_within, spread
from supplygen.arrays.types import Bools, Ints
from supplygen.calendar import DAYS_A_WEEK
from supplygen.plan.deliveries import ORDER
from supplygen.plan.plan import Plan
from supplygen.plan.results.documents import Documents
from supplygen.policy.finance import (
    APPROVAL_MEDIAN_DAYS,
    APPROVAL_SIGMA,
    PAYMENT_RUN_WEEKDAY,
    SUPPLIER_INVOICE_DAYS,
    WRONG_PRICE_PERCENT,
    WRONG_QUANTITY_PERCENT,
)
from supplygen.streams import Streams
from supplygen.world import World

PERCENT = 100
"""Parts of a percentage in one."""

MONDAY = 4
"""Day number of the first Monday: 1970-01-05."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of the invoices, one value each, invoice by invoice."""

    invoice: Ints
    """Position of the invoice."""
    number: Ints
    """Line of the receipt, from 1."""
    grams: Ints
    """Mass that is billed."""
    price: Ints
    """Price that is billed, 0.0001 USD per kg."""
    due_cents: Ints
    """Accepted mass at the price of the purchase order."""
    is_wrong: Bools
    """Whether more than that is billed."""

    @property
    def cents(self) -> Ints:
        """Amount that is billed."""
        return material_cents(material_value(self.grams, self.price))


@dataclass(frozen=True, slots=True)
class SupplierInvoices:
    """All invoices dated by the as-of date, in the order of their dates."""

    receipt: Ints
    """Id of the receipt."""
    supplier: Ints
    invoice_day: Ints
    due_day: Ints
    paid_day: Ints
    """Day of the run that pays it, which may lie after the as-of date."""
    lines: Lines

    @classmethod
    def of(cls, world: World, plan: Plan, paper: Documents) -> SupplierInvoices:
        """Bill the receipts of a plan."""
        lots, lines = plan.materials.lots, plan.materials.lines
        head = paper.arrived[paper.receipts.first]
        order_line, received = lots["line"][head], lots["receipt_day"][head]
        entity = ORDER.key(
            **{name: lines[name][order_line] for name in ("plant", "supplier")}, day=lines["order_day"][order_line]
        )
        period = received - lines["order_day"][order_line]
        supplier, streams = lines["supplier"][order_line], world.streams
        billed = received + streams.integers("supplier_invoices.invoice_date", entity, *SUPPLIER_INVOICE_DAYS, period)
        due = received + ints(world.tables["suppliers"], "payment_terms_days")[supplier]
        wait = APPROVAL_MEDIAN_DAYS * streams.lognormal("supplier_invoices.approval", entity, APPROVAL_SIGMA, period)
        approved = billed + np.floor(wait).astype(np.int64)
        known = np.flatnonzero(billed <= plan.calendar.as_of)
        chosen = known[np.argsort(billed[known], kind="stable")]
        errors = Errors.draw(streams, world.scenario.wrong_invoice_share, entity[chosen], period[chosen])
        return cls(
            receipt=chosen + 1,
            supplier=supplier[chosen],
            invoice_day=billed[chosen],
            due_day=due[chosen],
            paid_day=_run(due, approved)[chosen],
            lines=_lines(plan, paper, chosen, errors),
        )

    def __len__(self) -> int:
        """Return the number of invoices."""
        return len(self.receipt)

    @property
    def cents(self) -> Ints:
        """Amount of each invoice."""
        return sum_by(self.lines.invoice, self.lines.cents, len(self))

    def paid(self, as_of: int) -> Ints:
        """Positions of the invoices that are paid by a day, in the order of their payment."""
        paid = np.flatnonzero(self.paid_day <= as_of)
        return paid[np.argsort(self.paid_day[paid], kind="stable")]


@dataclass(frozen=True, slots=True)
class Errors:
    """QRK-INVOICING: what is wrong with an invoice, one value each."""

    place: Ints
    """Where among its lines the wrong one is, in parts of `SPAN`."""
    price_percent: Ints
    """By how much the price of that is too high; 0: it is right."""
    quantity_percent: Ints
    """The same of the quantity."""

    SPAN = 1 << 30

    @classmethod
    def draw(cls, streams: Streams, share: float, entity: Ints, period: Ints) -> Errors:
        """Half of a share of the invoices have a wrong price, half a wrong quantity."""
        drawn = streams.uniform("supplier_invoices.error", entity, period)
        price = streams.integers("supplier_invoice_lines.wrong_price", entity, *WRONG_PRICE_PERCENT, period)
        quantity = streams.integers("supplier_invoice_lines.wrong_quantity", entity, *WRONG_QUANTITY_PERCENT, period)
        place = streams.integers("supplier_invoices.wrong_line", entity, 0, cls.SPAN - 1, period)
        is_price, is_wrong = drawn < share / 2, drawn < share
        return cls(place, np.where(is_price, price, 0), np.where(is_wrong & ~is_price, quantity, 0))


def _lines(plan: Plan, paper: Documents, chosen: Ints, errors: Errors) -> Lines:
    """Lines of the receipts at the given positions: what was accepted, at the price of the order, but for errors."""
    lots, lines = plan.materials.lots, plan.materials.lines
    count = np.bincount(paper.receipts.document - 1, minlength=len(paper.receipts))
    start = (np.cumsum(count) - count)[chosen]
    invoice, position = spread(start, start + count[chosen])
    lot = paper.arrived[paper.receipts.order[position]]
    right = lots["accepted"][lot], lines["price"][lots["line"][lot]]
    is_struck = number_within(invoice) == (errors.place * count[chosen] // errors.SPAN)[invoice]
    percent = errors.quantity_percent, errors.price_percent
    grams, price = (one + round_half_up(one * up[invoice], PERCENT) for one, up in zip(right, percent, strict=True))
    # Packaging is billed by the piece.
    piece = np.maximum(plan.batches.packing.piece_grams[lines["ingredient"][lots["line"][lot]]], 1)
    wrong = grams // piece * piece, price
    due = material_cents(material_value(*right))
    # What is worth less than a cent is no error.
    is_wrong = is_struck & (material_cents(material_value(*wrong)) > due)
    grams, price = (np.where(is_wrong, *both) for both in zip(wrong, right, strict=True))
    return Lines(invoice, paper.receipts.number[paper.receipts.order[position]], grams, price, due, is_wrong)


def _run(due: Ints, approved: Ints) -> Ints:
    """Day of the run that pays: the last one by the due date, or the first one after a later approval."""
    first = MONDAY + PAYMENT_RUN_WEEKDAY
    last_by_due = due - (due - first) % DAYS_A_WEEK
    first_approved = approved + (first - approved) % DAYS_A_WEEK
    return np.asarray(np.maximum(last_by_due, first_approved))
