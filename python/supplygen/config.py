"""What a load is made of: `Settings`.

Each comes from a flag, else a `SUPPLYGEN_*` variable, else `supplygen.toml`, else its default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from pathlib import Path

from supplygen import DATA_VERSION
from supplygen.errors import UsageError
from supplygen.machine import usable_cores
from supplygen.scenario import Scenario

PREFIX = "SUPPLYGEN_"
FILE = Path("supplygen.toml")
SCALE_DECIMALS = 6
"""As many as the column `supplygen.run.scale` keeps."""
MOST_JOBS = 256
"""Connections that a server is asked for at most; more workers have nothing to do side by side."""

MOST_CONNECTIONS = 1_000
"""More than any load opens."""

NOT_CONTENT = {"content": False}
"""Marks a field that influences how rows are made, but not which."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a user chooses about a load.

    What the content is a function of is recorded with it: as it is, or as the field's `recorded` writes it.
    """

    scale: float = field(default=0.1, metadata={"recorded": lambda scale: format(Decimal(str(scale)).normalize(), "f")})
    """Size of the company; 1 has `CASES_A_YEAR_AT_1` cases a year."""
    seed: int = 42
    """Seed of every random stream."""
    start: date = field(default=date(2024, 1, 1), metadata={"recorded": date.isoformat})
    """First day of the horizon, a Monday."""
    weeks: int = 52
    """Length of the horizon, ISO weeks."""
    scenario: Scenario = field(default_factory=Scenario.baseline, metadata={"recorded": attrgetter("name")})
    """What is planted in the data."""
    tables: tuple[str, ...] = field(default=(), metadata={"recorded": lambda names: list(names) or None})
    """The only tables that get rows, parents included, in load order; none is all. Rows are those of a whole load."""
    jobs: int = field(default=0, metadata=NOT_CONTENT)
    """Workers that simulate, and connections that restore keys; 0 becomes the number of usable cores."""
    connections: int = field(default=0, metadata=NOT_CONTENT)
    """Connections that a load has open at most; 0 is as many as its tables and jobs want."""
    parts: int = field(default=0, metadata=NOT_CONTENT)
    """Runs of whole weeks that the facts are made in, one after the other or on their own; 0 is one, or as many as an
    unfinished load has, or as fit a cluster."""
    slice_rows: int = field(default=500_000, metadata=NOT_CONTENT)
    """Rows of the facts that one slice aims at; bounds the memory."""

    def __post_init__(self) -> None:
        """Reject what no load can be made of."""
        if self.jobs == 0:
            object.__setattr__(self, "jobs", min(usable_cores(), MOST_JOBS))
        _require_range("scale", self.scale, 0.001, 1000)
        _require_range("seed", self.seed, 0, 2**63 - 1)
        _require_range("weeks", self.weeks, 4, 260)
        _require_range("jobs", self.jobs, 1, MOST_JOBS)
        _require_range("connections", self.connections, 0, MOST_CONNECTIONS)
        _require_range("parts", self.parts, 0, self.weeks)
        _require_range("slice_rows", self.slice_rows, 1_000, 50_000_000)
        if self.start.weekday() != 0:
            raise UsageError(f"start {self.start} is a {self.start:%A}; the horizon begins on a Monday")
        _require_range("year of start", self.start.year, 1990, 2100)
        if round(self.scale, SCALE_DECIMALS) != self.scale:
            raise UsageError(f"scale {self.scale} has more than {SCALE_DECIMALS} decimals")

    def content(self) -> dict[str, object]:
        """Return what the content is a function of, as JSON values."""
        recorded = {
            one.name: one.metadata.get("recorded", lambda value: value)(getattr(self, one.name))
            for one in fields(self)
            if one.metadata.get("content", True)
        }
        chosen = {name: value for name, value in recorded.items() if value is not None}
        return {**chosen, "events": self.scenario.content(), "data_version": DATA_VERSION}


NAMES = tuple(one.name for one in fields(Settings))


def resolve_settings(
    flags: Mapping[str, object | None],
    environment: Mapping[str, str] = os.environ,
    file: Path = FILE,
) -> Settings:
    """Combine the sources; a flag that is None was not given."""
    chosen: dict[str, object] = _read_file(file)
    for name in NAMES:
        if value := environment.get(PREFIX + name.upper()):
            chosen[name] = _parse(name, value, PREFIX + name.upper())
    chosen |= {name: value for name, value in flags.items() if value is not None}
    return Settings(**chosen)  # type: ignore[arg-type]


def parse_settings(given: Mapping[str, object], source: str) -> dict[str, object]:
    """Read settings that are written by name in `source`, such as a file."""
    chosen = {}
    for key, value in given.items():
        name = key.replace("-", "_")
        if name not in NAMES:
            raise UsageError(f"{source}: unknown key {key!r}; known: {', '.join(NAMES)}")
        text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        chosen[name] = _parse(name, text, f"{source}: {key}")
    return chosen


def parse_start(text: str, source: str = "start") -> date:
    """Read a date as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{source}: {text!r} is not a date as YYYY-MM-DD") from None


def split_names(text: str) -> tuple[str, ...]:
    """Read names with commas between them."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _read_file(file: Path) -> dict[str, object]:
    if not file.exists():
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}") from error
    return parse_settings(table, str(file))


def _parse(name: str, text: str, source: str) -> object:
    if name == "start":
        return parse_start(text, source)
    if name == "scenario":
        return Scenario.named(text)
    if name == "tables":
        return split_names(text)
    kind = float if name == "scale" else int
    try:
        return kind(text)
    except ValueError:
        raise UsageError(f"{source}: {text!r} is not {'a number' if kind is float else 'an integer'}") from None


def _require_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise UsageError(f"{name} {value} is outside {low} to {high}")
