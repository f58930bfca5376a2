"""What a verification found: one result per invariant, as a table for people and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from supplygen.verify.catalogue import Invariant

Outcome = Literal["holds", "violated", "error"]

_STYLE: Mapping[Outcome, str] = {"holds": "green", "violated": "red", "error": "red"}


@dataclass(frozen=True, slots=True)
class Violation:
    """One row that breaks an invariant."""

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
class Result:
    """What one invariant's query returned."""

    invariant: Invariant
    seconds: float
    """Wall time of the query."""
    violations: int = 0
    """How many rows break the invariant."""
    sample: Sequence[Violation] = ()
    """The first few of those rows."""
    error: str | None = None
    """The server's message where the query could not run; such an invariant is not shown to hold."""

    @property
    def outcome(self) -> Outcome:
        """`holds`, `violated` or `error`."""
        if self.error is not None:
            return "error"
        return "violated" if self.violations else "holds"

    @property
    def failed(self) -> bool:
        """Whether this result makes the verification fail: an exact invariant that was not shown to hold."""
        return self.invariant.kind == "exact" and self.outcome != "holds"

    def as_json(self) -> dict[str, object]:
        """Give the result as plain JSON values."""
        described = asdict(self.invariant)
        del described["query"]
        return {
            **described,
            "outcome": self.outcome,
            "violations": None if self.error is not None else self.violations,
            "sample": [asdict(violation) for violation in self.sample],
            "error": self.error,
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one run of `supplygen verify`, in the order of the invariants."""

    results: Sequence[Result]
    seconds: float
    """Wall time of the whole run."""

    @property
    def failed(self) -> tuple[Result, ...]:
        """Results that make the verification fail."""
        return tuple(result for result in self.results if result.failed)

    @property
    def ok(self) -> bool:
        """Whether every exact invariant was shown to hold."""
        return not self.failed

    def as_json(self) -> dict[str, object]:
        """Give the report as plain JSON values."""
        return {
            "ok": self.ok,
            "seconds": round(self.seconds, 3),
            "invariants": [result.as_json() for result in self.results],
        }

    def write_json(self, path: Path) -> None:
        """Write the report to `path`, or to standard output where `path` is `-`."""
        text = json.dumps(self.as_json(), indent=2) + "\n"
        if str(path) == "-":
            Console(soft_wrap=True, highlight=False, markup=False).print(text, end="")
        else:
            path.write_text(text, encoding="utf-8")

    def print(self, console: Console) -> None:
        """Show the table of results, a few violating rows of each failure, and a closing line."""
        console.print(_table(self.results))
        for result in self.results:
            if result.outcome != "holds":
                _print_details(console, result)
        console.print(Text(self.summary(), style="bold green" if self.ok else "bold red"))

    def summary(self) -> str:
        """Tell the outcome in one line."""
        holding = sum(result.outcome == "holds" for result in self.results)
        line = f"{holding} of {len(self.results)} invariants hold ({self.seconds:.1f} s)"
        broken = ", ".join(result.invariant.id for result in self.failed)
        return f"{line}; failed: {broken}" if broken else line


def _table(results: Sequence[Result]) -> Table:
    table = Table("invariant", "what holds", "tag", "result", box=None, pad_edge=False, header_style="bold")
    table.add_column("violations", justify="right")
    table.add_column("seconds", justify="right")
    for result in results:
        table.add_row(
            result.invariant.id,
            Text(result.invariant.title),
            result.invariant.kind,
            Text(result.outcome, style=_STYLE[result.outcome]),
            "" if result.error is not None else f"{result.violations:,}",
            f"{result.seconds:.2f}",
        )
    return table


def _print_details(console: Console, result: Result) -> None:
    heading = f"{result.invariant.id} {result.outcome}"
    if result.error is not None:
        console.print(Text(f"{heading}: {result.error}", style="red"), soft_wrap=True)
        return
    console.print(Text(f"{heading}, {len(result.sample)} of {result.violations:,} rows:", style="red"))
    for violation in result.sample:
        console.print(Text(f"  {violation}"), soft_wrap=True)
