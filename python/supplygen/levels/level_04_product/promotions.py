"""Promotions: the year's campaigns, weekly inserts, price reductions and buy-one-get-one offers, with SKUs and budgets.

Campaigns follow the calendar, the other kinds come at a yearly rate. Those of the weeks after the as-of date are
announced: stores buy forward for them, and planners count on them. Black Friday always takes place, as PROMO-BF with
its year: a horizon without week 48 has it in its last week, so that questions about it have an answer in every world.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from supplygen.arrays.apportion import split_rows
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.arrays.types import Bools, Ints
from supplygen.calendar import ANNOUNCED_WEEKS, DAYS_A_WEEK, WEEKS_A_YEAR, date_of, day_number
from supplygen.facts.company_calendar import easter_sunday, monday_of, nth_weekday
from supplygen.facts.reader import Record, facts, records
from supplygen.facts.scale import sku_growth
from supplygen.policy.size import ACCOUNTS_AT_1
from supplygen.world import World

TYPES = Category.of("promotions", "promo_type")
SEASONAL, PRICE_REDUCTION = TYPES.codes("seasonal", "price_reduction")

BLACK_FRIDAY = "BF"
POINTS_A_PERCENT = 100
"""Hundredths of a percent in a percent."""


class Campaign(NamedTuple):
    """A campaign of a year."""

    event: str
    name: str
    year: int
    start: date
    end: date


def _type_facts(name: str) -> Record:
    found: Record = facts("promotions")["types"][name]
    return found


def _event_day(event: Record, year: int) -> date:
    """Day that a campaign is named after."""
    if "day" in event:
        return date.fromisoformat(f"{year}-{event['day']}")
    if "nth" in event:
        nth, weekday, month = event["nth"]
        return nth_weekday(year, month, weekday, nth)
    if "easter" in event:
        return easter_sunday(year) + timedelta(days=event["easter"])
    return date.fromisocalendar(year, event["iso_week"], 1)


def _campaigns(first: date, as_of: date, last: date) -> Iterator[Campaign]:
    """Campaigns that begin from the first to the last announced day, Black Friday at least once by the as-of date."""
    found = list(_calendar_campaigns(first, last))
    if any(one.event == BLACK_FRIDAY and one.start <= as_of for one in found):
        yield from found
        return
    yield from (one for one in found if one.event != BLACK_FRIDAY)
    start = monday_of(as_of)
    yield Campaign(BLACK_FRIDAY, "Black Friday", start.isocalendar().year, start, as_of)


def _calendar_campaigns(first: date, last: date) -> Iterator[Campaign]:
    for year in range(first.year, last.year + 2):
        for event in records("promotions", "events"):
            start = monday_of(_event_day(event, year)) - timedelta(weeks=event.get("lead_weeks", 0))
            if first <= start <= last:
                end = min(last, start + timedelta(days=7 * event["weeks"] - 1))
                yield Campaign(event["code"], event["name"], year, start, end)


def _drafts(world: World) -> list[tuple[int, int, int, str, str]]:
    """Start, end (days), position of the type, code and name of each promotion, in order of id."""
    announced_until = world.as_of_day + DAYS_A_WEEK * ANNOUNCED_WEEKS
    first, as_of, last = (date_of(day) for day in (world.start_day, world.as_of_day, announced_until))
    found = [
        (day_number(one.start), day_number(one.end), SEASONAL,
         f"PROMO-{one.event}-{one.year}", f"{one.name} {one.year}")
        for one in _campaigns(first, as_of, last)
    ]  # fmt: skip
    weeks = world.settings.weeks + ANNOUNCED_WEEKS
    for position, kind in enumerate(TYPES.values):
        if position == SEASONAL:
            continue
        about = _type_facts(kind)
        count = max(1, round(about["per_52_weeks"] * weeks / WEEKS_A_YEAR))
        number = dense_ids(count)
        if kind == "weekly_insert":
            week = np.arange(count) % weeks
        else:
            week = world.streams.integers(f"promotions.{kind}.start_date", number, 0, weeks - 1)
        length = world.streams.integers(f"promotions.{kind}.end_date", number, *about["weeks"])
        end = np.minimum(week + length, weeks)
        found += [
            (world.start_day + 7 * begins, world.start_day + 7 * ends - 1, position,
             f"PROMO-{about['label']}-{row:04d}", f"{about['title']} {_week_label(world.start_day + 7 * begins)}")
            for row, begins, ends in zip(number.tolist(), week.tolist(), end.tolist(), strict=True)
        ]  # fmt: skip
    return sorted(found)


def _week_label(day: int) -> str:
    year, week, _ = date_of(day).isocalendar()
    return f"{year}-W{week:02d}"


def _drawn(world: World, kind: Ints, codes: Sequence[str | None], name: str, purpose: str) -> Ints:
    """Integer between the bounds that the facts of the campaign or its type give for `name`; zero where none does."""
    bounds = np.array([_type_facts(code).get(name, (0, 0)) for code in TYPES.values], dtype=np.int64)[kind]
    for event in records("promotions", "events"):
        if name in event:
            bounds[[str(code).startswith(f"PROMO-{event['code']}-") for code in codes]] = event[name]
    return world.streams.integers(f"promotions.{purpose}", dense_ids(len(kind)), bounds[:, 0], bounds[:, 1])


def _discounts(kind: Ints, lift: Ints) -> Ints:
    """Price reduction in 0.01 %: the deeper, the stronger the lift."""
    lifts = np.array([_type_facts(code)["lift"] for code in TYPES.values], dtype=np.int64)[kind]
    percents = np.array([_type_facts(code)["discount_percent"] for code in TYPES.values], dtype=np.int64)[kind]
    span = percents[:, 1] - percents[:, 0]
    whole: Ints = percents[:, 0] + span * (lift - lifts[:, 0]) // (lifts[:, 1] - lifts[:, 0])
    return whole * POINTS_A_PERCENT


def promotions(world: World) -> Columns:
    """Promotions in order of their start."""
    rows = _drafts(world)
    start, end, kind = (np.array([row[at] for row in rows], dtype=np.int64) for at in range(3))
    codes = [row[3] for row in rows]
    lift = _drawn(world, kind, codes, "lift", "lift")
    weeks = np.array([_type_facts(code)["hangover_weeks"] for code in TYPES.values], dtype=np.int64)
    dollars = _drawn(world, kind, codes, "budget", "budget")
    return {
        "id": dense_ids(len(rows)),
        "promo_code": codes,
        "name": [row[4] for row in rows],
        "promo_type": TYPES.coded(kind),
        "start_date": start,
        "end_date": end,
        "lift": lift,
        "hangover": _drawn(world, kind, codes, "hangover", "hangover"),
        "hangover_weeks": weeks[kind],
        "discount_percent": _discounts(kind, lift),
        "budget": np.maximum(100, (dollars * 100 * world.scale).astype(np.int64)),
    }


def _kinds(world: World) -> Ints:
    column: Any = world.tables["promotions"]["promo_type"]
    return np.asarray(column.codes, dtype=np.int64)


def _members(world: World, purpose: str, wanted: Ints, eligible: Bools) -> Bools:
    """For each promotion (row) the `wanted` luckiest of the eligible candidates (columns)."""
    promos, candidates = eligible.shape
    keys = np.tile(dense_ids(candidates), promos), np.repeat(dense_ids(promos), candidates)
    luck = world.streams.uniform(purpose, keys[0], keys[1]).reshape(promos, candidates)
    luck[~eligible] = 2.0
    order = np.argsort(luck, axis=1, kind="stable")
    taken = np.arange(candidates)[None, :] < np.minimum(wanted, eligible.sum(axis=1))[:, None]
    members = np.zeros_like(eligible)
    np.put_along_axis(members, order, taken, axis=1)
    return members


def account_members(world: World) -> Bools:
    """Which accounts (columns) take part in which promotions (rows)."""
    kind = _kinds(world)
    total = len(world.column("retail_accounts", "id"))
    share = _drawn(world, kind, world.texts("promotions", "promo_code"), "accounts", "accounts") * total
    wanted = np.where(kind == SEASONAL, total, np.maximum(1, -(-share // ACCOUNTS_AT_1)))
    eligible = np.ones((len(kind), total), dtype=np.bool_)
    single = np.flatnonzero(kind == PRICE_REDUCTION)
    # Large customers negotiate more price reductions, though not in proportion to their stores.
    weights = np.sqrt(world.column("retail_accounts", "store_count").astype(np.float64))
    chosen = world.streams.choice("promotion_accounts.price_reduction", single + 1, weights)
    eligible[single] = np.arange(total)[None, :] == chosen[:, None]
    return _members(world, "promotion_accounts.retail_account_id", wanted, eligible)


def promotion_skus(world: World) -> Columns:
    """SKUs on sale for the whole promotion, in a division of one of its accounts."""
    kind = _kinds(world)
    start, end = world.column("promotions", "start_date"), world.column("promotions", "end_date")
    launch, last = world.column("skus", "launch_date"), world.column("skus", "discontinue_date")
    listed = (launch[None, :] <= start[:, None]) & ((last == NULL) | (last[None, :] >= end[:, None]))
    count = _drawn(world, kind, world.texts("promotions", "promo_code"), "skus", "skus")
    wanted = np.ceil(count * sku_growth(world.scale)).astype(np.int64)
    members = _members(world, "promotion_skus.sku_id", wanted, listed & _in_divisions(world))
    promo, sku = np.nonzero(members)
    return {"promo_id": promo + 1, "sku_id": sku + 1}


def _in_divisions(world: World) -> Bools:
    """Whether a promotion (row) has an account in the division of a SKU (column)."""
    members = account_members(world)
    promo, account = np.nonzero(members)
    reached = np.zeros((len(members), len(world.column("divisions", "id"))), dtype=np.bool_)
    reached[promo, world.column("retail_accounts", "division_id")[account] - 1] = True
    return reached[:, world.column("skus", "division_id") - 1]


def promotion_accounts(world: World) -> Columns:
    """Accounts with their part of the budget, by number of stores."""
    members = account_members(world)
    parts = split_rows(world.column("promotions", "budget"), members * world.column("retail_accounts", "store_count"))
    promo, account = np.nonzero(members)
    return {"promo_id": promo + 1, "retail_account_id": account + 1, "budget_amount": parts[promo, account]}
