"""`Scenario`: which events are planted, with which parameters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from supplygen.calendar import DAYS_A_WEEK
from supplygen.scenario.event import Event
from supplygen.scenario.quirks import (
    Bullwhip,
    Congestion,
    DataDecay,
    Optimism,
    Overcharging,
    PhantomInventory,
    SourceCascade,
    WrongDeductions,
    WrongInvoices,
)
from supplygen.scenario.reading import Kinds, baseline_events, read_events
from supplygen.scenario.risks import CarbonCost, DcOutage, PortStrike, SorbitolContamination, SupplierReliability

EVENTS: Kinds = {
    kind.code: kind
    for kind in (
        SorbitolContamination,
        PortStrike,
        SupplierReliability,
        DcOutage,
        CarbonCost,
        Bullwhip,
        PhantomInventory,
        Congestion,
        SourceCascade,
        Optimism,
        DataDecay,
        Overcharging,
        WrongInvoices,
        WrongDeductions,
    )
}
"""Every kind of event by its code."""

BASELINE, NONE = "baseline", "none"
"""The scenarios that have a name."""
DIGEST_DIGITS = 8
"""Hex digits that tell a user's scenarios apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The events that are on; None where one is off."""

    sorbitol_contamination: SorbitolContamination | None = None
    port_strike: PortStrike | None = None
    supplier_reliability: SupplierReliability | None = None
    dc_outage: DcOutage | None = None
    carbon_cost: CarbonCost | None = None
    bullwhip: Bullwhip | None = None
    phantom_inventory: PhantomInventory | None = None
    congestion: Congestion | None = None
    source_cascade: SourceCascade | None = None
    optimism: Optimism | None = None
    data_decay: DataDecay | None = None
    overcharging: Overcharging | None = None
    wrong_invoices: WrongInvoices | None = None
    wrong_deductions: WrongDeductions | None = None

    @classmethod
    def of(cls, events: Iterable[Event]) -> Scenario:
        """Take those of the events that are enabled."""
        on: Mapping[str, Event] = {event.accessor: event for event in events if event.enabled}
        return cls(**on)  # type: ignore[arg-type]

    @classmethod
    def baseline(cls) -> Scenario:
        """Return what is planted by default."""
        return _baseline()

    @classmethod
    def none(cls) -> Scenario:
        """Return a year in which nothing is planted."""
        return cls()

    @classmethod
    def read(cls, path: Path) -> Scenario:
        """Read a user's TOML file."""
        return cls.of(read_events(path, EVENTS))

    @classmethod
    def named(cls, text: str) -> Scenario:
        """Return what `--scenario` says: baseline, none or a file."""
        if text == BASELINE:
            return cls.baseline()
        return cls.none() if text == NONE else cls.read(Path(text))

    @classmethod
    def restored(cls, content: Mapping[str, Mapping[str, Any]]) -> Scenario:
        """Return the scenario that `content()` describes."""
        return cls.of(EVENTS[code](enabled=True, **values) for code, values in content.items())

    @property
    def name(self) -> str:
        """`baseline`, `none`, or `custom-` with a digest: equal scenarios have equal names, wherever they stand."""
        if not self.events:
            return NONE
        if self == _baseline():
            return BASELINE
        text = json.dumps(self.content(), sort_keys=True)
        return f"custom-{hashlib.sha256(text.encode()).hexdigest()[:DIGEST_DIGITS]}"

    @property
    def events(self) -> tuple[Event, ...]:
        """All events that are on, in the order of their declaration."""
        found = (getattr(self, field.name) for field in fields(self))
        return tuple(event for event in found if event is not None)

    @property
    def overcharged_share(self) -> float | None:
        """Share of the freight bills that charge too much; None where all are right."""
        return self.overcharging.share if self.overcharging else None

    @property
    def wrong_invoice_share(self) -> float:
        """Share of the supplier invoices that charge too much."""
        return self.wrong_invoices.share if self.wrong_invoices else 0.0

    @property
    def wrong_deduction_share(self) -> float | None:
        """Share of the invoices from which accounts deduct without a reason; None where none do."""
        return self.wrong_deductions.share if self.wrong_deductions else None

    def within(self, weeks: int) -> Scenario:
        """Leave out the events whose window begins after a horizon of so many weeks: they do not occur."""
        return Scenario.of(event for event in self.events if event.first_day < weeks * DAYS_A_WEEK)

    def content(self) -> dict[str, dict[str, object]]:
        """Return the parameters of the events by code, as JSON values."""
        return {event.code: event.content() for event in self.events}


@cache
def _baseline() -> Scenario:
    return Scenario.of(baseline_events(EVENTS))
