"""Data of the pictures that no query knows: the planted events by their names, and the towns that draw the land."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from supplygen.calendar import DAYS_A_WEEK
from supplygen.database.ledger import Run
from supplygen.facts.geography import cities
from supplygen.pictures.rows import Rows
from supplygen.scenario import Scenario

MICRODEGREES = 1_000_000
"""Unit of the gazetteer's coordinates, of a degree."""
GRID = 1.25
"""Degrees between two dots of the land: on a page's width they just do not touch."""


def planted(run: Run) -> Rows:
    """Return the events that occur in a load, with their windows; `last_day` is None where one lasts."""
    start, weeks = date.fromisoformat(run.settings["start"]), int(run.settings["weeks"])
    as_of = start + timedelta(days=DAYS_A_WEEK * weeks - 1)
    events = Scenario.restored(run.settings.get("events", {})).within(weeks).events
    rows = []
    for position, event in enumerate(sorted(events, key=lambda one: (one.first_day, one.code))):
        first, last = event.window(start)
        rows.append(
            {
                "position": position,
                "code": event.code,
                "title": event.title,
                "description": event.description,
                "first_day": first,
                "last_day": last and min(last, as_of),
                "as_of": as_of,
            }
        )
    return rows


def towns() -> Rows:
    """Return the places of the world's towns, each once on a grid, as one GeoJSON feature."""
    degrees = np.stack([cities().longitude, cities().latitude], axis=1) / MICRODEGREES
    cells = np.unique(np.rint(degrees / GRID).astype(np.int64), axis=0) * GRID
    points = [[round(float(x), 1), round(float(y), 1)] for x, y in cells]
    return [{"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": points}}]
