"""What a row of `risk_events` is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RiskEvent:
    """A disruption; days count from 1970-01-01, an open end and a missing record are `NULL`."""

    prefix: str
    """Kind, as in the code: BIO, LOG, SUP, CYB, ENV."""
    event_type: str
    severity: str
    table_name: str | None
    record_id: int
    start: int
    end: int
    description: str
    impact_cases: int
    code: str | None = None
    """Code of a planted event; one that was found is numbered within its kind."""
