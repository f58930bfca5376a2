"""Atomic legs between plants, terminals and distribution centers, with lengths and planned hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.arrays.types import Ints
from supplygen.facts.geography import great_circle_km, unit_vectors
from supplygen.facts.reader import facts, records
from supplygen.levels.level_03_network.distribution_centers import centers
from supplygen.policy.network import DIRECT_ROAD_KM, FEEDER_ROAD_KM, MIN_LEG_KM, RAIL_MIN_KM
from supplygen.world import World

FULL_CAPACITY = [100] * 12


@dataclass(frozen=True, slots=True)
class Site:
    """An end of a segment."""

    kind: str
    """plant, port or dc."""
    id: int
    code: str
    division: str | None
    landmass: str
    vector: tuple[float, float, float]
    terminal: str | None = None
    """Port type, of a port."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A leg in one direction."""

    id: int
    code: str
    origin: Site
    destination: Site
    mode: str
    km_tenths: int
    hours_hundredths: int
    capacity: tuple[int, ...]
    great_circle_km: float


@dataclass(frozen=True, slots=True)
class Sites:
    """All sites of the company's own network."""

    plants: list[Site]
    ports: list[Site]
    centers: list[Site]


@cache
def sites(scale: float) -> Sites:
    """Plants, terminals and centers with the landmass that each stands on."""
    landmass = {country: name for name, listed in facts("lanes")["landmasses"].items() for country in listed}

    def build(kind: str, rows: list[dict[str, Any]]) -> list[Site]:
        vectors = unit_vectors([row["latitude"] for row in rows], [row["longitude"] for row in rows]).tolist()
        return [
            Site(
                kind,
                at,
                row["code"],
                row.get("division"),
                landmass[row["country"]],
                tuple(vector),
                row.get("port_type"),
            )
            for at, (row, vector) in enumerate(zip(rows, vectors, strict=True), start=1)
        ]

    return Sites(build("plant", records("plants")), build("port", records("ports")), build("dc", list(centers(scale))))


@cache
def segments(scale: float) -> tuple[Segment, ...]:
    """All legs in order of id: named lanes, from plants, from terminals, between centers."""
    drafts = [*_lanes(scale), *_from_plants(scale), *_from_ports(scale), *_between_centers(scale)]
    return tuple(
        Segment(number, code, origin, destination, mode, km, _hours(mode, km), capacity, distance)
        for number, (code, origin, destination, mode, km, capacity, distance) in enumerate(drafts, start=1)
    )


Draft = tuple[str, Site, Site, str, int, tuple[int, ...], float]


def _hours(mode: str, km_tenths: int) -> int:
    """Planned duration in hundredths of an hour: running plus handling at the start."""
    rule = facts("lanes")["modes"][mode]
    return int(rule["handling_hours"]) * 100 + km_tenths * 10 // int(rule["km_per_hour"])


def _leg(origin: Site, destination: Site, mode: str) -> Draft:
    distance = _distance(origin, destination)
    km = round(distance * facts("lanes")["modes"][mode]["detour_percent"] / 10)
    code = f"SEG-{_short(origin)}-{_short(destination)}-{mode.upper()}"
    return code, origin, destination, mode, km, tuple(FULL_CAPACITY), distance


def _short(site: Site) -> str:
    return site.code.removeprefix("PLT-").removeprefix("DC-")


def _distance(origin: Site, destination: Site) -> float:
    return max(MIN_LEG_KM, great_circle_km(np.array(origin.vector), np.array(destination.vector)))


def _lanes(scale: float) -> Iterator[Draft]:
    """Lanes of the data file in both directions."""
    port = {site.code: site for site in sites(scale).ports}
    for lane in facts("lanes")["lanes"]:
        near, far = (port[code] for code in lane["ports"])
        capacity = tuple(lane.get("monthly_capacity_percent", FULL_CAPACITY))
        for code, origin, destination in ((lane["code"], near, far), (lane["return_code"], far, near)):
            yield code, origin, destination, lane["mode"], int(lane["km"] * 10), capacity, _distance(near, far)


def _from_plants(scale: float) -> Iterator[Draft]:
    """By truck to the centers that a plant may supply and to the terminals in reach."""
    crossing = [tuple(pair) for pair in facts("lanes")["cross_division"]["pairs"]]
    network = sites(scale)
    for plant in network.plants:
        for site in network.centers:
            supplied = site.division == plant.division or (plant.code, site.code) in crossing
            if supplied and _by_road(plant, site, DIRECT_ROAD_KM):
                yield _leg(plant, site, "truck")
        for site in network.ports:
            if _by_road(plant, site, FEEDER_ROAD_KM):
                yield _leg(plant, site, "truck")


def _from_ports(scale: float) -> Iterator[Draft]:
    """From terminals inland: by rail from a rail terminal where it is far, by feeder ship to islands, else by truck."""
    gateways = facts("lanes")["gateways"]
    network = sites(scale)
    nearest = {site.id: _nearest_seaport(site, network.ports) for site in network.centers}
    for port in network.ports:
        for site in network.centers:
            if port.code in gateways.get(site.landmass, ()):
                yield _leg(port, site, "ocean")
            elif port.terminal == "rail" and port.landmass == site.landmass:
                yield _leg(port, site, "rail" if _distance(port, site) >= RAIL_MIN_KM else "truck")
            elif _by_road(port, site, FEEDER_ROAD_KM) or port is nearest[site.id]:
                yield _leg(port, site, "truck")


def _nearest_seaport(site: Site, ports: list[Site]) -> Site | None:
    """Seaport of the site's own landmass that remote centers are reached through, however far it is."""
    own = [port for port in ports if port.terminal == "ocean" and port.landmass == site.landmass]
    return min(own, key=lambda port: (_distance(port, site), port.id)) if own else None


def _between_centers(scale: float) -> Iterator[Draft]:
    """To every center from the nearest other one of its division that reaches it by road."""
    network = sites(scale)
    for site in network.centers:
        others = [other for other in network.centers if other is not site and other.division == site.division]
        near = [other for other in others if _by_road(other, site, DIRECT_ROAD_KM)]
        if near:
            yield _leg(min(near, key=lambda other: (_distance(other, site), other.id)), site, "truck")


def _by_road(origin: Site, destination: Site, limit_km: float) -> bool:
    return origin.landmass == destination.landmass and _distance(origin, destination) <= limit_km


def end_columns(ends: list[tuple[Site, Site]]) -> dict[str, Ints]:
    """Foreign keys of origins and destinations: the one that applies, the others NULL."""

    def ids(kind: str, side: int) -> Ints:
        return np.array([end[side].id if end[side].kind == kind else NULL for end in ends], dtype=np.int64)

    return {
        "origin_plant_id": ids("plant", 0),
        "origin_port_id": ids("port", 0),
        "origin_dc_id": ids("dc", 0),
        "destination_port_id": ids("port", 1),
        "destination_dc_id": ids("dc", 1),
    }


def route_segments(world: World) -> Columns:
    """Legs with mode, length, hours and what part of their capacity each month offers."""
    rows = segments(world.scale)
    return {
        "id": dense_ids(len(rows)),
        "segment_code": [row.code for row in rows],
        **end_columns([(row.origin, row.destination) for row in rows]),
        "transport_mode": [row.mode for row in rows],
        "distance_km": np.array([row.km_tenths for row in rows], dtype=np.int64),
        "transit_hours": np.array([row.hours_hundredths for row in rows], dtype=np.int64),
        "monthly_capacity_percent": [list(row.capacity) for row in rows],
    }
