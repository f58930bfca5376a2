"""Orders of a store in a week: above scale 1 they grow with what stores list, so that orders keep their lines."""

from __future__ import annotations

import numpy as np
import pytest

import worlds
from supplygen.config import Settings
from supplygen.facts.reader import integers, records
from supplygen.facts.scale import listings_growth


def orders(scale: float, channel: int) -> np.ndarray:
    world = worlds.world(Settings(scale=scale))
    account = world.column("retail_locations", "retail_account_id") - 1
    mine = world.column("retail_accounts", "channel_id")[account] == channel + 1
    return world.column("retail_locations", "orders_per_week")[mine]


def test_listings_of_a_store_grow_above_scale_one_only() -> None:
    assert [listings_growth(scale) for scale in (0.01, 1)] == [1, 1]
    assert listings_growth(4) == pytest.approx(2, rel=0.01)


def test_stores_order_more_often_where_they_list_more() -> None:
    for channel, usual in enumerate(integers(records("channels"), "orders_per_week").tolist()):
        assert set(orders(1, channel).tolist()) == {usual}
        often = orders(2, channel)
        assert often.mean() == pytest.approx(min(usual * listings_growth(2), 7), rel=0.05)
        assert often.max() <= 7
