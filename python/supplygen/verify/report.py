"""What a verification found: one result per invariant, as a table for people and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from supplygen.verify.result import Outcome, Place, Result, shown

_STYLE: Mapping[Outcome | Place, str] = {
    "holds": "green",
    "inside": "green",
    "violated": "red",
    "outside": "yellow",
    "not judged": "dim",
    "error": "red",
}


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one run of `supplygen verify`, in the order of the invariants."""

    results: Sequence[Result]
    seconds: float
    """Wall time of the whole run."""
    strict: bool = False
    """Whether a figure outside its band is a failure."""

    @property
    def failed(self) -> tuple[Result, ...]:
        """Results that make the verification fail."""
        return tuple(result for result in self.results if result.failed(strict=self.strict))

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failed

    def as_json(self) -> dict[str, object]:
        """Give the report as plain JSON values."""
        return {
            "ok": self.ok,
            "strict": self.strict,
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
        """Show the table of results, all figures, a few violating rows of each failure, and a closing line."""
        console.print(_table(self.results))
        for result in self.results:
            if result.outcome in {"violated", "error"}:
                _print_details(console, result)
        if any(result.figures for result in self.results):
            console.print()
            console.print(_figures(self.results))
        console.print(Text(self.summary(), style="bold green" if self.ok else "bold red"))

    def summary(self) -> str:
        """Tell the outcome in one line."""
        outcomes = [result.outcome for result in self.results]
        line = f"{outcomes.count('holds')} of {len(outcomes)} invariants hold"
        if unjudged := outcomes.count("not judged"):
            line += f", {unjudged} not judged at this scale"
        line += f" ({self.seconds:.1f} s)"
        if bands := sum(result.bands for result in self.results):
            outside = [figure.key for result in self.results for figure in result.figures_outside]
            line += f"; {len(outside)} of {bands} bands outside" + (f": {', '.join(outside)}" if outside else "")
        broken = ", ".join(result.invariant.id for result in self.failed)
        return f"{line}; failed: {broken}" if broken else line


def _table(results: Sequence[Result]) -> Table:
    table = Table("invariant", "what holds", "tag", "result", box=None, pad_edge=False, header_style="bold")
    table.add_column("violations", justify="right")
    table.add_column("seconds", justify="right")
    for result in results:
        sampled = f", {result.percent:g} %" if result.percent is not None else ""
        table.add_row(
            result.invariant.id,
            Text(result.invariant.title),
            f"{result.invariant.kind}{sampled}",
            Text(result.outcome, style=_STYLE[result.outcome]),
            "" if result.error is not None else f"{result.violations + result.outside:,}",
            f"{result.seconds:.2f}",
        )
    return table


def _figures(results: Sequence[Result]) -> Table:
    table = Table("invariant", "figure", box=None, pad_edge=False, header_style="bold")
    table.add_column("value", justify="right")
    table.add_column("band")
    table.add_column("result")
    for result in results:
        for figure in result.figures:
            place = figure.place if result.judged else "not judged"
            table.add_row(
                result.invariant.id, figure.key, shown(figure.value), figure.band, Text(place, style=_STYLE[place])
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
