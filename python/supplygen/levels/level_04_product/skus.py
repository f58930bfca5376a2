"""SKUs: which variants are sold in which packs, editions and regions, how popular they are, and their life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from supplygen.arrays.apportion import running_number
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Coded, Columns, Template, dense_ids
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import date_of, day_number
from supplygen.facts.reader import facts, integers, positions, records
from supplygen.facts.scale import division_skus
from supplygen.levels.level_02_relationships.supplier_ingredients import PEPPERMINT
from supplygen.levels.level_02_relationships.tables import approved_formula_ids
from supplygen.levels.level_04_product.sku_prices import case_prices, list_prices
from supplygen.plan.volumes import by_use
from supplygen.policy.procurement import SEASONAL_BUYING
from supplygen.policy.products import (
    ABC_CLASS_FROM,
    DISCONTINUED_FROM_PART,
    DISCONTINUED_SKU_SHARE,
    ESTABLISHED_LAUNCH_DAYS_AGO,
    LAST_LAUNCH_PERCENT,
    NEW_SKU_SHARE,
    PEPPERMINT_LAUNCH_WEEKS,
    PEPPERMINT_PART,
    POPULARITY_ALPHA,
    RECENT_LAUNCH_WEEKS_AGO,
    RECENT_SKU_SHARE,
)
from supplygen.streams import zipf_weights
from supplygen.world import World

MANUFACTURER_DIGITS = 4
ITEM_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """One entry per SKU, in order of id."""

    product: Ints
    """Position in products.toml."""
    variant: Ints
    """Position among the product's variants."""
    pack: Ints
    """Position in packaging.toml."""
    edition: Ints
    """From 1."""
    division: Ints
    """Position in divisions.toml."""
    is_relaunch: Bools

    def __len__(self) -> int:
        return len(self.product)


