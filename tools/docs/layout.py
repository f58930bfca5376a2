"""Where the tables of the picture stand: a band a level, in it a row for what refers to tables of the same level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from supplygen.schema.graph import LevelGraph

BOX_HEIGHT = 26
CHARACTER = 6.9
"""Width of a character of a table's name at most, in the picture's font."""
BOX_MARGIN = 18
"""Of a name's width, for both sides of its box."""
ROW = 70
"""From a row to the next of its band: room for lines to bend."""
BAND_MARGIN = 18
"""Above the first row of a band and below its last one."""
BAND = ROW + BAND_MARGIN
"""From the last row of a band to the first of the next."""
WIDTH = 1700
LEFT = 120
"""Where the tables begin, to the right of the levels' names."""
SWEEPS = 8
"""Rounds in which rows are ordered by what they are joined to, downwards and upwards in turn; more change nothing."""


@dataclass(frozen=True, slots=True)
class Box:
    """A table of the picture; units are pixels."""

    name: str
    level: int
    center: float
    top: int

    @property
    def width(self) -> float:
        """Wide enough for the name."""
        return box_width(self.name)

    @property
    def bottom(self) -> int:
        """Where lines to tables below begin."""
        return self.top + BOX_HEIGHT


def box_width(name: str) -> float:
    """Return the width of a table's box."""
    return round(len(name) * CHARACTER + BOX_MARGIN, 1)


def layout(graph: LevelGraph) -> list[Box]:
    """Place all tables so that each stands below all that it refers to."""
    rows = ordered(graph, rows_of(graph))
    levels = [graph.level(row[0]) for row in rows]
    tops = accumulate((ROW if one == other else BAND for one, other in pairwise(levels)), initial=BAND_MARGIN)
    return [
        Box(name, level, center, top)
        for row, level, top in zip(rows, levels, tops, strict=True)
        for name, center in centers(row).items()
    ]


def rows_of(graph: LevelGraph) -> list[list[str]]:
    """Return the rows from the top: tables by level, and in it by the length of the chain that they end."""
    depths: dict[str, int] = {}
    for name in graph.names:
        same = [parent for parent in graph.parents[name] if graph.level(parent) == graph.level(name)]
        depths[name] = 1 + max((depths[parent] for parent in same), default=-1)
    keys = sorted({(graph.level(name), depths[name]) for name in graph.names})
    return [[name for name in graph.names if (graph.level(name), depths[name]) == key] for key in keys]


def ordered(graph: LevelGraph, rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Order each row by the mean place of what its tables refer to, or are referred to by, so that lines are short."""
    children: dict[str, list[str]] = {name: [] for name in graph.names}
    for name in graph.names:
        for parent in graph.parents[name]:
            children[parent].append(name)
    made = [list(row) for row in rows]
    for sweep in range(SWEEPS):
        joined: Mapping[str, Sequence[str]] = children if sweep % 2 else graph.parents
        places = {name: center for row in made for name, center in centers(row).items()}
        for row in reversed(made) if sweep % 2 else made:
            wanted = {name: _mean([places[one] for one in joined[name]], places[name]) for name in row}
            row.sort(key=wanted.__getitem__)
            places |= centers(row)
    return made


def centers(row: Sequence[str]) -> dict[str, float]:
    """Spread the boxes of a row over the width, with equal gaps."""
    gap = (WIDTH - LEFT - sum(map(box_width, row))) / (len(row) + 1)
    found, x = {}, LEFT + gap
    for name in row:
        found[name] = round(x + box_width(name) / 2, 1)
        x += box_width(name) + gap
    return found


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
