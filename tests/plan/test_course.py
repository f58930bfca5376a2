"""The course of demand: adoption after a launch, run-down before an end, what substitutes take over, growth."""

import numpy as np
import pytest

from supplygen.arrays.columns import NULL
from supplygen.arrays.reading import index, ints, texts
from supplygen.config import Settings
from supplygen.plan.course import course, end_weeks, launch_weeks
from supplygen.policy.demand import ADOPTION_START, DIVISION_GROWTH, RUN_DOWN_END, RUN_DOWN_WEEKS, SEASON_AMPLITUDE
from supplygen.policy.products import DISCONTINUED_SKU_SHARE
from worlds import world

COMPANY = Settings(scale=0.1, seed=7)
LONG = Settings(scale=0.02, seed=7, weeks=156)


@pytest.fixture(scope="module")
def made():
    return world(COMPANY)


@pytest.fixture(scope="module")
def factors(made):
    return course(made)


def same_product(made, sku):
    """SKUs of a product and division that are neither launched, nor dropped, nor anybody's substitute: pure season."""
    skus = made.tables["skus"]
    alike = (skus["product_id"] == skus["product_id"][sku]) & (skus["division_id"] == skus["division_id"][sku])
    steady = (launch_weeks(made) < -52) & (skus["discontinue_date"] == NULL)
    standing_in = np.isin(np.arange(len(steady)), index(made.tables["sku_substitutes"], "substitute_sku_id"))
    return np.flatnonzero(alike & steady & ~standing_in)


def test_a_launch_finds_its_buyers_in_months(made, factors):
    launches = launch_weeks(made)
    new = [s for s in np.flatnonzero((launches > 0) & (launches < 20)) if len(same_product(made, s))]
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
    skus, packs = made.tables["skus"], made.tables["packaging_types"]
    content = (ints(packs, "content_ml") * ints(packs, "units_per_case"))[index(skus, "packaging_id")]
    weight = skus["popularity_weight"] * content
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


def test_divisions_grow_by_their_rate():
    made = world(LONG)
    factors = course(made)
    steady = (launch_weeks(made) < -52) & (made.tables["skus"]["discontinue_date"] == NULL)
    division = index(made.tables["skus"], "division_id")
    for at, code in enumerate(texts(made.tables["divisions"], "division_code")):
        mine = factors[steady & (division == at)]
        growth = mine[:, 104:156].sum() / mine[:, 52:104].sum() - 1
        assert growth == pytest.approx(DIVISION_GROWTH[code], abs=0.03), code


def test_the_mean_of_a_year_is_one(factors):
    assert factors[:, :52].mean() == pytest.approx(1, abs=0.05)
    assert factors.max() < (1 + SEASON_AMPLITUDE) * 2
