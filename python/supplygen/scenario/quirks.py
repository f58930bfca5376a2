"""The nine quirks: habits of the company and of its data; most of them have no date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from supplygen.scenario.event import Event, ForDays
from supplygen.scenario.parameter import (
    Channels,
    Days,
    DelayHours,
    Factor,
    Persistence,
    Ports,
    Promotion,
    Share,
    SoleIngredient,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullwhip(Event):
    """Accounts order far more than they will sell before a promotion."""

    code: ClassVar[str] = "QRK-BULLWHIP"
    accessor: ClassVar[str] = "bullwhip"
    title: ClassVar[str] = "Panic orders before a promotion"
    story: ClassVar[str] = "Accounts of {channels} order {order_factor:g} times what they need for {promotion}"

    promotion: Promotion
    """Promotion, its code without the year."""
    order_factor: Factor
    """What their orders for the promotion are multiplied by."""
    channels: Channels
    """Channels whose accounts do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhantomInventory(Event):
    """Recorded stock is above true stock until somebody counts."""

    code: ClassVar[str] = "QRK-PHANTOM"
    accessor: ClassVar[str] = "phantom_inventory"
    title: ClassVar[str] = "Phantom inventory"
    story: ClassVar[str] = (
        "A share of {share:g} of stock is recorded but not there, and found out {found_after_days} days later"
    )

    share: Share
    """Share of stock records that are above true stock."""
    found_after_days: Days
    """Days until a count finds out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Congestion(Event):
    """Ports are congested, and a congested day is followed by another."""

    code: ClassVar[str] = "QRK-CONGESTION"
    accessor: ClassVar[str] = "congestion"
    title: ClassVar[str] = "Congested ports"
    story: ClassVar[str] = (
        "{ports} delay legs by {mean_delay_hours:g} hours on average, with persistence {persistence:g}"
    )

    ports: Ports
    """Ports."""
    persistence: Persistence
    """Coefficient of the first-order autoregression of a port's delay."""
    mean_delay_hours: DelayHours
    """Mean additional delay of a leg through such a port, hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCascade(ForDays):
    """The only supplier of a raw material holds its deliveries, and what needs it waits."""

    code: ClassVar[str] = "QRK-CASCADE"
    accessor: ClassVar[str] = "source_cascade"
    title: ClassVar[str] = "Cascade from a single source"
    story: ClassVar[str] = "The only supplier of {ingredient} holds its deliveries for {days} days"

    ingredient: SoleIngredient
    """Raw material with a single source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimism(Event):
    """New SKUs are forecast too high."""

    code: ClassVar[str] = "QRK-OPTIMISM"
    accessor: ClassVar[str] = "optimism"
    title: ClassVar[str] = "Optimism about new SKUs"
    story: ClassVar[str] = "Forecasts of new SKUs are {factor:g} times those of established ones"

    factor: Factor
    """What the forecast of a new SKU is multiplied by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataDecay(Event):
    """Batches of old raw materials fail quality control more often."""

    code: ClassVar[str] = "QRK-DECAY"
    accessor: ClassVar[str] = "data_decay"
    title: ClassVar[str] = "Decay of old raw materials"
    story: ClassVar[str] = (
        "A share of {reject_share:g} of batches fails where a raw material is older than {older_than_days} days"
    )

    older_than_days: Days
    """Age of a raw material from which it has decayed, days since its receipt."""
    reject_share: Share
    """Share of batches with such a raw material that fail quality control."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overcharging(Event):
    """Carriers charge too much on some of their bills."""

    code: ClassVar[str] = "QRK-BILLING"
    accessor: ClassVar[str] = "overcharging"
    title: ClassVar[str] = "Wrong freight bills"
    story: ClassVar[str] = "A share of {share:g} of freight bills charges too much linehaul, or the fuel twice"

    share: Share
    """Share of freight bills that charge too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongInvoices(Event):
    """Suppliers charge a wrong price or quantity on some of their invoices."""

    code: ClassVar[str] = "QRK-INVOICING"
    accessor: ClassVar[str] = "wrong_invoices"
    title: ClassVar[str] = "Wrong supplier invoices"
    story: ClassVar[str] = "A share of {share:g} of supplier invoices has a line with a wrong price or quantity"

    share: Share
    """Share of supplier invoices on which one line charges too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongDeductions(Event):
    """Accounts keep back what they have no claim to."""

    code: ClassVar[str] = "QRK-DEDUCTIONS"
    accessor: ClassVar[str] = "wrong_deductions"
    title: ClassVar[str] = "Wrong deductions"
    story: ClassVar[str] = "From a share of {share:g} of invoices accounts deduct what they have no claim to"

    share: Share
    """Share of invoices from which an account deducts without a reason, where its contract knows such deductions."""
