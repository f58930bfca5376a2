"""Batches from decision to release: when each starts, what it weighs and yields, and what quality control says."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.growing_table import GrowingTable
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.spread import cumulative_within, spread
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import DAY_SECONDS, DAYS_A_WEEK, RUN_IN_WEEKS, Calendar
from supplygen.plan.contamination import Contamination
from supplygen.plan.filling import NEVER, FillingLines
from supplygen.plan.line_time import actual_time, planned_minutes
from supplygen.plan.materials import Materials
from supplygen.plan.packing import Packing
from supplygen.plan.production import SkuPolicy
from supplygen.plan.recipes import Recipes
from supplygen.plan.uses import Uses, packed, weighed
from supplygen.policy.production import NOMINAL_YIELD, QC_DAYS, REJECT_SHARE, YIELD_RANGE
from supplygen.scenario import DataDecay
from supplygen.streams import Streams
from supplygen.world import World

NOT_STARTED = NEVER
"""Start day, begin and end of a batch that waits."""

BATCH = KeyLayout("sku", week=1 << 12, number=1 << 20)
"""A batch; a campaign of the largest world has 10,000 of them."""

COLUMNS = (
    "sku",
    "key",
    "campaign_batches",
    "planned_cases",
    "need_start",
    "need_stop",
    "planned_start",
    "planned_end",
    "start",
    "begin",
    "end",
    "operating_minutes",
    "downtime_minutes",
    "breakdowns",
    "planned_grams",
    "input_grams",
    "cases",
    "rejected",
    "decayed",
    "contaminated",
    "decision_day",
    "material_day",
    "last_material",
    "use_start",
    "use_stop",
)
"""What is known of a batch: days are numbered since 1970-01-01, `begin` and `end` are seconds since then; `need_*` is a
range of the planner's needs, `use_*` one of the uses. On `material_day` all materials are there, the last one being
`last_material`."""


class Batches:
    """All batches of the plan, in the order in which they were decided."""

    def __init__(
        self,
        streams: Streams,
        calendar: Calendar,
        policy: SkuPolicy,
        recipes: Recipes,
        packing: Packing,
        lines: FillingLines,
        materials: Materials,
        contamination: Contamination,
        decay: DataDecay | None = None,
    ) -> None:
        """Start without batches; `decay` is the event that old raw materials spoil batches."""
        self._streams, self._calendar, self._policy, self._recipes = streams, calendar, policy, recipes
        self.packing = packing
        self.lines, self._materials, self.contamination, self._decay = lines, materials, contamination, decay
        self.rows = GrowingTable(*COLUMNS)
        self.uses = GrowingTable("batch", "ingredient", "planned_grams", "grams")
        self.waiting = np.empty(0, dtype=np.int64)

    @classmethod
    def of(
        cls,
        world: World,
        policy: SkuPolicy,
        recipes: Recipes,
        packing: Packing,
        lines: FillingLines,
        materials: Materials,
    ) -> Batches:
        """Read the scenario of a world."""
        contamination, decay = Contamination.of(world, materials), world.scenario.data_decay
        return cls(world.streams, world.calendar, policy, recipes, packing, lines, materials, contamination, decay)

    def add(self, week: int, batches: dict[str, Ints]) -> None:
        """Plan batches for the week after `week`."""
        order = np.argsort(self.lines.line_id[batches["sku"]], kind="stable")
        batches = {name: values[order] for name, values in batches.items()}
        sku = batches["sku"]
        key = BATCH.key(sku=sku, week=week + RUN_IN_WEEKS, number=batches.pop("number"))
        planned_grams = np.ceil(batches["planned_cases"] * self._policy.net_grams[sku] / NOMINAL_YIELD).astype(np.int64)
        bulk = weighed(self._streams, self._recipes, self._policy.formula[sku], key, planned_grams)
        used = np.bincount(bulk.owner, bulk.grams, minlength=len(sku)).astype(np.int64)
        outcome = self._outcome(sku, key, used)
        packs = packed(self._streams, self.packing, sku, key, batches["planned_cases"], outcome["cases"])
        use_start, use_stop = self._add_uses(self._policy.plant[sku], bulk.with_those(packs))
        rows = self.rows.add(
            len(sku),
            **batches,
            **self._scheduled(sku, planned_grams, self._calendar.monday(week + 1)),
            **outcome,
            key=key,
            rejected=0,
            decayed=0,
            contaminated=0,
            start=NOT_STARTED,
            begin=NOT_STARTED,
            end=NOT_STARTED,
            planned_grams=planned_grams,
            input_grams=used,
            decision_day=NOT_STARTED,
            material_day=NOT_STARTED,
            last_material=-1,
            use_start=use_start,
            use_stop=use_stop,
        )
        self.waiting = np.concatenate([self.waiting, rows])

    def _scheduled(self, sku: Ints, grams: Ints, monday: int) -> dict[str, Ints]:
        """Planned days of batches, by line: each line's mass is spread evenly over the working days."""
        line, week = self.lines.line_id[sku], self.lines.week_minutes(sku, monday)
        before, total = cumulative_within(line, grams) - grams, np.bincount(line, grams).astype(np.int64)[line]
        begin = before * week // total
        end = np.minimum(begin + planned_minutes(self.lines.rated_seconds(sku, grams)), week)
        return {
            "planned_start": self.lines.working_day(sku, monday, begin),
            # In a week of holidays, which has no minutes, a batch is planned for the first day after it.
            "planned_end": self.lines.working_day(sku, monday, np.maximum(end - 1, begin)),
        }

    def _add_uses(self, plant: Ints, uses: Uses) -> tuple[Ints, Ints]:
        """Note what new batches will take; returns the range of uses of each."""
        first, count = len(self.uses), np.bincount(uses.owner, minlength=len(plant))
        self.uses.add(
            len(uses.owner),
            batch=len(self.rows) + uses.owner,
            ingredient=uses.ingredient,
            planned_grams=uses.planned,
            grams=uses.grams,
        )
        self._materials.commit(plant[uses.owner], uses.ingredient, uses.grams)
        stop = first + np.cumsum(count)
        return stop - count, stop

    def _outcome(self, sku: Ints, key: Ints, used: Ints) -> dict[str, Ints]:
        """What becomes of the batches: time on the line, whole cases of the mass that is left, quality decision."""
        streams, (low, high) = self._streams, YIELD_RANGE
        out = np.floor(used * (low + (high - low) * streams.uniform("batches.yield", key))).astype(np.int64)
        rated, week = self.lines.rated_seconds(sku, used), self.lines.usual_minutes(sku)
        time = actual_time(streams, key, rated, self.lines.breakdown_rate[sku], week)
        return {
            "cases": out // self._policy.net_grams[sku],
            "operating_minutes": time.operating,
            "downtime_minutes": time.down,
            "breakdowns": time.breakdowns,
        }

    def start(self, week: int) -> None:
        """Start what was planned for this week or before, has its materials and finds its line free; the rest waits."""
        planned = self.rows["planned_start"][self.waiting]
        due = self.waiting[planned < self._calendar.monday(week + 1)]
        due = due[np.lexsort((due, self.rows["planned_start"][due], self._policy.plant[self.rows["sku"][due]]))]
        sku = self.rows["sku"][due]
        owner, use = spread(self.rows["use_start"][due], self.rows["use_stop"][due])
        ingredient, grams = self.uses["ingredient"][use], self.uses["grams"][use]
        plant = self._policy.plant[sku][owner]
        ready = np.maximum(self.rows["planned_start"][due], self._calendar.monday(week))
        there = self._materials.ready_day(plant, ingredient, grams, week)
        self._note_materials(due[owner], use, there)
        np.maximum.at(ready, owner, there)
        minutes, campaign = self.rows["operating_minutes"][due], self.rows["campaign_batches"][due]
        begin, end = self.lines.run(sku, (minutes, campaign), ready, self._calendar.monday(week))
        starts = end != NEVER
        self._begin(due[starts], begin[starts], end[starts])
        self._judge(due[starts], week)
        taken = starts[owner]
        self._materials.consume(plant[taken], ingredient[taken], grams[taken])
        self.waiting = np.setdiff1d(self.waiting, due[starts], assume_unique=True)

    def _note_materials(self, batch: Ints, use: Ints, ready: Ints) -> None:
        """Remember since when all materials of batches are there, and which came last."""
        order = np.argsort(ready, kind="stable")
        # Of several values for one batch the last one stays.
        self.rows["material_day"][batch[order]] = ready[order]
        self.rows["last_material"][batch[order]] = self.uses["ingredient"][use[order]]

    def _begin(self, batches: Ints, begin: Ints, end: Ints) -> None:
        """Note when batches run, and when quality control decides on them: some days after their last."""
        self.rows["start"][batches] = begin // DAY_SECONDS
        self.rows["begin"][batches], self.rows["end"][batches] = begin, end
        self.rows["decision_day"][batches] = end // DAY_SECONDS + self._streams.integers(
            "batches.qc_release_date", self.rows["key"][batches], *QC_DAYS
        )

    def _judge(self, batches: Ints, week: int) -> None:
        """Decide what quality control will say: it sees the age of raw materials and, once known, contamination."""
        batches = batches[np.lexsort((batches, self.rows["start"][batches]))]
        owner, use = spread(self.rows["use_start"][batches], self.rows["use_stop"][batches])
        weighed_in = ~self.packing.is_packaging(self.uses["ingredient"][use])
        owner, use = owner[weighed_in], use[weighed_in]
        plant = self._policy.plant[self.rows["sku"][batches]][owner]
        ingredient, grams = self.uses["ingredient"][use], self.uses["grams"][use]
        lots, first, last = self._materials.lots_used(plant, ingredient, grams, week)
        tainted = np.concatenate(([0], np.cumsum(self.contamination.is_in(lots))))
        contaminated = np.bincount(owner, tainted[last + 1] - tainted[first], len(batches)) > 0
        age = np.zeros(len(batches), dtype=np.int64)
        np.maximum.at(age, owner, self.rows["start"][batches][owner] - self._materials.lots["receipt_day"][lots[first]])
        luck = self._streams.uniform("batches.qc_status", self.rows["key"][batches])
        fails, decays = luck < REJECT_SHARE, luck < self._reject_share(age)
        known = contaminated & (self.rows["decision_day"][batches] >= self.contamination.discovery_day)
        self.rows["rejected"][batches] = fails | decays | known
        self.rows["decayed"][batches] = decays & ~fails
        self.rows["contaminated"][batches] = contaminated

    def _reject_share(self, age: Ints) -> Floats:
        """Probability that a batch fails, by the age in days of its oldest raw material."""
        event = self._decay
        if event is None:
            return np.full(len(age), REJECT_SHARE)
        return np.where(age > event.older_than_days, max(event.reject_share, REJECT_SHARE), REJECT_SHARE)

    def contaminated_in(self, week: int) -> Ints:
        """Batches that were started in a week and hold contaminated material."""
        monday, start = self._calendar.monday(week), self.rows["start"]
        return np.flatnonzero((self.rows["contaminated"] > 0) & (start >= monday) & (start < monday + DAYS_A_WEEK))

    def called_back(self, rows: Ints) -> np.ndarray:
        """Which of some batches were released and, later, found to be contaminated."""
        known_later = self.rows["decision_day"][rows] < self.contamination.discovery_day
        released = self.rows["rejected"][rows] == 0
        return np.asarray((self.rows["contaminated"][rows] > 0) & known_later & released)

    def expiry(self, rows: Ints) -> Ints:
        """Last day of shelf life of some batches: counted from production."""
        return np.asarray(self.rows["start"][rows] + self._policy.shelf_life_days[self.rows["sku"][rows]])

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
