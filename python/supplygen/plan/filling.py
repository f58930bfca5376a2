"""Filling lines: what each can fill, how long a batch takes, and on which day a line is free for it."""

from __future__ import annotations

import numpy as np

from supplygen.context import GeneratorContext
from supplygen.plan.calendar import HOUR_SECONDS
from supplygen.plan.forecast import Items
from supplygen.plan.policy import CHANGEOVER_SECONDS, MIN_LINE_KG_PER_HOUR, PLANNED_UTILISATION
from supplygen.plan.reading import Floats, Ints, index, ints, texts
from supplygen.spread import cumulative_within
from supplygen.world import records

GRAMS_PER_KG = 1_000

LINE_SPAN = 1 << 40
"""More seconds than any queue is long: separates the lines' queues on one axis."""


class FillingLines:
    """Every plant has one line per product, built for what the horizon's forecasts ask of it."""

    def __init__(self, ctx: GeneratorContext, items: Items, forecasts: Floats, net_grams: Ints) -> None:
        """Size the lines; `net_grams` is the mass of a case by SKU."""
        skus, plants = ctx.tables["skus"], ctx.tables["plants"]
        self._plant, self._product = index(skus, "primary_plant_id"), index(skus, "product_id")
        self._open = ints(plants, "hours_per_day") * HOUR_SECONDS
        weekly = forecasts[:, : ctx.settings.weeks].mean(axis=1) * net_grams[items.sku] / GRAMS_PER_KG
        weekly_kg = np.zeros((len(self._open), len(ints(ctx.tables["products"], "id"))))
        np.add.at(weekly_kg, (self._plant[items.sku], self._product[items.sku]), weekly)
        hours = (ints(plants, "hours_per_day") * ints(plants, "days_per_week"))[:, None]
        needed = np.ceil(weekly_kg / (hours * PLANNED_UTILISATION)).astype(np.int64)
        self.rates = np.maximum(needed, MIN_LINE_KG_PER_HOUR)
        """Rated throughput, kg an hour by plant and product."""
        self.line_id = self._line_ids(texts(ctx.tables["products"], "product_family"))[self._plant, self._product]
        """Id of the line of each SKU in `production_lines`."""

    def _line_ids(self, families: list[str]) -> Ints:
        """Id of the filling line of each plant and product: plants list the same lines, one plant after the other."""
        lines = [(line["line_type"], line["product_family"]) for line in records("plants", "lines")]
        position = np.array([lines.index(("filling", family)) for family in families], dtype=np.int64)
        return np.arange(len(self._open))[:, None] * len(lines) + position[None, :] + 1

    def open_seconds(self, sku: Ints) -> Ints:
        """Operating time of the SKUs' plants, seconds a day."""
        return np.asarray(self._open[self._plant[sku]])

    def seconds(self, sku: Ints, grams: Ints) -> Ints:
        """Time that batches take: the changeover, and their mass over the line's rate."""
        rate = self.rates[self._plant[sku], self._product[sku]]
        return np.asarray(CHANGEOVER_SECONDS - (-grams * HOUR_SECONDS // (rate * GRAMS_PER_KG)))

    def queue(self, sku: Ints, seconds: Ints, ready_day: Ints, monday: int) -> Ints:
        """Day on which each batch begins when batches of a line run one after the other, first ready first."""
        open_seconds = self.open_seconds(sku)
        begin = queue_times(self.line_id[sku], (ready_day - monday) * open_seconds, seconds)
        return monday + begin // open_seconds


def queue_times(line: Ints, ready: Ints, taken: Ints) -> Ints:
    """Begin of each batch on its line, in the unit of `ready` and `taken`; first ready first, then as listed.

    A batch begins when it is ready and the batch before it has ended: with d the time of the batches before it, that is
    d plus the largest (ready - d) so far (Lindley 1952).
    """
    order = np.lexsort((ready, line))
    before = cumulative_within(line[order], taken[order]) - taken[order]
    separated = line[order] * LINE_SPAN
    latest = np.maximum.accumulate(ready[order] - before + separated) - separated
    begin = np.empty_like(ready)
    begin[order] = before + latest
    return begin
