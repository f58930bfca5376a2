"""Business rules: what the company works by, each figure read from where the model itself reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module

import numpy as np

from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.calendar import date_of, day_number
from supplygen.facts.reader import Record, facts, records, texts
from supplygen.world import World

VALUE_PLACES = 4


def business_rules(world: World) -> Columns:
    """Rules in the order of the data file; they apply from the beginning of the year in which the run-in begins."""
    rows = [rule for row in records("business_rules") for rule in _rules(row)]
    since = day_number(date(date_of(world.run_in_day).year, 1, 1))
    return {
        "id": dense_ids(len(rows)),
        "rule_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "area": texts(rows, "area"),
        "description": texts(rows, "description"),
        "parameter_value": np.array([_scaled(row) for row in rows], dtype=np.int64),
        "unit": texts(rows, "unit"),
        "valid_from": np.full(len(rows), since),
    }


def _rules(row: Record) -> Iterator[Record]:
    """One rule per figure of an entry of the data file."""
    for label, value in _figures(_source(row)):
        codes = [str(row["code"]), *(part.replace("_", "-").upper() for part in label)]
        name = ", ".join([str(row["name"]), *(part.replace("_", " ") for part in label)])
        yield {**row, "code": "-".join(codes), "name": name, "value": value}


def _source(row: Record) -> object:
    """What the model reads: a figure, a range, a table of them, or None for a rule without a figure."""
    if path := row.get("policy"):
        topic, name = path.split(".")
        figure: object = getattr(import_module(f"supplygen.policy.{topic}"), name)
        return figure
    if path := row.get("fact"):
        file, key = path.split(".")
        found: object = facts(file)[key]
        return found
    if path := row.get("records"):
        file, key = path.split(".")
        return {entry["code"]: entry[row["field"]] for entry in records(file, key)}
    return None


def _figures(source: object) -> Iterator[tuple[tuple[str, ...], object]]:
    """Single figures of a source, each with what tells it apart."""
    if isinstance(source, tuple):
        source = dict(zip(("min", "max"), source, strict=True))
    if isinstance(source, dict):
        for key, part in source.items():
            for label, value in _figures(part):
                yield (key, *label), value
    else:
        yield (), source


def _scaled(row: Record) -> int:
    """Figure of a rule in units of its column; NULL where it has none."""
    if row["value"] is None:
        return NULL
    return int((Decimal(str(row["value"])) / row.get("divisor", 1)).scaleb(VALUE_PLACES))
