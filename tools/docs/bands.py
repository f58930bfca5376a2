"""The table of figures in docs/model.md: what `supplygen verify --kind band --json` reported of several worlds.

A report lies in a folder as `bands-<scale>-<seed>.json`; the table stands between two marks in the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from supplygen.verify.result import Figure, shown
from tools.docs.markdown import table

BEGIN, END = "<!-- figures of the bands: begin -->", "<!-- figures of the bands: end -->"

RELATIVE = "by another figure"
"""Limits that are figures of the same world, and so differ from world to world."""

_NAME = re.compile(r"bands-(?P<scale>[\d.]+)-(?P<seed>\d+)\.json")


@dataclass(frozen=True, slots=True)
class World:
    """Figures of one load."""

    scale: Decimal
    seed: int
    figures: Mapping[tuple[str, str], Figure]
    """By invariant and name, in the order of the report."""

    @property
    def heading(self) -> str:
        """What tells its column apart."""
        return f"scale {self.scale}, seed {self.seed}"


def worlds(folder: Path) -> list[World]:
    """Read all reports of a folder; by scale, then seed."""
    named = [(path, _NAME.fullmatch(path.name)) for path in sorted(folder.iterdir())]
    found = [World(Decimal(name["scale"]), int(name["seed"]), _figures(path)) for path, name in named if name]
    if not found:
        raise FileNotFoundError(f"{folder} has no file bands-<scale>-<seed>.json")
    return sorted(found, key=lambda world: (world.scale, world.seed))


def _figures(path: Path) -> dict[tuple[str, str], Figure]:
    invariants = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["invariants"]
    return {
        (one["id"], row["key"]): Figure(**{name: row[name] for name in ("relation", "key", "value", "low", "high")})
        for one in invariants
        for row in one.get("figures", ())
    }


def band_table(found: Sequence[World]) -> str:
    """Return the table: a row per figure, a column per world; what is outside its band is bold."""
    names = dict.fromkeys(name for world in found for name in world.figures)
    heads = ("of", "figure", "plausible", *(world.heading for world in found))
    rows = []
    for invariant, key in names:
        figures = [world.figures.get((invariant, key)) for world in found]
        rows.append((invariant, f"`{key}`", _limits(filter(None, figures)), *map(_cell, figures)))
    return table(heads, rows)


def _limits(figures: Iterable[Figure]) -> str:
    bands = {figure.band for figure in figures}
    return bands.pop() if len(bands) == 1 else RELATIVE


def _cell(figure: Figure | None) -> str | None:
    if figure is None or figure.value is None:
        return None
    return f"**{shown(figure.value)}**" if figure.place == "outside" else shown(figure.value)


def with_bands(text: str, found: Sequence[World]) -> str:
    """Return the document with this table between its marks."""
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n\n{band_table(found)}\n{END}{rest.split(END)[1]}"
