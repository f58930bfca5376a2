"""The pictures as files, and the data that they name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

FOLDER = files(__package__)


@dataclass(frozen=True)
class Chart:
    """One picture."""

    name: str
    """Of the file without number and suffix; also its anchor on the page."""
    spec: Mapping[str, Any]
    """Vega-Lite, without data, heading and caption."""
    title: str
    """Heading."""
    description: str
    """Caption, a Jinja template over the first rows of the data."""

    @cached_property
    def data(self) -> Sequence[str]:
        """Names of what it draws, in the order in which it names them; without the first there is nothing to draw."""
        return tuple(dict.fromkeys(_named(self.spec)))


def charts() -> list[Chart]:
    """Read all pictures, in the order of the page."""
    entries = sorted((entry for entry in (FOLDER / "charts").iterdir()), key=lambda entry: entry.name)
    return [parse(entry.name, entry.read_text(encoding="utf-8")) for entry in entries]


def parse(file: str, text: str) -> Chart:
    """Read one picture from the `text` of a file such as `01_sales.json`."""
    spec = json.loads(text)
    name = file.removesuffix(".json").partition("_")[2]
    return Chart(name, spec, spec.pop("title"), spec.pop("description"))


def query(name: str) -> str:
    """Return the statement that gives the data of a name."""
    return (FOLDER / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def queries() -> list[str]:
    """Names of all data that come from the database."""
    return sorted(entry.name.removesuffix(".sql") for entry in (FOLDER / "queries").iterdir())


def _named(part: object) -> Iterator[str]:
    """Names of the data that a part of a specification asks for."""
    if isinstance(part, Mapping):
        data = part.get("data")
        if isinstance(data, Mapping) and "name" in data:
            yield data["name"]
        for value in part.values():
            yield from _named(value)
    elif isinstance(part, list):
        for value in part:
            yield from _named(value)
