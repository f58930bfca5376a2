"""The filling lines: what each can fill, and when a batch runs on it within the operating hours of a week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.reading import index, ints, texts
from supplygen.arrays.spread import cumulative_within
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import DAY_SECONDS, DAYS_A_WEEK, HOUR_MINUTES, HOUR_SECONDS, MINUTE_SECONDS
from supplygen.facts.reader import records
from supplygen.plan.forecast import Items
from supplygen.plan.working_days import WorkingDays
from supplygen.policy.production import (
    BREAKDOWN_RATE_MEAN,
    BREAKDOWN_RATE_SIGMA,
    FIRST_PRODUCTION_HOUR,
    MIN_LINE_KG_PER_HOUR,
    PLANNED_OEE,
    PLANNED_UTILIZATION,
    WORKING_DAYS,
)
from supplygen.world import World

GRAMS_PER_KG = 1_000

NEVER = np.iinfo(np.int64).max
"""Begin and end of a batch that does not run in a week."""

LINE_SPAN = 1 << 40
"""More minutes than any queue is long: separates the lines' queues on one axis."""


@dataclass(frozen=True, slots=True)
class FillingLines:
    """Every plant has one line per product, built for what the horizon's forecasts ask of it."""

    plant: Ints
    """Plant of each SKU."""
    product: Ints
    """Product of each SKU."""
    open_minutes: Ints
    """Operating time of each plant on a working day."""
    rates: Ints
    """Rated throughput, kg an hour by plant and product."""
    line_id: Ints
    """Id of the line of each SKU in `production_lines`."""
    days: WorkingDays
    """Days on which the plants fill."""
    breakdown_rate: Floats
    """How often the line of each SKU breaks down, relative to the average line."""

    @classmethod
    def of(cls, world: World, items: Items, forecasts: Floats, net_grams: Ints) -> FillingLines:
        """Size the lines; `net_grams` is the mass of a case by SKU."""
        skus, plants, products = (world.tables[name] for name in ("skus", "plants", "products"))
        plant, product = index(skus, "primary_plant_id"), index(skus, "product_id")
        weekly = forecasts[:, : world.calendar.weeks].mean(axis=1) * net_grams[items.sku] / GRAMS_PER_KG
        weekly_kg = np.zeros((len(ints(plants, "id")), len(ints(products, "id"))))
        np.add.at(weekly_kg, (plant[items.sku], product[items.sku]), weekly)
        hours = ints(plants, "hours_per_day")
        line_id = _line_ids(len(hours), texts(products, "product_family"))[plant, product]
        rates = rated_throughput(weekly_kg, hours * ints(plants, "days_per_week"))
        days = WorkingDays.of(world, texts(plants, "country"), WORKING_DAYS)
        frail = world.streams.lognormal("production_lines.breakdown_rate", line_id, BREAKDOWN_RATE_SIGMA)
        return cls(plant, product, hours * HOUR_MINUTES, rates, line_id, days, frail / BREAKDOWN_RATE_MEAN)

    def rated_seconds(self, sku: Ints, grams: Ints) -> Ints:
        """Time that masses take at the rated throughput of the SKUs' lines."""
        rate = self.rates[self.plant[sku], self.product[sku]]
        return np.asarray(-(-grams * HOUR_SECONDS // (rate * GRAMS_PER_KG)))

    def usual_minutes(self, sku: Ints) -> Ints:
        """Operating time of the SKUs' plants in a week without holidays, minutes."""
        return np.asarray(self.open_minutes[self.plant[sku]] * WORKING_DAYS)

    def week_minutes(self, sku: Ints, monday: int) -> Ints:
        """Operating time of the SKUs' plants in a week, minutes."""
        plant = self.plant[sku]
        return np.asarray(self.open_minutes[plant] * self.days.in_week(plant, monday))

    def working_day(self, sku: Ints, first_day: Ints | int, minute: Ints) -> Ints:
        """Day that the minutes of operation after `minute`, counted from a day on, fall on."""
        plant = self.plant[sku]
        return self.days.day(plant, self.days.before(plant, first_day) + minute // self.open_minutes[plant])

    def run(self, sku: Ints, taken: tuple[Ints, Ints], ready_day: Ints, monday: int) -> tuple[Ints, Ints]:
        """Begin and end of each batch of a week, seconds since 1970-01-01T00:00Z; `NEVER` if it would not be done.

        Batches of a line run one after the other, first ready first. `taken` is how many minutes of the plant's
        operating time each takes, and how many batches its campaign has.
        """
        minutes, campaign = taken
        plant, week = self.plant[sku], self.week_minutes(sku, monday)
        ready_day = np.minimum(ready_day, monday + DAYS_A_WEEK)
        ready = (self.days.before(plant, ready_day) - self.days.before(plant, monday)) * self.open_minutes[plant]
        times = np.full((2, len(sku)), NEVER)
        fits = np.flatnonzero(ready + minutes <= week)
        fits = fits[within_capacity(self.line_id[sku[fits]], campaign[fits], minutes[fits], week[fits])]
        begin = queue_times(self.line_id[sku[fits]], ready[fits], minutes[fits])
        done = begin + minutes[fits] <= week[fits]
        fits, begin = fits[done], begin[done]
        end = begin + minutes[fits]
        times[0, fits] = self._clock(sku[fits], monday, begin)
        # What ends with the day ends in the evening, not on the next morning.
        times[1, fits] = self._clock(sku[fits], monday, end - 1) + MINUTE_SECONDS
        return times[0], times[1]

    def clock_after(self, sku: Ints, begin: Ints, minutes: Ints) -> Ints:
        """When batches that began then have had so many minutes of operation, in seconds since 1970-01-01T00:00Z."""
        day = begin // DAY_SECONDS
        elapsed = (begin - day * DAY_SECONDS - FIRST_PRODUCTION_HOUR * HOUR_SECONDS) // MINUTE_SECONDS
        return self._clock(sku, day, elapsed + minutes)

    def _clock(self, sku: Ints, first_day: Ints | int, minute: Ints) -> Ints:
        """Seconds since 1970-01-01T00:00Z of a minute of the operating time from a day on."""
        within = minute % self.open_minutes[self.plant[sku]] * MINUTE_SECONDS
        day = self.working_day(sku, first_day, minute)
        return np.asarray(day * DAY_SECONDS + FIRST_PRODUCTION_HOUR * HOUR_SECONDS + within)


def rated_throughput(weekly_kg: Floats, hours: Ints) -> Ints:
    """Kilograms an hour that lines are built for, given what is asked of them in a week; `hours` a week by plant."""
    needed = np.ceil(weekly_kg / (hours[:, None] * PLANNED_UTILIZATION * PLANNED_OEE)).astype(np.int64)
    return np.maximum(needed, MIN_LINE_KG_PER_HOUR)


def _line_ids(plants: int, families: list[str]) -> Ints:
    """Id of the filling line of each plant and product: plants list the same lines, one plant after the other."""
    lines = [(line["line_type"], line["product_family"]) for line in records("plants", "lines")]
    position = np.array([lines.index(("filling", family)) for family in families], dtype=np.int64)
    return np.arange(plants)[:, None] * len(lines) + position[None, :] + 1


def within_capacity(line: Ints, campaign: Ints, minutes: Ints, week: Ints) -> Bools:
    """Which batches a line has time for within the minutes of its week.

    Where it is asked for more than that, small campaigns go first and large ones wait, which hardly notice it: one best
    seller does not keep all others off the shelves (the rule of the shortest processing time).
    """
    order = np.lexsort((campaign, line))
    within = np.empty(len(line), dtype=np.bool_)
    within[order] = cumulative_within(line[order], minutes[order]) <= week[order]
    return within


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
