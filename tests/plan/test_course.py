"""The course of demand: adoption after a launch, run-down before an end, what substitutes take over, growth."""

import numpy as np
import pytest

from supplygen.arrays.columns import NULL
from supplygen.arrays.reading import index, ints, texts
from supplygen.config import Settings
from supplygen.plan.course import NORTHERN, course, end_weeks, launch_weeks
from supplygen.policy.demand import (
    ADOPTION_START,
    DIVISION_GROWTH,
    LAUNCH_SHARES,
    RUN_DOWN_END,
    RUN_DOWN_WEEKS,
    SEASON_AMPLITUDE,
)
from supplygen.policy.products import DISCONTINUED_SKU_SHARE
from worlds import world

COMPANY = Settings(scale=0.1, seed=7)
LONG = Settings(scale=0.02, seed=7, weeks=156)


@pytest.fixture(scope="module")
def made():
    return world(COMPANY)


@pytest.fixture(scope="module")
def factors(made):
    return course(made)[NORTHERN]


def same_product(made, sku):
    """SKUs of a product and division that are neither launched, nor dropped, nor anybody's substitute: pure season."""
    skus = made.tables["skus"]
    alike = (skus["product_id"] == skus["product_id"][sku]) & (skus["division_id"] == skus["division_id"][sku])
    steady = (launch_weeks(made) < -52) & (skus["discontinue_date"] == NULL)
    return np.flatnonzero(alike & steady & ~standing_in(made))


def standing_in(made):
    """Which SKUs are somebody's substitute."""
    skus = len(made.tables["skus"]["product_id"])
    return np.isin(np.arange(skus), index(made.tables["sku_substitutes"], "substitute_sku_id"))


def case_content(made):
    """Milliliters in a case of each SKU."""
    packs = made.tables["packaging_types"]
    return (ints(packs, "content_ml") * ints(packs, "units_per_case"))[index(made.tables["skus"], "packaging_id")]


def test_a_launch_finds_its_buyers_in_months(made, factors):
    launches = launch_weeks(made)
    new = np.flatnonzero((launches > 0) & (launches < 20) & ~standing_in(made))
    new = [sku for sku in new if len(same_product(made, sku))]
    assert new
    for sku in new:
        first = launches[sku]
        adopted = factors[sku, first:] / factors[same_product(made, sku)[0], first:]
        assert adopted[0] == pytest.approx(ADOPTION_START, abs=0.02)
        assert (np.diff(adopted) > -1e-9).all()
        assert adopted[26] > 0.95


def test_only_slow_sellers_are_dropped_and_they_run_down(made, factors):
    skus = made.tables["skus"]
    gone = np.flatnonzero(skus["discontinue_date"] != NULL)
    assert len(gone) == pytest.approx(DISCONTINUED_SKU_SHARE * len(factors), rel=0.5)
    assert {texts(skus, "abc_class")[sku] for sku in gone} == {"C"}
    for sku in gone:
        alike, end = same_product(made, sku), int(end_weeks(made)[sku])
        if not len(alike) or end > made.calendar.weeks:
            continue
        left = factors[sku, :end] / factors[alike[0], :end]
        assert left[-1] == pytest.approx(RUN_DOWN_END, abs=0.01)
        assert (np.diff(left[-RUN_DOWN_WEEKS:]) < 0).all()
        assert not factors[sku, end:].any()


def test_what_leaves_is_taken_over_in_part(made, factors):
    """The content that substitutes sell more is a part of the content that is not asked for any more."""
    skus = made.tables["skus"]
    weight = skus["popularity_weight"] * case_content(made)
    gone, week = np.flatnonzero(skus["discontinue_date"] != NULL), made.calendar.weeks - 1
    heirs = index(made.tables["sku_substitutes"], "substitute_sku_id")[
        np.isin(index(made.tables["sku_substitutes"], "sku_id"), gone)
    ]
    lost = gained = 0.0
    for sku in range(len(factors)):
        alike = same_product(made, sku)
        if sku in gone:
            lost += weight[sku]
        elif sku in heirs and len(alike) and launch_weeks(made)[sku] < -52:
            gained += weight[sku] * (factors[sku, week] / factors[alike[0], week] - 1)
    assert 0.3 * lost < gained < 0.75 * lost


def test_a_launch_takes_part_of_what_it_finds_from_its_substitutes(made, factors):
    """By content; told by substitutes that only one SKU's life moves."""
    table, launches = made.tables["sku_substitutes"], launch_weeks(made)
    sku, other = (index(table, name) for name in ("sku_id", "substitute_sku_id"))
    rank, weight = ints(table, "substitute_rank"), made.tables["skus"]["popularity_weight"] * case_content(made)
    moves = (launches > -52) | (made.tables["skus"]["discontinue_date"] != NULL)
    movers = np.bincount(other, moves[sku], len(moves))
    told = np.flatnonzero((launches[sku] > 0) & (launches[sku] < 20) & (movers[other] == 1) & ~moves[other])
    told = [row for row in told if len(same_product(made, other[row]))]
    assert told
    for row in told:
        new, heir = sku[row], other[row]
        left = factors[heir] / factors[same_product(made, heir)[0]]
        lost = (1 - left) * weight[heir] / weight[new] / LAUNCH_SHARES[rank[row] - 1]
        jump = lost[launches[new]] - lost[launches[new] - 1]
        assert jump == pytest.approx(ADOPTION_START, abs=0.02)
        # SKUs of a year ago, with which this one is compared, may still find a little.
        assert lost[: launches[new]] == pytest.approx(0, abs=0.1)
        assert lost[launches[new] + 26] > 0.9


def test_divisions_grow_by_their_rate():
    made = world(LONG)
    factors = course(made)[NORTHERN]
    steady = (launch_weeks(made) < -52) & (made.tables["skus"]["discontinue_date"] == NULL)
    division = index(made.tables["skus"], "division_id")
    for at, code in enumerate(texts(made.tables["divisions"], "division_code")):
        mine = factors[steady & (division == at)]
        growth = mine[:, 104:156].sum() / mine[:, 52:104].sum() - 1
        assert growth == pytest.approx(DIVISION_GROWTH[code], abs=0.03), code


def test_the_south_has_summer_when_the_north_has_winter_and_gifts_at_the_same_time(made):
    family = np.array(texts(made.tables["products"], "product_family"))[index(made.tables["skus"], "product_id")]
    steady = np.flatnonzero((launch_weeks(made) < -52) & (made.tables["skus"]["discontinue_date"] == NULL))
    factors = course(made)[:, steady, :52] / course(made)[:, steady, :52].mean(axis=2, keepdims=True)
    for name, correlation in (("oral_care", 1), ("home_care", -1), ("personal_care", -1)):
        north, south = factors[:, family[steady] == name].mean(axis=1)
        assert np.corrcoef(north, south)[0, 1] == pytest.approx(correlation, abs=0.05), name


def test_the_mean_of_a_year_is_one(factors):
    assert factors[:, :52].mean() == pytest.approx(1, abs=0.05)
    assert factors.max() < (1 + SEASON_AMPLITUDE) * 2
