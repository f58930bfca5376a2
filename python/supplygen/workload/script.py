"""Scripts of the package: what a mix is made of, a file each, which pgbench runs as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

Variables = Mapping[str, int | str]
"""What scripts are told of the load, by the names of their variables."""
_WEIGHT = re.compile(r"^-- weight: (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Script:
    """One kind of transaction."""

    name: str
    """That of its file."""
    text: str
    weight: int = 1
    """How often it comes, against the sum of the mix; that of a file is in its line `-- weight:`."""


def scripts(folder: str) -> list[Script]:
    """Return the scripts of a folder of this package, by name."""
    found = sorted(files(__package__).joinpath(folder).iterdir(), key=lambda entry: entry.name)
    return [_read(entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8")) for entry in found]


def statements(name: str) -> str:
    """Return the text of `sql/name.sql`."""
    return files(__package__).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def _read(name: str, text: str) -> Script:
    weight = _WEIGHT.search(text)
    return Script(name, text, int(weight[1])) if weight else Script(name, text)
