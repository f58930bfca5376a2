"""Measure every way to a full database, in turn, round by round, on a PostgreSQL server of the benchmark's own.

    make bench                                          # scale 0.1, five rounds
    make bench SCALE=1 ARGS='--write'                   # keep the figures in bench/results/
    make bench SCALE=10 ARGS='--ways generator load'    # some of the ways
    make bench ARGS='--bindir /usr/lib/postgresql/15/bin'
    make bench-results                                  # bench/RESULTS.md and bench/phases.svg of what is kept

bench/ways.py says what is compared. The server has supplygen's own settings; nothing else is touched.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.record import write
from bench.report import report
from bench.run import measure
from bench.ways import WAYS
from supplygen import _core

HOME = Path(__file__).parents[1] / "build" / "bench"
"""Of the server; its data is deleted before and after."""


def main() -> None:
    """Measure and print."""
    options = arguments()
    if _core.build_profile != "release":
        sys.exit("the extension is a debug build: run `make bench`")
    record = measure(HOME, options.bindir, options.scale, options.rounds, options.ways)
    sys.stdout.write(report(record))
    if options.write:
        write(record)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        "bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS, help="what to measure; default: all")
    parser.add_argument(
        "--bindir",
        type=lambda text: Path(text).absolute(),
        help="PostgreSQL's programs; default: those that supplygen finds",
    )
    parser.add_argument("--write", action="store_true", help="keep the figures, for `make bench-results`")
    return parser.parse_args()


if __name__ == "__main__":
    main()
