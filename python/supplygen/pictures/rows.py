"""Rows of the data that pictures draw, as JSON knows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

Rows = Sequence[Mapping[str, Any]]


def as_json(value: object) -> str:
    """Write data or a specification so that it can stand inside an HTML script."""
    text = json.dumps(value, default=_plain, separators=(",", ":"), ensure_ascii=False)
    return text.replace("<", "\\u003c")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of a picture")
