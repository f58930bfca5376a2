"""Keys keep their parts apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplygen.arrays.keys import KeyLayout

LOT = KeyLayout("week", supplier=100, run=8)


def test_the_first_part_weighs_most():
    assert LOT.key(
        week=np.array([0, 0, 0, 2]), supplier=np.array([0, 0, 1, 99]), run=np.array([0, 1, 0, 7])
    ).tolist() == [
        0,
        1,
        8,
        (2 * 100 + 99) * 8 + 7,
    ]


@given(st.integers(0, 10**6), st.integers(0, 99), st.integers(0, 7))
def test_parts_come_back(week: int, supplier: int, run: int):
    key = LOT.key(week=np.array([week]), supplier=supplier, run=run)
    assert [LOT.part(key, name).tolist() for name in ("week", "supplier", "run")] == [[week], [supplier], [run]]


def test_every_part_is_named():
    with pytest.raises(KeyError, match="run"):
        LOT.key(week=1, supplier=2)
    with pytest.raises(KeyError, match="plant"):
        LOT.part(np.array([1]), "plant")
