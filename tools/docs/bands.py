"""The table of figures in docs/model.md: what `supplygen verify --kind band --json` reported of several worlds.

A report lies in a folder as `bands-<scale>-<seed>.json`; the table stands between two marks in the document.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby
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
    """Return the table: a row per figure, a column per scale with the smallest, middle and largest value."""
    names = dict.fromkeys(name for world in found for name in world.figures)
    scales = {scale: list(group) for scale, group in groupby(found, key=lambda world: world.scale)}
    heads = ("of", "figure", "plausible", *(f"scale {scale}, seeds: {len(group)}" for scale, group in scales.items()))
    rows = []
    for name in names:
        by_scale = [[world.figures[name] for world in group if name in world.figures] for group in scales.values()]
        rows.append((name[0], f"`{name[1]}`", limits([*chain(*by_scale)]), *map(_cell, by_scale)))
    return table(heads, rows)


def limits(figures: Sequence[Figure]) -> str:
    """The limits of a figure, where all worlds have the same."""
    bands = {figure.band for figure in figures}
    return bands.pop() if len(bands) == 1 else RELATIVE


def spread(figures: Sequence[Figure]) -> Sequence[str]:
    """Smallest, middle and largest value."""
    values = [figure.value for figure in figures if figure.value is not None]
    return [shown(of(values) if values else None) for of in (min, statistics.median, max)]


def _cell(figures: Sequence[Figure]) -> str | None:
    if all(figure.value is None for figure in figures):
        return None
    outside = sum(figure.place == "outside" for figure in figures)
    return " / ".join(spread(figures)) + (f", **{outside} outside**" if outside else "")


def with_bands(text: str, found: Sequence[World]) -> str:
    """Return the document with this table between its marks."""
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n\n{band_table(found)}\n{END}{rest.split(END)[1]}"
