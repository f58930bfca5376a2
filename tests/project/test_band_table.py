"""The table of figures in docs/model.md: made of reports, and whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import psycopg
import pytest

from databases import ROOT
from tools.bands import SEEDS, summary
from tools.docs.bands import BEGIN, END, RELATIVE, band_table, with_bands, worlds

MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
VERIFY = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")


def report(folder: Path, name: str, *figures: tuple[str, float | None, float | None, float | None]) -> None:
    """Write a report with one band and an exact invariant."""
    rows = [
        {"relation": "t", "key": key, "value": value, "low": low, "high": high, "outcome": "inside"}
        for key, value, low, high in figures
    ]
    invariants = [{"id": "I13", "kind": "exact"}, {"id": "I35", "kind": "band", "figures": rows}]
    (folder / name).write_text(json.dumps({"ok": True, "invariants": invariants}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports of three worlds, and a file that is none."""
    report(
        tmp_path, "bands-1-42.json", ("fill", 0.99, 0.94, 0.98), ("of_b", 0.9, None, 0.97), ("season", None, 0.2, 0.3)
    )
    report(tmp_path, "bands-0.1-2024.json", ("fill", 0.9712, 0.94, 0.98), ("of_b", 0.98, None, 0.975))
    report(tmp_path, "bands-0.1-42.json", ("fill", 0.96, 0.94, 0.98), ("of_b", 0.95, None, 0.96))
    (tmp_path / "load.log").write_text("done")
    return tmp_path


def test_a_row_per_figure_and_a_column_per_scale(folder: Path) -> None:
    assert band_table(worlds(folder)) == (
        "| of | figure | plausible | scale 0.1, seeds: 2 | scale 1, seeds: 1 |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| I35 | `fill` | 0.940 to 0.980 | 0.960 / 0.966 / 0.971 | 0.990 / 0.990 / 0.990, **1 outside** |\n"
        f"| I35 | `of_b` | {RELATIVE} | 0.950 / 0.965 / 0.980, **1 outside** | 0.900 / 0.900 / 0.900 |\n"
        "| I35 | `season` | 0.200 to 0.300 |  |  |\n"
    )


def test_the_table_replaces_what_stood_between_the_marks(folder: Path) -> None:
    text = f"Before.\n\n{BEGIN}\n\n| old |\n\n{END}\n\nAfter.\n"
    once = with_bands(text, worlds(folder))
    assert once.startswith(f"Before.\n\n{BEGIN}\n\n| of |")
    assert once.endswith(f"|\n\n{END}\n\nAfter.\n")
    assert "old" not in once
    assert with_bands(once, worlds(folder)) == once


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="has no file bands-"):
        worlds(tmp_path)


@pytest.mark.thorough
def test_the_documents_have_every_figure(loaded_url: str) -> None:
    with psycopg.connect(loaded_url) as connection:
        figures = [
            (str(one), str(key)) for one, key in connection.execute("SELECT id, figure FROM supplygen.figures()")
        ]
    measured = re.findall(r"^\| (I\d+) \| `(\w+)` \|", MODEL.split(BEGIN)[1].split(END)[0], re.MULTILINE)
    assert sorted(measured) == sorted(figures)
    described = VERIFY.split("## Figures")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \| (I\d+) \|", described, re.MULTILINE)
    assert sorted((one, key) for keys, one in rows for key in re.findall(r"`(\w+)`", keys)) == sorted(figures)


def test_the_spread_over_worlds_counts_those_that_are_outside(tmp_path: Path) -> None:
    for seed, fill, turns in ((1, 0.93, 7.0), (2, 0.96, 8.0), (3, 0.97, None)):
        report(tmp_path, f"bands-0.1-{seed}.json", ("case_fill", fill, 0.94, 0.98), ("dc_turns", turns, 6.0, fill))
    made = summary(worlds(tmp_path))
    rows = list(zip(*(column.cells for column in made.columns), strict=True))
    assert rows == [
        ("I35", "case_fill", "0.940 to 0.980", "0.930", "0.960", "0.970", "1 of 3"),
        ("I35", "dc_turns", "by another figure", "7.000", "7.500", "8.000", "2 of 3"),
    ]


def test_worlds_are_drawn_once() -> None:
    assert len(set(SEEDS)) == len(SEEDS) == 20
