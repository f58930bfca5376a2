"""The five risks: dated events, each with a row in `risk_events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from supplygen.calendar import DAYS_A_WEEK
from supplygen.scenario.event import Event, ForDays, FromWeek
from supplygen.scenario.parameter import (
    DistributionCenter,
    Factor,
    Hours,
    Ingredient,
    Port,
    Share,
    Supplier,
    Week,
    Weekday,
    Weeks,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SorbitolContamination(Event):
    """A contaminated lot goes into batches, is discovered weeks later, and what was made of it is recalled."""

    code: ClassVar[str] = "RSK-BIO-001"
    accessor: ClassVar[str] = "sorbitol_contamination"
    title: ClassVar[str] = "Contaminated raw material and recall"
    story: ClassVar[str] = "A lot of {ingredient} is contaminated; what was made of it is blocked and recalled"

    ingredient: Ingredient
    """Raw material."""
    order_week: Week
    """Week in which the lot is ordered."""
    discovery_week: Week
    """Week in which the contamination is found out."""

    def contradiction(self) -> str | None:
        """Nothing is discovered before it is ordered."""
        if self.discovery_week <= self.order_week:
            return f"discovery_week: {self.discovery_week} is not after order_week {self.order_week}"
        return None

    @property
    def first_day(self) -> int:
        """Monday of the order's week."""
        return self.order_week * DAYS_A_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class PortStrike(ForDays):
    """Legs through a port are late by more."""

    code: ClassVar[str] = "RSK-LOG-002"
    accessor: ClassVar[str] = "port_strike"
    title: ClassVar[str] = "Strike at a port"
    story: ClassVar[str] = (
        "Strike at {port} for {days} days; delays of legs through it are {delay_factor:g} times as long"
    )

    port: Port
    """Port."""
    delay_factor: Factor
    """What delays are multiplied by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierReliability(FromWeek):
    """A supplier keeps fewer of its dates."""

    code: ClassVar[str] = "RSK-SUP-003"
    accessor: ClassVar[str] = "supplier_reliability"
    title: ClassVar[str] = "Unreliable supplier"
    story: ClassVar[str] = "{supplier} delivers on time with a probability of {on_time_rate:g} for {weeks} weeks"

    supplier: Supplier
    """Supplier."""
    weeks: Weeks
    """How many weeks it lasts."""
    on_time_rate: Share
    """Probability of a delivery on time meanwhile."""

    @property
    def last_day(self) -> int | None:
        """Sunday of its last week."""
        return (self.start_week + self.weeks) * DAYS_A_WEEK - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DcOutage(FromWeek):
    """A distribution center's warehouse system is down; waves are on hold and the backlog clears afterwards."""

    code: ClassVar[str] = "RSK-CYB-004"
    accessor: ClassVar[str] = "dc_outage"
    title: ClassVar[str] = "Outage of a distribution center's warehouse system"
    story: ClassVar[str] = "The warehouse system of {dc} is down for {hours} hours; waves are on hold"

    dc: DistributionCenter
    """Distribution center."""
    start_weekday: Weekday
    """Day of that week, from Monday, 0; it begins at midnight."""
    hours: Hours
    """How long it lasts."""

    @property
    def first_day(self) -> int:
        """Day on which it begins."""
        return self.start_week * DAYS_A_WEEK + self.start_weekday

    @property
    def last_day(self) -> int | None:
        """Day on which it ends; a part of a day counts."""
        return self.first_day + (self.hours - 1) // 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CarbonCost(FromWeek):
    """Carbon is dearer from a day on."""

    code: ClassVar[str] = "RSK-ENV-005"
    accessor: ClassVar[str] = "carbon_cost"
    title: ClassVar[str] = "Carbon price jump"
    story: ClassVar[str] = "The price of carbon is {cost_factor:g} times what it was"

    cost_factor: Factor
    """What the price is multiplied by."""
