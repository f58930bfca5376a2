"""Swings: how demand deviates from its course for weeks on end, SKU by SKU and city by city, and what is seen of it.

The logarithm of a swing is a stationary autoregressive process: each week keeps a part of the week before and adds news
of its own. Nobody knows what is to come. What somebody expects in a week follows from the swings of the weeks before:
they fade to the mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from supplygen import simulator_spec
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.reading import index, ints, texts
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.facts.geography import cities
from supplygen.plan.outbound import store_cases
from supplygen.policy.demand import CITY_SWING_SIGMA, SKU_SWING_SIGMA, SWING_PERSISTENCE, SWING_SEEN_WEEKS
from supplygen.streams import Streams, exp, ln
from supplygen.world import World

ASKED = KeyLayout("now", ahead=1_000)
"""A week, and the weeks from it to the one that something is expected of."""

FIRST_WEEK = -RUN_IN_WEEKS - SWING_SEEN_WEEKS
"""The earliest week of which somebody knows."""


@dataclass(frozen=True, slots=True, eq=False)
class Swing:
    """Logarithms of demand over its course, by entity (an SKU or a city) and week from `FIRST_WEEK` on."""

    logs: Floats
    sigma: float
    """Their standard deviation."""

    @classmethod
    def draw(cls, streams: Streams, purpose: str, entity: Ints, weeks: int, sigma: float) -> Swing:
        """Draw the swings of a horizon of `weeks` weeks; those of an entity are its own."""
        logs = np.empty((len(entity), weeks - FIRST_WEEK))
        news = sigma * np.sqrt(1 - SWING_PERSISTENCE * SWING_PERSISTENCE)
        logs[:, 0] = sigma * streams.normal(purpose, entity, 0)
        for at in range(1, logs.shape[1]):
            logs[:, at] = SWING_PERSISTENCE * logs[:, at - 1] + news * streams.normal(purpose, entity, at)
        return cls(logs, sigma)

    def factors(self) -> Floats:
        """Factor on demand by entity and week of the horizon, 1 on average over all that could have happened."""
        logs = self.logs[:, -FIRST_WEEK:]
        return _exp(logs - self.sigma * self.sigma / 2)

    def expected(self, now: ArrayLike, weeks: ArrayLike) -> Floats:
        """Factor that is expected of `weeks`, each as known at the beginning of a week `now`; by entity and week."""
        known, ahead = (np.atleast_1d(one) for one in np.broadcast_arrays(np.subtract(now, SWING_SEEN_WEEKS), weeks))
        kept = exp((ahead - known) * ln(np.array([SWING_PERSISTENCE])))
        return _exp(kept * self.logs[:, known - FIRST_WEEK] - (self.sigma * kept) ** 2 / 2)

    def told(self) -> simulator_spec.Swing:
        """What the simulator is told."""
        factors = self.factors()
        weeks = np.arange(factors.shape[1])
        return simulator_spec.Swing(len(weeks), factors.ravel(), self.expected(weeks, weeks).ravel())


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """How the demand of each center is divided among cities; all arrays of one length, indices from 0."""

    center: Ints
    city: Ints
    share: Floats

    @classmethod
    def of(cls, center: Ints, city: Ints, cases: Floats) -> Shares:
        """Add up the stores' cases; a value each for a store."""
        places, at = np.unique(np.stack([center, city], axis=1), axis=0, return_inverse=True)
        of_place, of_center = np.bincount(at.ravel(), cases), np.bincount(center, cases)
        return cls(places[:, 0], places[:, 1], of_place / of_center[places[:, 0]])


@dataclass(frozen=True, slots=True, eq=False)
class Swings:
    """The swings of SKUs and of cities, and where cities are served from."""

    skus: Swing
    cities: Swing
    store_city: Ints
    """City of each store, index."""
    shares: Shares

    @classmethod
    def of(cls, world: World) -> Swings:
        """Draw the swings of a world."""
        stores, weeks = world.tables["retail_locations"], world.calendar.weeks
        place, city = np.unique(_places(world), return_inverse=True)
        skus = ints(world.tables["skus"], "id")
        return cls(
            skus=Swing.draw(world.streams, "demand.sku_swing", skus, weeks, SKU_SWING_SIGMA),
            cities=Swing.draw(world.streams, "demand.city_swing", place, weeks, CITY_SWING_SIGMA),
            store_city=city,
            shares=Shares.of(index(stores, "primary_dc_id"), city, store_cases(world)),
        )

    def of_centers(self, now: ArrayLike, weeks: ArrayLike) -> Floats:
        """Factor on the demand of each center that is expected of `weeks` for the swings of its cities."""
        expected = self.cities.expected(now, weeks)
        total = np.zeros((int(self.shares.center.max()) + 1, expected.shape[1]))
        np.add.at(total, self.shares.center, self.shares.share[:, None] * expected[self.shares.city])
        return total

    def expected(self, center: Ints, sku: Ints, now: Ints, weeks: Ints) -> Floats:
        """Factor that is expected of the demand of SKUs at centers in weeks, each as known in a week `now`."""
        asked, at = np.unique(ASKED.key(now=now - FIRST_WEEK, ahead=weeks - now), return_inverse=True)
        then = ASKED.part(asked, "now") + FIRST_WEEK
        ahead = then + ASKED.part(asked, "ahead")
        return np.asarray(self.skus.expected(then, ahead)[sku, at] * self.of_centers(then, ahead)[center, at])

    def told(self) -> simulator_spec.Swings:
        """What the simulator is told."""
        return simulator_spec.Swings(self.skus.told(), self.cities.told())


def missed_swing(weeks: Ints) -> Floats:
    """Standard deviation of what a decision does not know of a swing of deviation 1, added up over the next `weeks`.

    The news of each week counts for the weeks in which it lasts; the week of the decision is not known either.
    """
    most = int(weeks.max(initial=0))
    lasting = exp(np.arange(most + SWING_SEEN_WEEKS) * ln(np.array([SWING_PERSISTENCE])))
    reach = np.concatenate([[0.0], np.cumsum(lasting)])
    # News of the weeks ahead, the last of them first, then of those that have not been seen, which count from the next.
    unseen = [reach[late : late + most + 1] - reach[late] for late in range(1, SWING_SEEN_WEEKS + 1)]
    variance = np.cumsum(reach[: most + 1] ** 2) + np.sum(np.square(unseen), axis=0)
    return np.asarray(np.sqrt((1 - SWING_PERSISTENCE * SWING_PERSISTENCE) * variance)[weeks])


def _places(world: World) -> Ints:
    """City of each store: its place in the gazetteer, the same in companies of all sizes."""
    gazetteer, stores = cities(), world.tables["retail_locations"]
    named: dict[tuple[str, str], int] = {}
    for at, name in enumerate(zip(gazetteer.countries.tolist(), gazetteer.names, strict=True)):
        named.setdefault(name, at)
    return np.array([named[name] for name in zip(texts(stores, "country"), texts(stores, "city"), strict=True)])


def _exp(values: Floats) -> Floats:
    return exp(values.ravel()).reshape(values.shape)
