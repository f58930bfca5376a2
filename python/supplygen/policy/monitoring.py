"""What is looked at: exceptions, risks, key figures, and when offices write."""

from __future__ import annotations

EXCEPTIONS_PER_WEEK = 25
"""Exceptions of each kind that planners look at in a week, the worst ones first.
Unit: exceptions. Source: practice: what a planning team can follow up."""

OVERLOAD_FROM = {"medium": 0.10, "high": 0.25, "critical": 0.50}
"""Hours too many over a line's weekly operating hours, from which an overload is so severe.
Unit: share. Source: practice: a shift, a day and a half, half a week."""

LATE_BATCH_FROM = {"medium": 3, "high": 7, "critical": 14}
"""Days that a batch is late, from which it is so severe.
Unit: days. Source: practice: within the slack of the lead time, a week, two."""

SHORTAGE_FROM = {"medium": 10, "high": 50, "critical": 200}
"""Cases of a center and SKU that were cut in a week, from which it is so severe.
Unit: cases. Source: practice: a layer, half a pallet, two."""

REJECTED_BATCH_FROM = {"medium": 50, "high": 250, "critical": 1_300}
"""Cases of a rejected batch, from which it is so severe.
Unit: cases. Source: practice: half a pallet, a few, half a truck."""

RISKS_PER_YEAR = 12
"""Risk events of each kind in 52 weeks, the worst ones first.
Unit: events. Source: practice: one a month is what a risk board can look at."""

CRITICAL_PART = 6
"""One in so many of a kind of risk events, the worst, is critical.
Unit: ratio. Source: model: all severities occur."""

HIGH_PART = 2
"""One in so many is critical or high; the others are medium.
Unit: ratio. Source: model: the same."""

KPI_PERIOD_WEEKS = 4
"""Weeks that a key figure is measured over; the last period of a horizon may be shorter.
Unit: weeks. Source: practice: a month of four weeks."""

DISPOSITION_HOUR = 16
"""Hour of the day at which decisions on returned goods are booked.
Unit: hour. Source: practice: the end of the day shift."""

OFFICE_HOUR = 8
"""Hour of the day from which on offices, docks and laboratories write.
Unit: hour. Source: practice: the working day."""

OFFICE_SECONDS = 9 * 3_600
"""How long they do; the record's id says when.
Unit: seconds. Source: practice: until five in the afternoon."""
