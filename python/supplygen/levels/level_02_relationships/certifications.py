"""Certificates of suppliers: who is audited against which standard, and when each certificate began and ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.category import Category
from supplygen.arrays.columns import Coded, Columns, dense_ids
from supplygen.arrays.types import Bools, Ints
from supplygen.calendar import date_of
from supplygen.facts.reader import Record, facts, integers, records
from supplygen.levels.level_01_master.supplier_traits import specialties
from supplygen.policy.suppliers import (
    CERTIFICATE_EXPIRING_DAYS,
    CERTIFICATE_HISTORY_DAYS,
    CERTIFICATE_LAPSE_DAYS,
    CERTIFICATE_LAPSE_SHARE,
)
from supplygen.world import World

STANDARD_SPAN = 100
"""Room for standards in the key of a (supplier, standard) pair."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """One entry per certificate."""

    supplier: Ints
    """Ids."""
    standard: Ints
    """Position in certifications.toml."""
    valid_from: Ints
    valid_to: Ints

    @property
    def key(self) -> Ints:
        """Entity of a (supplier, standard) pair's draws."""
        return self.supplier * STANDARD_SPAN + self.standard


def standards() -> list[dict[str, object]]:
    """Standards of the data file."""
    return records("certifications", "standards")


def certifications(world: World) -> Columns:
    """Certificates by supplier, standard and date, those included that ended shortly before the run-in."""
    rows = _certificates(world)
    bodies: dict[str, str] = facts("certifications")["bodies"]
    issuer = _issuers(world, rows)
    names = [str(row["name"]) for row in standards()]
    months = [f"{date_of(day):%Y%m}" for day in rows.valid_from.tolist()]
    numbers = zip(issuer, rows.standard.tolist(), rows.supplier.tolist(), months, strict=True)
    return {
        "id": dense_ids(len(rows.supplier)),
        "certificate_number": [
            f"{body}-{_short(names[at])}-{holder:05d}-{month}" for body, at, holder, month in numbers
        ],
        "supplier_id": rows.supplier,
        "standard": Coded(rows.standard.astype(np.int32), names),
        "scope": Coded(rows.standard.astype(np.int32), [str(row["scope"]) for row in standards()]),
        "issuing_body": [bodies[body] for body in issuer],
        "valid_from": rows.valid_from,
        "valid_to": rows.valid_to,
        "status": _status(world, rows.valid_to),
    }


def _short(standard: str) -> str:
    """Middle of a certificate number: the standard's own number, or its name."""
    words = standard.upper().split()
    return words[-1] if words[-1].isdigit() else words[0]


def _certificates(world: World) -> Certificates:
    """Certificates follow each other in cycles; each pair has its own phase."""
    pairs = _pairs(world)
    supplier, standard = np.divmod(pairs, STANDARD_SPAN)
    cycle = integers(standards(), "cycle_days")[standard]
    phase = world.streams.integers("certifications.valid_from", pairs, 0, cycle - 1)
    # Cycles are counted from 1970: the first on file ends within the history, the last began by the as-of date.
    first = (world.run_in_day - CERTIFICATE_HISTORY_DAYS - phase) // cycle
    last = (world.as_of_day - phase) // cycle
    row = np.repeat(np.arange(len(pairs)), last - first + 1)
    number = np.arange(len(row)) - np.repeat(np.cumsum(last - first + 1) - (last - first + 1), last - first + 1)
    number += first[row]
    start = phase[row] + number * cycle[row]
    late = world.streams.integers("certifications.lapse_days", pairs[row], *CERTIFICATE_LAPSE_DAYS, period=number)
    lapses = world.streams.uniform("certifications.lapse", pairs[row], number) < CERTIFICATE_LAPSE_SHARE
    begin = np.where(lapses & ~_required(world, pairs)[row], start + late, start)
    issued = begin <= world.as_of_day
    end = start + cycle[row] - 1
    return Certificates(supplier[row][issued], standard[row][issued], begin[issued], end[issued])


def _pairs(world: World) -> Ints:
    """Keys of the (supplier, standard) pairs that are certified, in order."""
    tier = world.column("suppliers", "tier")
    trade = np.array(specialties(world))
    keys = world.column("suppliers", "id")[:, None] * STANDARD_SPAN + np.arange(len(standards()))
    luck = world.streams.uniform("certifications.supplier_id", keys.ravel()).reshape(keys.shape)
    wanted = np.array([row["percent"] for row in standards()], dtype=np.int64).T[tier - 1]
    suits = np.array([[_suits(row, own) for row in standards()] for own in trade.tolist()])
    held = (luck * 100 < wanted) & suits
    return np.asarray(keys[held | _required(world, keys.ravel()).reshape(keys.shape)])


def _suits(standard: Record, trade: str) -> bool:
    return "specialties" not in standard or trade in standard["specialties"]


def _required(world: World, keys: Ints) -> Bools:
    """Whether each (supplier, standard) pair is one that a raw material asks of its approved suppliers."""
    supplier, ingredient, approved = (
        world.column("supplier_ingredients", name) for name in ("supplier_id", "ingredient_id", "is_approved")
    )
    needed = [
        holder * STANDARD_SPAN + at
        for at, row in enumerate(standards())
        if "required_for" in row
        for holder in supplier[approved & (ingredient == world.ids("ingredients", str(row["required_for"])))].tolist()
    ]
    return np.isin(keys, needed)


def _issuers(world: World, rows: Certificates) -> list[str]:
    """Body of each certificate; a holder stays with its auditor."""
    choices: list[list[str]] = [list(row["bodies"]) for row in records("certifications", "standards")]
    most = [len(choices[at]) - 1 for at in rows.standard.tolist()]
    pick = world.streams.integers("certifications.issuing_body", rows.key, 0, most)
    return [choices[at][one] for at, one in zip(rows.standard.tolist(), pick.tolist(), strict=True)]


def _status(world: World, valid_to: Ints) -> Coded:
    """Status on the as-of date, by the last day of validity."""
    ended = {"expired": valid_to < world.as_of_day, "expiring": valid_to <= world.as_of_day + CERTIFICATE_EXPIRING_DAYS}
    return Category.of("certifications", "status").choose(ended, otherwise="valid")
