"""Volumes: what each format of store sells, which packs each division buys, and margins that are kept."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from supplygen.arrays.apportion import biproportional
from supplygen.arrays.reading import index, ints
from supplygen.config import Settings
from supplygen.facts.reader import integers, records
from supplygen.facts.scale import cases_a_year
from supplygen.plan.outbound import assortments, sku_division
from supplygen.plan.volumes import cell_shares, store_formats
from worlds import world

WORLDS = [Settings(scale=0.1, seed=5), Settings(scale=1.0, seed=6)]


@given(arrays(float, (3, 4), elements=st.floats(0.01, 100)))
def test_rows_and_columns_get_their_sums(seed):
    rows, columns = np.array([0.5, 0.3, 0.2]), np.array([0.4, 0.3, 0.2, 0.1])
    fitted = biproportional(seed, rows, columns)
    assert fitted.sum(axis=1) == pytest.approx(rows)
    assert fitted.sum(axis=0) == pytest.approx(columns, rel=1e-3)
    # Cross ratios are those of the seed: nothing but rows and columns has been scaled.
    assert fitted[0, 0] * fitted[1, 1] / fitted[0, 1] / fitted[1, 0] == pytest.approx(
        seed[0, 0] * seed[1, 1] / seed[0, 1] / seed[1, 0]
    )


def test_where_zeros_forbid_both_rows_hold():
    fitted = biproportional(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([0.7, 0.3]), np.array([0.5, 0.5]))
    assert fitted.tolist() == [[0.7, 0.0], [0.3, 0.0]]


@cache
def cases(settings):
    """Yearly cases of each pair, its store and its SKU."""
    made = world(settings)
    pairs = assortments(made)
    store = np.repeat(np.arange(len(pairs.start) - 1), np.diff(pairs.start))
    units = ints(made.tables["packaging_types"], "units_per_case")[index(made.tables["skus"], "packaging_id")]
    return pairs.rate.astype(float) * 52 / units[pairs.sku], store, pairs.sku


@pytest.mark.parametrize("settings", WORLDS, ids=["a tenth", "whole"])
def test_divisions_and_channels_have_their_share(settings):
    shares = cell_shares(world(settings))
    assert shares.sum(axis=1) == pytest.approx(integers(records("divisions"), "revenue_percent") / 100)
    assert shares.sum(axis=0) == pytest.approx([float(row["volume_share"]) for row in records("channels")], abs=1e-3)
    total = cases(settings)[0].sum()
    assert 0.85 * cases_a_year(settings.scale) < total < cases_a_year(settings.scale), "promotions sell the rest"


@pytest.mark.parametrize("settings", WORLDS, ids=["a tenth", "whole"])
def test_a_hypermarket_sells_five_to_eight_times_as_much_as_a_convenience_store(settings):
    sold, store, _ = cases(settings)
    per_store = np.bincount(store, sold)
    kind = store_formats(world(settings))
    mean = {row["code"]: per_store[kind == at].mean() for at, row in enumerate(records("accounts", "formats"))}
    assert 4.5 < mean["hypermarket"] / mean["convenience"] < 8.5, mean
    assert mean["convenience"] < mean["urban"] < mean["supermarket"] < mean["hypermarket"] < mean["club"], mean
    online = [mean[name] for name in ("omni_store", "online_fulfilment", "city_hub")]
    assert min(online) > mean["hypermarket"], "nodes that serve whole cities"


@pytest.mark.parametrize("settings", WORLDS, ids=["a tenth", "whole"])
def test_packs_sell_where_people_buy_them(settings):
    sold, _, sku = cases(settings)
    packs, skus = records("packaging"), world(settings).tables["skus"]
    pack, division = index(skus, "packaging_id")[sku], sku_division(world(settings))[sku]
    eaches = sold * integers(packs, "units_per_case")[pack]
    is_sachet = np.array([row["package_type"] == "sachet" for row in packs])[pack]
    is_portion = np.array([row["use"] == "portion" for row in packs])[pack]
    for at, row in enumerate(records("divisions")):
        mine = division == at
        portions = eaches[mine & is_portion].sum() / eaches[mine].sum()
        if row["code"] in {"NAM", "EUR"}:
            assert not sold[mine & is_sachet].any()
            assert portions < 0.1, (row["code"], portions)
        else:
            assert 0.02 < portions < 0.75, (row["code"], portions)


@pytest.mark.parametrize("settings", WORLDS, ids=["a tenth", "whole"])
def test_no_store_sells_what_a_city_could_not(settings):
    sold, store, sku = cases(settings)
    made = world(settings)
    units = ints(made.tables["packaging_types"], "units_per_case")[index(made.tables["skus"], "packaging_id")]
    shops = integers(records("accounts", "formats"), "min_population") < 100_000
    week = (sold * units[sku] / 52)[shops[store_formats(made)][store]]
    assert week.max() < 5_000, "eaches of one SKU in a plain week"
