"""A small producer over five tables of the real schema; all other tables stay empty."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise

import numpy as np

from supplygen.arrays.columns import NULL, Coded, Columns, Template
from supplygen.progress import Reporter
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import Bounds, Leaf
from supplygen.sinks.writer import StreamingWriter


def _template(prefix: str, ids: np.ndarray) -> Template:
    return Template(prefix, 6, ids)


def _same(text: str, count: int) -> Coded:
    return Coded(np.zeros(count, dtype=np.int32), [text])


def divisions(ids: np.ndarray) -> Columns:
    count = len(ids)
    return {
        "id": ids,
        "division_code": _template("DIV-", ids),
        "name": ["Division, with 'quotes'\tand\\tab"] * count,
        "headquarters_city": _same("Zürich", count),
        "country": _same("CH", count),
        "latitude": ids * 1_000_000,
        "longitude": -ids * 1_000_000,
        "revenue_share": np.full(count, 2000, dtype=np.int64),
        "currency_code": _same("CHF", count),
    }


def plants(ids: np.ndarray) -> Columns:
    count = len(ids)
    return {
        "id": ids,
        "plant_code": _template("PLT-", ids),
        "name": _template("Plant ", ids),
        "division_id": ids % 5 + 1,
        "city": _same("Basel", count),
        "country": _same("CH", count),
        "latitude": ids,
        "longitude": -ids,
        "timezone": _same("Europe/Zurich", count),
        "size_index": ids,
        "hours_per_day": np.full(count, 24, dtype=np.int64),
        "days_per_week": np.full(count, 7, dtype=np.int64),
    }


def production_lines(ids: np.ndarray) -> Columns:
    count = len(ids)
    return {
        "id": ids,
        "line_code": _template("LINE-", ids),
        "plant_id": ids % 20 + 1,
        "line_type": Coded((ids % 2).astype(np.int32), ["mixing", "filling"]),
        "product_family": _same("all", count),
        "rate_kg_per_hour": ids,
        "oee_target": ids % 10_000,
    }


def audit_logs(ids: np.ndarray) -> Columns:
    count = len(ids)
    inserted = ids % 2 == 0
    return {
        "id": ids,
        "table_name": _same("plants", count),
        "record_id": np.where(ids % 3 == 0, NULL, ids),
        "action": Coded(np.where(inserted, 0, 1).astype(np.int32), ["insert", "update"]),
        "changed_at": 1_704_067_200_000_000 + ids * 1_000_001,
        "changed_by": _same("batch", count),
        "old_values": Coded(np.where(inserted, -1, 0).astype(np.int32), ['{"a": 1}']),
        "new_values": _same('{"a": 2, "b": [1, 2.50]}', count),
    }


def injection(ids: np.ndarray) -> Columns:
    """Rows of a table that is not in the company's schema."""
    count = len(ids)
    return {
        "event_code": _same("QRK-OPTIMISM", count),
        "table_name": _same("plants", count),
        "row_key": [str(key) for key in ids.tolist()],
        "effect": _same("size_index", count),
        "baseline_value": np.full(count, NULL),
        "injected_value": ids * 10_000,
    }


MAKERS: dict[str, Callable[[np.ndarray], Columns]] = {
    "divisions": divisions,
    "plants": plants,
    "production_lines": production_lines,
    "audit_logs": audit_logs,
    "injection": injection,
}


class FakeSource:
    """Rows of five tables; `before` is called before each write and may raise."""

    def __init__(self, *, logs: int = 20_000, slices: int = 4, before: Callable[[str], None] = lambda _: None) -> None:
        counts = {"divisions": 5, "plants": 20, "production_lines": 3000, "audit_logs": logs, "injection": 7}
        self.row_counts = {name: counts.get(name, 0) for name in level_graph().names}
        self.side_by_side = tuple(counts)
        self.prepared = False
        self._slices = slices
        self._before = before

    def prepare(self, progress: Reporter) -> None:
        with progress.phase("simulate", 1, "worlds") as phase:
            phase.advance()
        self.prepared = True

    def cut(self, parts: int) -> None:
        assert parts == 1

    def leaves(self, _parts: Collection[int] = ()) -> dict[Leaf, int | None]:
        return {Leaf(name): rows for name, rows in self.row_counts.items()}

    def bounds(self, _leaf: Leaf) -> Bounds:
        return Bounds()

    def produce(self, writer: StreamingWriter, _parts: Collection[int] = ()) -> None:
        for name in level_graph().names:
            count = self.row_counts[name]
            bounds = np.linspace(0, count, self._slices + 1).astype(int)
            for start, stop in pairwise(bounds):
                self._before(name)
                if stop > start:
                    writer.write(name, MAKERS[name](np.arange(start + 1, stop + 1, dtype=np.int64)))
            writer.finish(name)
