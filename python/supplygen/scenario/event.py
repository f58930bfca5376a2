"""`Event`: what every planted event has, and how its parameters are checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, get_type_hints

from supplygen.calendar import DAYS_A_WEEK
from supplygen.errors import UsageError
from supplygen.scenario.parameter import Days, Flag, Rule, Severity, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A planted event; its days count from the first day of the horizon, 0."""

    code: ClassVar[str]
    """Business key, as in `risk_events` and `supplygen.injection`."""
    accessor: ClassVar[str]
    """Field of `Scenario` that holds it."""
    title: ClassVar[str]
    """What it is, in a few words."""
    story: ClassVar[str]
    """What happens, with parameters in braces."""

    enabled: Flag
    """Whether the scenario has it."""
    severity: Severity
    """How the company rates it: medium, high or critical."""

    def __post_init__(self) -> None:
        """Check every parameter and bring it into its canonical form."""
        for name, rule in parameters(type(self)).items():
            value = getattr(self, name)
            try:
                object.__setattr__(self, name, rule.read(value))
            except ValueError:
                raise UsageError(f"{self.code}: {name}: {value!r} is not {rule.allowed}") from None
        if contradiction := self.contradiction():
            raise UsageError(f"{self.code}: {contradiction}")

    def contradiction(self) -> str | None:
        """Say which parameters do not go together."""
        return None

    @property
    def first_day(self) -> int:
        """First day on which it shows."""
        return 0

    @property
    def last_day(self) -> int | None:
        """Last day of its window; None: it lasts."""
        return None

    @property
    def description(self) -> str:
        """What happens, in one sentence."""
        listed = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in self._values()}
        return self.story.format(**listed)

    def window(self, start: date) -> tuple[date, date | None]:
        """First and last day in a horizon that begins on `start`."""
        last = None if self.last_day is None else start + timedelta(days=self.last_day)
        return start + timedelta(days=self.first_day), last

    def content(self) -> dict[str, object]:
        """Return its parameters as JSON values, equal for equal events; that it is on goes without saying."""
        listed = {name: list(value) if isinstance(value, tuple) else value for name, value in self._values()}
        del listed["enabled"]
        return listed

    def _values(self) -> list[tuple[str, object]]:
        return [(name, getattr(self, name)) for name in parameters(type(self))]


@dataclass(frozen=True, slots=True, kw_only=True)
class FromWeek(Event):
    """An event that begins on a Monday."""

    start_week: Week
    """Week on whose Monday it begins."""

    @property
    def first_day(self) -> int:
        """Monday of its week."""
        return self.start_week * DAYS_A_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class ForDays(FromWeek):
    """An event that begins on a Monday and lasts for some days."""

    days: Days
    """How long it lasts."""

    @property
    def last_day(self) -> int | None:
        """Last day of it."""
        return self.first_day + self.days - 1


def parameters(kind: type[Event]) -> Mapping[str, Rule]:
    """Return the parameters of a kind of event with their rules."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}