def select(world: World) -> Selection:
    """Choose each division's SKUs: edition by edition; every variant gets its first pack before any its second."""
    counts = division_skus(world.scale)
    rows = np.concatenate([_division_rows(world, at, int(count)) for at, count in enumerate(counts.tolist())])
    fresh = next(
        (p, v)
        for p, row in enumerate(records("products"))
        for v, variant in enumerate(row["variants"])
        if (row["code"], variant["code"]) == ("PW", "FRE")
    )
    is_fresh = (rows[:, 0] == fresh[0]) & (rows[:, 1] == fresh[1])
    # The youngest editions of a division are the relaunch: the last of each division's Fresh toothpastes.
    from_end = running_number(np.where(is_fresh, rows[:, 4], -1)[::-1])[::-1]
    per_division = np.bincount(rows[is_fresh, 4], minlength=len(counts))[rows[:, 4]]
    relaunch = is_fresh & (from_end <= np.maximum(1, per_division // PEPPERMINT_PART))
    return Selection(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], rows[:, 4], relaunch)


def _division_rows(world: World, division: int, count: int) -> Ints:
    """Rows (product, variant, pack, edition, division) of one division, by product, variant, edition and pack."""
    packs = records("packaging")
    combos = [
        (p, v, k)
        for p, product in enumerate(records("products"))
        for v in range(len(product["variants"]))
        for k, pack in enumerate(packs)
        if pack["package_type"] in product["package_types"] and _is_sold(pack, division)
    ]
    combo = np.array(combos, dtype=np.int64)
    per_wave = integers(records("products"), "editions_per_wave")[combo[:, 0]]
    waves = -(-count // int(per_wave.sum()))
    luck = world.streams.uniform("skus.packaging_id", np.arange(len(combo)), division)
    order = np.lexsort((luck, combo[:, 0] * 100 + combo[:, 1]))
    turn = np.empty(len(combo), dtype=np.int64)
    turn[order] = running_number((combo[:, 0] * 100 + combo[:, 1])[order])
    which = np.repeat(np.arange(len(combo)), waves * per_wave)
    edition = running_number(which)
    wave = (edition - 1) // per_wave[which]
    # Within a wave: first packs of all variants, then second ones; a brand line with more editions comes more often.
    place = turn[which] * 100 + (edition - 1) % per_wave[which]
    chosen = np.lexsort((which, place, wave))[:count]
    rows = np.column_stack([combo[which], edition, np.full(len(which), division)])[chosen]
    return rows[np.lexsort((rows[:, 2], rows[:, 3], rows[:, 1], rows[:, 0]))]


def _is_sold(pack: Mapping[str, Any], division: int) -> bool:
    """Whether a division sells a pack at all."""
    code = records("divisions")[division]["code"]
    return code in pack.get("divisions", [code])


def _popularity(world: World, chosen: Selection) -> tuple[Ints, Floats]:
    """Rank within the division, by luck and the appeal that a pack has there, and its share of the division's sales."""
    rank = np.zeros(len(chosen), dtype=np.int64)
    weight = np.zeros(len(chosen))
    for at, row in enumerate(records("divisions")):
        mine = np.flatnonzero(chosen.division == at)
        appeal = by_use(facts("packaging")["appeal"][row["code"]])[chosen.pack[mine]]
        order = world.streams.gumbel_top_k("skus.popularity_rank", [at], appeal, len(mine))[0]
        rank[mine[order]] = dense_ids(len(mine))
        weight[mine] = zipf_weights(len(mine), POPULARITY_ALPHA)[rank[mine] - 1]
    return rank, weight


def _abc(rank: Ints, division: Ints) -> Coded:
    sizes = np.bincount(division)[division]
    return Category.of("skus", "abc_class").graded((rank - 1) / sizes, ABC_CLASS_FROM, below="A")


def _life(world: World, sku: Ints, chosen: Selection, is_slow: Bools) -> tuple[Ints, Ints]:
    """First and last day of sale; changes within the horizon fall on Mondays."""
    weeks = world.settings.weeks
    fate = world.streams.uniform("skus.launch_date", sku)
    established = world.start_day - world.streams.integers("skus.established", sku, *ESTABLISHED_LAUNCH_DAYS_AGO)
    recent = world.start_day - 7 * world.streams.integers("skus.recent", sku, *RECENT_LAUNCH_WEEKS_AGO)
    new = world.start_day + 7 * world.streams.integers("skus.new", sku, 1, max(1, weeks * LAST_LAUNCH_PERCENT // 100))
    peppermint = day_number(peppermint_launch(date_of(world.run_in_day), SEASONAL_BUYING[PEPPERMINT]))
    launch = np.where(fate < NEW_SKU_SHARE, new, np.where(fate < NEW_SKU_SHARE + RECENT_SKU_SHARE, recent, established))
    launch = np.where(chosen.is_relaunch, peppermint, launch)
    last_week = world.streams.integers(
        "skus.discontinue_date", sku, max(1, weeks // DISCONTINUED_FROM_PART), max(1, weeks - 2)
    )
    # The last day of sale is the Sunday before a Monday: no week is sold in part.
    slow_share = DISCONTINUED_SKU_SHARE / (1 - ABC_CLASS_FROM["C"])
    ends = is_slow & (fate >= 1 - slow_share) & (launch == established)
    return launch, np.where(ends, world.start_day + 7 * last_week - 1, NULL)


def _plants(world: World, sku: Ints, chosen: Selection) -> Ints:
    """Plant of each SKU, one of its division by size; some formats are made offshore."""
    owner = world.column("plants", "division_id") - 1
    size = world.column("plants", "size_index")
    found = np.zeros(len(sku), dtype=np.int64)
    for at in range(len(records("divisions"))):
        mine = np.flatnonzero(chosen.division == at)
        weights = np.where(owner == at, size, 0)
        found[mine] = world.streams.choice("skus.primary_plant_id", sku[mine], weights) + 1
    divisions, packs = positions(records("divisions")), positions(records("packaging"))
    for row in records("plants", "offshore"):
        formats = [packs[code] for code in row["packs"]]
        made = (chosen.division == divisions[row["division"]]) & np.isin(chosen.pack, formats)
        found[made] = world.ids("plants", row["plant"])
    return found


def _formulas(world: World, chosen: Selection) -> Ints:
    """Approved formula of each SKU."""
    ids = approved_formula_ids(world)
    variants = [[variant["code"] for variant in row["variants"]] for row in records("products")]
    table = np.array(
        [
            [[ids.get((p, code, relaunch), 0) for relaunch in (False, True)] for code in row]
            for p, row in enumerate(variants)
        ]
    )
    return table[chosen.product, chosen.variant, chosen.is_relaunch.astype(np.int64)]


def _upc(chosen: Selection) -> Template:
    """EAN-13: prefix of the division's GS1 office, company number, item number within the division, check digit."""
    prefix = np.array([int(row["gs1_prefix"]) for row in records("divisions")], dtype=np.int64)[chosen.division]
    company = facts("products")["gs1_company"]
    body = (prefix * 10**MANUFACTURER_DIGITS + company) * 10**ITEM_DIGITS + running_number(chosen.division)
    digits = body[:, None] // 10 ** np.arange(12) % 10
    check = -(digits[:, ::2].sum(axis=1) * 3 + digits[:, 1::2].sum(axis=1)) % 10
    return Template("", 13, body * 10 + check)


def _edition_name(number: int) -> str:
    names = facts("products")["editions"]["names"]
    series, at = divmod(number - 1, len(names))
    return str(names[at]) + (f" Series {series + 1}" if series else "")


def _labels(chosen: Selection) -> tuple[list[str | None], list[str | None], list[str | None]]:
    """Codes, names and variants."""
    packs, divisions = records("packaging"), records("divisions")
    products = records("products")
    codes: list[str | None] = []
    names: list[str | None] = []
    variants: list[str | None] = []
    columns = (chosen.product, chosen.variant, chosen.pack, chosen.edition, chosen.division, chosen.is_relaunch)
    for p, v, k, edition, d, relaunch in zip(*(column.tolist() for column in columns), strict=True):
        product, pack = products[p], packs[k]
        variant = product["variants"][v]
        codes.append(
            f"SKU-{product['code']}-{variant['code']}-{pack['abbreviation']}-{divisions[d]['code']}-{edition:03d}"
        )
        parts = (
            product["short_name"],
            variant["name"],
            "Natural Peppermint" if relaunch else "",
            _edition_name(edition),
            product["name"].removeprefix(product["short_name"]).strip(),
            f"{pack['content_ml']} ml",
            pack["package_type"],
        )
        # Labels of one kind differ by the market that they are printed for.
        names.append(f"{' '.join(part for part in parts if part)}, {divisions[d]['market']}")
        variants.append(variant["name"])
    return codes, names, variants


def _shelf_life_days(chosen: Selection) -> Ints:
    """Shelf life of the variant where it has one of its own, else of the brand line."""
    days = [
        [variant.get("shelf_life_days", product["shelf_life_days"]) for variant in product["variants"]]
        for product in records("products")
    ]
    return np.array([days[p][v] for p, v in zip(chosen.product, chosen.variant, strict=True)], dtype=np.int64)


def skus(world: World) -> Columns:
    """Stock keeping units of all divisions, sorted by division, product, variant, edition and pack."""
    chosen = select(world)
    sku = dense_ids(len(chosen))
    codes, names, variants = _labels(chosen)
    rank, weight = _popularity(world, chosen)
    classes = _abc(rank, chosen.division)
    launch, last = _life(world, sku, chosen, classes.codes == classes.values.index("C"))
    price = list_prices(world, sku, chosen.product, chosen.variant, chosen.pack, chosen.division)
    return {
        "id": sku,
        "sku_code": codes,
        "name": names,
        "product_id": chosen.product + 1,
        "variant": variants,
        "packaging_id": chosen.pack + 1,
        "formula_id": _formulas(world, chosen),
        "division_id": chosen.division + 1,
        "region": Coded(chosen.division.astype(np.int32), [row["code"] for row in records("divisions")]),
        "primary_plant_id": _plants(world, sku, chosen),
        "edition": chosen.edition,
        "abc_class": classes,
        "popularity_rank": rank,
        "popularity_weight": weight,
        "list_price": price,
        "case_price": case_prices(price, integers(records("packaging"), "units_per_case")[chosen.pack]),
        "shelf_life_days": _shelf_life_days(chosen),
        "upc": _upc(chosen),
        "launch_date": launch,
        "discontinue_date": last,
    }


def peppermint_launch(run_in: date, season: tuple[int, int]) -> date:
    """First Monday on which goods with peppermint oil can be on sale.

    Procurement starts on the Monday `run_in`; the oil is bought in the months of `season` (first, last), in weeks that
    lie inside it.
    """
    first, last = season
    buying = run_in
    while not all(first <= day.month <= last for day in (buying, buying + timedelta(days=6))):
        buying += timedelta(weeks=1)
    return buying + timedelta(weeks=PEPPERMINT_LAUNCH_WEEKS)
