"""What one invariant's query returned: violating rows of an exact one, figures of a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Literal

from supplygen.verify.registry import Invariant

Outcome = Literal["holds", "violated", "outside", "not judged", "error"]
Place = Literal["inside", "outside", "not judged"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One row that breaks an exact invariant."""

    relation: str
    """Table that holds the row."""
    key: str
    """Its key, parts joined by slashes; empty where the table as a whole is meant."""
    problem: str
    """What the row says, and what it should agree with."""

    def __str__(self) -> str:
        """Give all three in one line."""
        return f"{self.relation} {self.key}: {self.problem}" if self.key else f"{self.relation}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One statistic of a band invariant."""

    relation: str
    """Table that it describes."""
    key: str
    """Its name."""
    value: Decimal | None
    """None where the data has nothing to compute it from."""
    low: Decimal | None
    """Lowest plausible value; None without one."""
    high: Decimal | None
    """Highest plausible value; None without one."""

    @property
    def place(self) -> Place:
        """Where the value lies; without a value or a limit there is nothing to judge."""
        if self.value is None or (self.low is None and self.high is None):
            return "not judged"
        inside = (self.low is None or self.low <= self.value) and (self.high is None or self.value <= self.high)
        return "inside" if inside else "outside"

    @property
    def band(self) -> str:
        """The limits in words."""
        if self.low is None and self.high is None:
            return ""
        if self.low is None:
            return f"up to {shown(self.high)}"
        return f"from {shown(self.low)}" if self.high is None else f"{shown(self.low)} to {shown(self.high)}"

    def as_json(self, *, judged: bool) -> dict[str, object]:
        """Give the figure as plain JSON values."""
        numbers = {name: _number(getattr(self, name)) for name in ("value", "low", "high")}
        place = self.place if judged else "not judged"
        return {"relation": self.relation, "key": self.key, **numbers, "outcome": place}


@dataclass(frozen=True, slots=True)
class Result:
    """What one invariant's query returned."""

    invariant: Invariant
    seconds: float
    """Wall time of the query."""
    violations: int = 0
    """How many rows break the exact invariant."""
    sample: Sequence[Violation] = ()
    """The first few of those rows."""
    percent: float | None = None
    """Share of the rows that were judged, where it was not all."""
    figures: Sequence[Figure] = ()
    """All figures of the band."""
    judged: bool = True
    """Whether the database is large enough for its figures to be held against their bands."""
    error: str | None = None
    """The server's message where the query could not run; such an invariant is not shown to hold."""

    @property
    def bands(self) -> int:
        """How many figures are held against a band."""
        return sum(figure.place != "not judged" for figure in self.figures) if self.judged else 0

    @property
    def figures_outside(self) -> Sequence[Figure]:
        """The figures that are outside their band."""
        return [figure for figure in self.figures if figure.place == "outside"] if self.judged else ()

    @property
    def outside(self) -> int:
        """How many figures are outside their band."""
        return len(self.figures_outside)

    @property
    def outcome(self) -> Outcome:
        """In one or two words."""
        if self.error is not None:
            return "error"
        if self.invariant.kind == "exact":
            return "violated" if self.violations else "holds"
        if not self.judged:
            return "not judged"
        return "outside" if self.outside else "holds"

    def failed(self, *, strict: bool) -> bool:
        """Whether this makes the verification fail; a figure outside its band does so where one is strict."""
        return self.outcome in {"violated", "error"} or (strict and self.outcome == "outside")

    def as_json(self) -> dict[str, object]:
        """Give the result as plain JSON values."""
        invariant = self.invariant
        described = {"id": invariant.id, "title": invariant.title, "kind": invariant.kind, "cost": invariant.cost}
        found: dict[str, object] = (
            {"figures": [figure.as_json(judged=self.judged) for figure in self.figures]}
            if invariant.kind == "band"
            else {"sample": [asdict(violation) for violation in self.sample], "sampled_percent": self.percent}
        )
        return {
            **described,
            "outcome": self.outcome,
            "violations": None if self.error is not None else self.violations + self.outside,
            **found,
            "error": self.error,
            "seconds": round(self.seconds, 3),
        }


def shown(value: Decimal | None) -> str:
    """Write a value or a limit for people."""
    return "-" if value is None else f"{value:.3f}"


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(round(value, 6))
