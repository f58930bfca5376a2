"""Customer conditions: what accounts have negotiated off the prices of a product line, year by year."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
from supplygen.arrays.types import Ints
from supplygen.calendar import OUTLOOK_DAYS, date_of, day_number
from supplygen.facts.company_calendar import years
from supplygen.facts.reader import positions, records
from supplygen.policy.prices import CONDITION_STEP, CONDITIONS
from supplygen.world import World

OWN_CHANNEL = "dtc"
"""The company's own shops, which negotiate with nobody."""


def customer_conditions(world: World) -> Columns:
    """Discounts from the year of the run-in to as far as contracts reach, for whoever got any."""
    account, product = (
        one.ravel() for one in np.meshgrid(_negotiating(world), dense_ids(len(records("products"))), indexing="ij")
    )
    rank = world.column("retail_accounts", "priority_rank")[account - 1]
    low, high = (np.array([CONDITIONS[one][end] // CONDITION_STEP for one in rank.tolist()]) for end in (0, 1))
    usual = world.streams.integers("customer_conditions.discount_percent", account, low, high, product)
    parts = []
    for begin, end in years(date_of(world.run_in_day), date_of(world.as_of_day + OUTLOOK_DAYS)):
        entity = account * (len(records("products")) + 1) + product
        # Each year's talks end a step higher, lower or where they began.
        steps = usual + world.streams.integers("customer_conditions.change", entity, -1, 1, begin.year)
        got = np.flatnonzero(steps > 0)
        span = np.tile([day_number(begin), day_number(end)], (len(got), 1))
        parts.append(np.column_stack([account[got], product[got], span, steps[got] * CONDITION_STEP]))
    rows = np.concatenate(parts)
    names = ("retail_account_id", "product_id", "valid_from", "valid_to", "discount_percent")
    return {"id": dense_ids(len(rows)), **{name: rows[:, at] for at, name in enumerate(names)}}


def _negotiating(world: World) -> Ints:
    """Ids of accounts that are not the company's own."""
    own = positions(records("channels"))[OWN_CHANNEL] + 1
    return np.flatnonzero(world.column("retail_accounts", "channel_id") != own) + 1
