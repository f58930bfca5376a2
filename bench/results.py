"""`python -m bench.results`: write bench/RESULTS.md and bench/phases.svg from the figures that are kept."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.plot import plot
from bench.record import RESULTS, read_all
from bench.report import report

HEAD = """# Results

Written by `make bench-results` from the figures in `bench/results/`, which `make bench ARGS='--write'` leaves; not by
hand. `bench/ways.py` tells what the ways are.

![Seconds of a load, by phase](phases.svg)
"""


def main(folder: Path = RESULTS.parent) -> None:
    """Write both files into `folder`."""
    records = read_all(folder / RESULTS.name)
    if not records:
        sys.exit("no figures in bench/results/: run `make bench ARGS='--write'`")
    plot(records, folder / "phases.svg")
    (folder / "RESULTS.md").write_text("\n".join([HEAD, *map(report, records)]))


if __name__ == "__main__":
    main()
