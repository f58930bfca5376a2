"""Who may import whom: the rooms of the package, the folders of the levels, and the Rust core."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from databases import ROOT
from tools.imports import ALLOWED, PACKAGE, arrows, imports, rooms, upwards

LEVELS = sorted((PACKAGE / "levels").glob("level_*"))
LEVEL = re.compile(r"supplygen\.levels\.level_(\d\d)_")


def test_every_room_has_its_place_in_the_table() -> None:
    assert rooms().keys() == ALLOWED.keys()


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_what_it_may_and_all_of_that(room: str) -> None:
    assert sorted(arrows()[room]) == sorted(ALLOWED[room].split())


def test_no_arrow_runs_upwards() -> None:
    allowed = {room: set(names.split()) for room, names in ALLOWED.items()}
    assert upwards(allowed) == []
    swapped = allowed | {"schema": {"cli"}}
    assert upwards(swapped) == ["schema -> cli"]


@pytest.mark.parametrize("folder", LEVELS, ids=lambda path: path.name)
def test_a_level_reads_lower_levels_only(folder: Path) -> None:
    own = int(folder.name.split("_")[1])
    for path in folder.glob("*.py"):
        read = {int(found[1]) for name in imports(path) if (found := LEVEL.match(f"{name}_"))}
        assert max(read, default=0) <= own, f"{path.relative_to(ROOT)} reads level {max(read)}"


def test_the_core_knows_neither_python_nor_postgresql() -> None:
    manifest = tomllib.loads((ROOT / "rust/core/Cargo.toml").read_text())
    assert not {"pyo3", "numpy", "postgres", "tokio-postgres"} & set(manifest["dependencies"])
