"""How far figures are from the limits of their bands: `python -m tools.bands --seeds 20 --scale 0.1` (`make bands`).

Loads one world after another into a server of its own, with the first of `SEEDS`, and prints the smallest, middle and
largest value of each figure, and how many worlds are outside. The reports stay in build/bands/, in the form that
`python -m tools.docs --bands` reads.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from supplygen.config import Settings
from supplygen.verify import runner
from supplygen.verify.registry import Choice
from tools.docs.bands import World, limits, spread, worlds
from tools.own_database import fill, own_database

SEEDS = (
    777, 31, 3847, 9120, 5561, 208, 7434, 6093, 1979, 8816, 4402, 2735, 9648, 1157, 6621, 3310, 7982, 486, 5209, 8075,
)  # fmt: skip
"""Drawn once: bands are to hold for seeds that nobody has chosen."""

REPORTS = Path("build/bands")


def main(root: Path, scale: Decimal, seeds: Sequence[int]) -> None:
    """Load and judge the worlds, then print what they have in common."""
    folder = root / REPORTS
    folder.mkdir(parents=True, exist_ok=True)
    with own_database(root) as url:
        for seed in seeds:
            fill(url, Settings(scale=float(scale), seed=seed))
            runner.run(url, Choice(kind="band")).write_json(folder / f"bands-{scale}-{seed}.json")
    found = [world for world in worlds(folder) if world.scale == scale and world.seed in seeds]
    Console().print(summary(found))


def summary(found: Sequence[World]) -> Table:
    """Return the table: a row per figure."""
    table = Table("invariant", "figure", "band", box=None, pad_edge=False, header_style="bold")
    for heading in ("minimum", "median", "maximum", "outside"):
        table.add_column(heading, justify="right")
    for place in found[0].figures:
        figures = [world.figures[place] for world in found]
        outside = sum(figure.place == "outside" for figure in figures)
        style = "yellow" if outside else ""
        table.add_row(*place, limits(figures), *spread(figures), f"{outside} of {len(figures)}", style=style)
    return table


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.bands", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scale", type=Decimal, default=Decimal("0.1"))
    parser.add_argument("--seeds", type=int, default=len(SEEDS), choices=range(1, len(SEEDS) + 1), metavar="COUNT")
    given = parser.parse_args()
    main(Path.cwd(), given.scale, SEEDS[: given.seeds])
