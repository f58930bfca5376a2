"""Batches from decision to release: when each starts, what it weighs and yields, and what quality control says."""

from __future__ import annotations

import numpy as np

from supplygen.context import GeneratorContext
from supplygen.plan.calendar import RUN_IN_WEEKS, Calendar
from supplygen.plan.filling import FillingLines
from supplygen.plan.growing import Growing
from supplygen.plan.materials import Materials
from supplygen.plan.policy import BASIS_POINTS, NOMINAL_YIELD, QC_DAYS, REJECT_SHARE, USAGE_SPREAD, YIELD_RANGE
from supplygen.plan.production import SkuPolicy
from supplygen.plan.reading import Ints, ints
from supplygen.spread import cumulative_within, number_within, spread

WORKING_DAYS = 6
"""Production days of a week, Monday to Saturday."""

NOT_STARTED = np.iinfo(np.int64).max
"""Start day of a batch that waits."""

KEY_WEEKS, KEY_NUMBERS, KEY_LINES = 1 << 12, 1 << 20, 1 << 6
"""Room for weeks, batches of a campaign and lines of a recipe in a stream key; a campaign of the largest world has
10,000 batches."""


class Batches:
    """All batches of the plan, in the order in which they were decided."""

    def __init__(
        self, ctx: GeneratorContext, calendar: Calendar, policy: SkuPolicy, materials: Materials, lines: FillingLines
    ) -> None:
        """Start without batches."""
        self._ctx, self._calendar, self._policy, self._materials = ctx, calendar, policy, materials
        self.rows = Growing(
            "sku",
            "key",
            "planned_cases",
            "need_start",
            "need_stop",
            "planned_start",
            "start",
            "planned_grams",
            "input_grams",
            "cases",
            "rejected",
            "decision_day",
            "use_start",
            "use_stop",
        )
        self.uses = Growing("batch", "ingredient", "planned_grams", "grams")
        self.waiting = np.empty(0, dtype=np.int64)
        self.lines = lines
        recipe = ctx.tables["formula_ingredients"]
        self._recipes = ctx.lookup.children("formula_ingredients", "formula_id", "formulas")
        self._recipe_ingredient = ints(recipe, "ingredient_id") - 1
        self._recipe_share = ints(recipe, "percent")
        self._shelf_life_days = ints(ctx.tables["skus"], "shelf_life_days")

    def add(self, week: int, batches: dict[str, Ints]) -> None:
        """Plan batches for the week after `week`: each line's mass is spread evenly over the working days."""
        order = np.argsort(self.lines.line_id[batches["sku"]], kind="stable")
        batches = {name: values[order] for name, values in batches.items()}
        sku = batches["sku"]
        line, mass = self.lines.line_id[sku], batches["planned_cases"] * self._policy.net_grams[sku]
        before, total = cumulative_within(line, mass) - mass, np.bincount(line, mass).astype(np.int64)[line]
        planned_start = self._calendar.monday(week + 1) + before * WORKING_DAYS // total
        key = (sku * KEY_WEEKS + week + RUN_IN_WEEKS) * KEY_NUMBERS + batches.pop("number")
        planned_grams = np.ceil(batches["planned_cases"] * self._policy.net_grams[sku] / NOMINAL_YIELD).astype(np.int64)
        use_start, use_stop, used = self._add_uses(sku, key, planned_grams)
        outcome = self._outcome(sku, key, used)
        rows = self.rows.add(
            len(sku),
            **batches,
            **outcome,
            key=key,
            planned_start=planned_start,
            start=NOT_STARTED,
            planned_grams=planned_grams,
            input_grams=used,
            decision_day=NOT_STARTED,
            use_start=use_start,
            use_stop=use_stop,
        )
        self.waiting = np.concatenate([self.waiting, rows])

    def _add_uses(self, sku: Ints, key: Ints, planned_grams: Ints) -> tuple[Ints, Ints, Ints]:
        """Weigh the ingredients of new batches; returns their range of uses and the mass weighed."""
        formula = self._policy.formula[sku]
        owner, line = self._recipes.of(formula)
        share = self._recipe_share[line]
        upto = cumulative_within(owner, share)
        mass = planned_grams[owner]
        planned = mass * upto // BASIS_POINTS - mass * (upto - share) // BASIS_POINTS
        entity = key[owner] * KEY_LINES + number_within(owner)
        error = (2 * self._ctx.streams.uniform("batch_ingredients.actual", entity) - 1) * USAGE_SPREAD
        grams = np.maximum(planned + np.rint(planned * error).astype(np.int64), 1)
        first = len(self.uses)
        self.uses.add(
            len(owner),
            batch=len(self.rows) + owner,
            ingredient=self._recipe_ingredient[line],
            planned_grams=np.maximum(planned, 1),
            grams=grams,
        )
        count = np.bincount(owner, minlength=len(sku))
        stop = first + np.cumsum(count)
        self._materials.commit(self._policy.plant[sku][owner], self._recipe_ingredient[line], grams)
        return stop - count, stop, np.bincount(owner, grams, minlength=len(sku)).astype(np.int64)

    def _outcome(self, sku: Ints, key: Ints, used: Ints) -> dict[str, Ints]:
        """What becomes of the batches: whole cases out of the mass that is left, and the quality decision."""
        low, high = YIELD_RANGE
        out = np.floor(used * (low + (high - low) * self._ctx.streams.uniform("batches.yield", key))).astype(np.int64)
        rejected = self._ctx.streams.uniform("batches.qc_status", key) < REJECT_SHARE
        return {"cases": out // self._policy.net_grams[sku], "rejected": rejected.astype(np.int64)}

    def start(self, week: int) -> None:
        """Start what was planned for this week or before, has its materials and finds its line free; the rest waits."""
        planned = self.rows["planned_start"][self.waiting]
        due = self.waiting[planned < self._calendar.monday(week + 1)]
        due = due[np.lexsort((due, self.rows["planned_start"][due], self._policy.plant[self.rows["sku"][due]]))]
        owner, use = spread(self.rows["use_start"][due], self.rows["use_stop"][due])
        plant = self._policy.plant[self.rows["sku"][due]]
        ready = self._materials.ready_day(plant[owner], self.uses["ingredient"][use], self.uses["grams"][use], week)
        day = self.rows["planned_start"][due].copy()
        np.maximum.at(day, owner, ready)
        day = self._queue(due, np.maximum(day, self._calendar.monday(week)), week)
        starts = day < self._calendar.monday(week) + WORKING_DAYS
        begun = due[starts]
        self.rows["start"][begun] = day[starts]
        low, high = QC_DAYS
        self.rows["decision_day"][begun] = day[starts] + self._ctx.streams.integers(
            "batches.qc_release_date", self.rows["key"][begun], low, high
        )
        begun_use = starts[owner]
        self._materials.consume(
            plant[owner[begun_use]], self.uses["ingredient"][use[begun_use]], self.uses["grams"][use[begun_use]]
        )
        self.waiting = np.setdiff1d(self.waiting, begun, assume_unique=True)

    def _queue(self, due: Ints, ready: Ints, week: int) -> Ints:
        """Day on which the lines can begin the batches that are ready this week; the others keep their day."""
        monday = self._calendar.monday(week)
        soon = np.flatnonzero(ready < monday + WORKING_DAYS)
        sku, grams = self.rows["sku"][due[soon]], self.rows["input_grams"][due[soon]]
        day = ready.copy()
        day[soon] = self.lines.queue(sku, self.lines.seconds(sku, grams), ready[soon], monday)
        return day

    def expiry(self, rows: Ints) -> Ints:
        """Last day of shelf life of some batches: counted from production."""
        return np.asarray(self.rows["start"][rows] + self._shelf_life_days[self.rows["sku"][rows]])

    def decided_before(self, day: int, since: int) -> Ints:
        """Batches whose quality decision fell on a day in since..day (exclusive)."""
        decision = self.rows["decision_day"]
        return np.flatnonzero((decision >= since) & (decision < day))

    def pick(self, rows: Ints) -> dict[str, Ints]:
        """Columns of some batches, as `Planner.count` reads them."""
        return {
            name: self.rows[name][rows]
            for name in ("sku", "need_start", "need_stop", "planned_cases", "cases", "rejected")
        }
