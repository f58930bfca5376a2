"""Reads scenarios from TOML: the baseline, and a user's changes of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from supplygen.errors import UsageError
from supplygen.scenario.event import Event, parameters

Kinds = Mapping[str, type[Event]]
"""Kinds of events by code."""

EXTENDS = "extends"
"""Key that says what a file begins with."""
STARTS = ("baseline", "none")
"""What it may be; a file that does not say extends the first."""


def baseline_events(kinds: Kinds) -> list[Event]:
    """Return all events of the baseline."""
    return [kind(**_defaults()[code]) for code, kind in kinds.items()]


def read_events(path: Path, kinds: Kinds) -> list[Event]:
    """Return all events of a user's file, those that are off as well; refuse what it cannot mean."""
    table = _parse(path)
    start = table.pop(EXTENDS, STARTS[0])
    if start not in STARTS:
        raise UsageError(f"{path}: {EXTENDS}: {start!r} is not one of {', '.join(STARTS)}")
    if unknown := next((code for code in table if code not in kinds), None):
        raise UsageError(f"{path}: unknown event {unknown!r}; known: {EXTENDS}, {', '.join(kinds)}")
    try:
        return [_changed(kind, table.get(code), on=start == STARTS[0]) for code, kind in kinds.items()]
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error


def _changed(kind: type[Event], changes: object, *, on: bool) -> Event:
    """Override parameters of the baseline; an event that a file mentions is on, unless it says otherwise."""
    values = _defaults()[kind.code] | {"enabled": on}
    if changes is None:
        return kind(**values)
    if not isinstance(changes, dict):
        raise UsageError(f"{kind.code}: {changes!r} is not a table: write [{kind.code}] and its parameters below")
    known = parameters(kind)
    if unknown := next((key for key in changes if key not in known), None):
        raise UsageError(f"{kind.code}: unknown parameter {unknown!r}; known: {', '.join(known)}")
    return kind(**values | {"enabled": True} | changes)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        named = f"scenario {str(path)!r} is neither {' nor '.join(STARTS)} nor a file"
        raise UsageError(f"{named} that can be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error


@cache
def _defaults() -> dict[str, dict[str, Any]]:
    """Parameters of the baseline by event; numbers as they are, since none of them is money."""
    return tomllib.loads(files("supplygen.facts").joinpath("scenario_baseline.toml").read_text("utf-8"))
