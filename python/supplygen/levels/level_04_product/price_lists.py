"""Price lists: a product line's prices in a division, from one increase to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.arrays.rounding import round_half_up
from supplygen.calendar import DAYS_A_WEEK, date_of, day_number
from supplygen.facts.company_calendar import monday_of
from supplygen.facts.reader import records
from supplygen.levels.level_00_reference.carbon import reference_day
from supplygen.levels.level_04_product.sku_prices import case_prices
from supplygen.policy.prices import (
    FIRST_RISE,
    FIRST_RISE_WEEKS,
    RISE_NOTICE_WEEKS,
    SECOND_RISE,
    SECOND_RISE_SHARE,
    SECOND_RISE_WEEKS,
)
from supplygen.world import World

THOUSAND = 1_000
"""Parts of a rise in one."""

PERCENT_UNITS = 10
"""Units of increase_percent in a part of a thousand."""

RISES = ((FIRST_RISE_WEEKS, FIRST_RISE), (SECOND_RISE_WEEKS, SECOND_RISE))
"""When prices may rise in a year, and by how much."""


@dataclass(frozen=True, slots=True, order=True)
class PriceList:
    """A list before it has an id; in the order of ids."""

    valid_from: int
    division: int
    product: int
    """Ids."""
    announced: int
    rise: int
    """Parts of a thousand over the list before."""


def price_lists(world: World) -> Columns:
    """Lists that hold when the horizon opens, and those that were announced before its end."""
    lists = _lists(world)
    division, product, begin, announced, rise = np.array(
        [(one.division, one.product, one.valid_from, one.announced, one.rise) for one in lists], dtype=np.int64
    ).T
    line = list(zip(division.tolist(), product.tolist(), strict=True))
    following = [
        next((later.valid_from for later in lists[at + 1 :] if (later.division, later.product) == line[at]), None)
        for at in range(len(lists))
    ]
    return {
        "id": dense_ids(len(lists)),
        "price_list_code": _codes(world, lists),
        "division_id": division,
        "product_id": product,
        "announced_date": announced,
        "valid_from": begin,
        "valid_to": np.array([NULL if one is None else one - 1 for one in following], dtype=np.int64),
        "increase_percent": rise * PERCENT_UNITS,
    }


def sku_prices(world: World) -> Columns:
    """Prices of all SKUs of a list's product line and division, each from the one before, in whole cents."""
    division, product = world.column("price_lists", "division_id"), world.column("price_lists", "product_id")
    price = world.column("skus", "list_price").copy()
    units = world.column("packaging_types", "units_per_case")[world.column("skus", "packaging_id") - 1]
    rise = world.column("price_lists", "increase_percent") // PERCENT_UNITS
    listed, each = [], []
    for at in range(len(rise)):
        mine = np.flatnonzero(
            (world.column("skus", "division_id") == division[at]) & (world.column("skus", "product_id") == product[at])
        )
        price[mine] = round_half_up(price[mine] * (THOUSAND + rise[at]), THOUSAND)
        listed.append(mine)
        each.append(price[mine])
    sku, cents = np.concatenate(listed), np.concatenate(each)
    return {
        "price_list_id": np.repeat(dense_ids(len(rise)), [len(mine) for mine in listed]),
        "sku_id": sku + 1,
        "list_price": cents,
        "case_price": case_prices(cents, units[sku]),
    }


def _lists(world: World) -> list[PriceList]:
    """All lists in the order of time; the first of a line has the prices of `skus`."""
    opening = reference_day(world)
    found = []
    for division in range(1, len(records("divisions")) + 1):
        for product in range(1, len(records("products")) + 1):
            notice = _notice(world, division, product, opening)
            found.append(PriceList(opening, division, product, opening - notice, 0))
            found += _rises(world, division, product)
    return sorted(found)


def _rises(world: World, division: int, product: int) -> Iterator[PriceList]:
    """Rises of a product line after the horizon has opened, as far as they are known at its end."""
    entity = _entity(division, product)
    for year in range(date_of(world.start_day).year, date_of(world.as_of_day).year + 2):
        twice = float(world.streams.uniform("price_lists.second_rise", [entity], year)[0]) < SECOND_RISE_SHARE
        for turn, (weeks, size) in enumerate(RISES[: 1 + twice]):
            period = year * len(RISES) + turn
            week = _drawn(world, "price_lists.valid_from", entity, weeks, period)
            begin = day_number(monday_of(date(year, 1, 4)) + timedelta(weeks=week - 1))
            announced = begin - _notice(world, division, product, begin)
            if begin > world.start_day and announced <= world.as_of_day:
                rise = _drawn(world, "price_lists.increase_percent", entity, size, period)
                yield PriceList(begin, division, product, announced, rise)


def _notice(world: World, division: int, product: int, begin: int) -> int:
    """Days from the announcement of a list to its first day."""
    entity = _entity(division, product)
    return DAYS_A_WEEK * _drawn(world, "price_lists.announced_date", entity, RISE_NOTICE_WEEKS, begin)


def _drawn(world: World, purpose: str, entity: int, span: tuple[int, int], period: int) -> int:
    return int(world.streams.integers(purpose, [entity], *span, period)[0])


def _entity(division: int, product: int) -> int:
    """Key of a product line in a division."""
    return division * 100 + product


def _codes(world: World, lists: list[PriceList]) -> list[str | None]:
    """Division, product and first day."""
    divisions, products = world.texts("divisions", "division_code"), world.texts("products", "product_code")
    return [
        f"PL-{divisions[one.division - 1]}-{products[one.product - 1]}-{date_of(one.valid_from):%Y%m%d}"
        for one in lists
    ]
