"""What a parameter of an event may be: a rule checks a value from a file and brings it into its canonical form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Protocol

from supplygen.facts.reader import positions, records

HORIZON_WEEKS = 260
"""Weeks of the longest horizon."""


class Rule(Protocol):
    """Says whether a value is allowed."""

    @property
    def allowed(self) -> str:
        """What is allowed, to end the sentence that begins with the value."""

    def read(self, value: object) -> object:
        """Return the canonical value, or raise ValueError."""


@dataclass(frozen=True)
class Whole:
    """An integer from `low` to `high`."""

    low: int
    high: int

    @property
    def allowed(self) -> str:
        """The range."""
        return f"an integer from {self.low} to {self.high}"

    def read(self, value: object) -> object:
        """Take integers alone; `true` is none."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.low <= value <= self.high:
            raise ValueError
        return value


@dataclass(frozen=True)
class Real:
    """A number from `low` to `high`; an integer is one too."""

    low: float
    high: float

    @property
    def allowed(self) -> str:
        """The range."""
        return f"a number from {self.low:g} to {self.high:g}"

    def read(self, value: object) -> object:
        """Make a float of either kind of number; NaN lies in no range."""
        if not isinstance(value, int | float) or isinstance(value, bool) or not self.low <= value <= self.high:
            raise ValueError
        return float(value)


@dataclass(frozen=True)
class Switch:
    """On or off."""

    allowed: str = "true or false"

    def read(self, value: object) -> object:
        """Take nothing but a truth value."""
        if value is True or value is False:
            return value
        raise ValueError


@dataclass(frozen=True)
class OneOf:
    """One of the texts that `known` lists."""

    known: Callable[[], Sequence[str]]

    @property
    def allowed(self) -> str:
        """The list."""
        return f"one of {', '.join(self.known())}"

    def read(self, value: object) -> object:
        """Take a listed text."""
        if value not in self.known():
            raise ValueError
        return value


@dataclass(frozen=True)
class Several:
    """A list of different texts, each allowed by `each`; their order means nothing."""

    each: OneOf

    @property
    def allowed(self) -> str:
        """What the members may be."""
        return f"a list of different codes, each {self.each.allowed}"

    def read(self, value: object) -> object:
        """Sort, so that equal sets are equal values."""
        if not isinstance(value, list | tuple) or not value:
            raise ValueError
        members = sorted(str(self.each.read(member)) for member in value)
        if len(set(members)) < len(members):
            raise ValueError
        return tuple(members)


def _ports() -> Sequence[str]:
    return list(positions(records("ports")))


def _ingredients() -> Sequence[str]:
    return list(positions(records("ingredients")))


def _sole_ingredients() -> Sequence[str]:
    return [row["ingredient"] for row in records("suppliers", "named")]


def _suppliers() -> Sequence[str]:
    return list(positions(records("suppliers", "named")))


def _dcs() -> Sequence[str]:
    return [f"DC-{row['division']}-{row['city_code']}-001" for row in records("distribution_centers")]


def _promotions() -> Sequence[str]:
    return [f"PROMO-{row['code']}" for row in records("promotions", "events")]


def _channels() -> Sequence[str]:
    return list(positions(records("channels")))


Flag = Annotated[bool, Switch()]
Severity = Annotated[str, OneOf(lambda: ("medium", "high", "critical"))]
Week = Annotated[int, Whole(0, HORIZON_WEEKS - 1)]
Weekday = Annotated[int, Whole(0, 6)]
Weeks = Annotated[int, Whole(1, HORIZON_WEEKS)]
Days = Annotated[int, Whole(1, 365)]
Hours = Annotated[int, Whole(1, 24 * 28)]
DelayHours = Annotated[float, Real(0, 240)]
Persistence = Annotated[float, Real(0, 0.99)]
Share = Annotated[float, Real(0, 1)]
Factor = Annotated[float, Real(1, 20)]
Port = Annotated[str, OneOf(_ports)]
Ports = Annotated[tuple[str, ...], Several(OneOf(_ports))]
Ingredient = Annotated[str, OneOf(_ingredients)]
SoleIngredient = Annotated[str, OneOf(_sole_ingredients)]
Supplier = Annotated[str, OneOf(_suppliers)]
DistributionCenter = Annotated[str, OneOf(_dcs)]
Promotion = Annotated[str, OneOf(_promotions)]
Channels = Annotated[tuple[str, ...], Several(OneOf(_channels))]
