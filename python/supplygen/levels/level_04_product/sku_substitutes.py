"""What a store is offered when a SKU is not there.

A substitute always sells better than the SKU it stands in for, so chains of substitutes end: there is no cycle.
"""

from __future__ import annotations

import numpy as np

from supplygen.arrays.apportion import running_number
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Coded, Columns
from supplygen.arrays.types import Bools, Ints
from supplygen.policy.products import MAX_SUBSTITUTES, SUBSTITUTE_CONTENT_DISTANCE, SUBSTITUTE_KIND_DISTANCE
from supplygen.world import World

RATIO_UNITS = 10_000
UNFIT = np.iinfo(np.int64).max


def sku_substitutes(world: World) -> Columns:
    """Up to three substitutes of each SKU, the most similar first, then the better seller."""
    division, product = world.column("skus", "division_id"), world.column("skus", "product_id")
    groups = np.unique(np.column_stack([division, product]), axis=0).tolist()
    parts = [_within(world, np.flatnonzero((division == at) & (product == line))) for at, line in groups]
    pairs = np.concatenate(parts)
    pairs = pairs[np.lexsort((pairs[:, 2], pairs[:, 0]))]
    sku, substitute = pairs[:, 0], pairs[:, 1]
    content = world.column("packaging_types", "content_ml")[world.column("skus", "packaging_id") - 1]
    return {
        "sku_id": sku + 1,
        "substitute_rank": running_number(sku),
        "substitute_sku_id": substitute + 1,
        "substitution_kind": _kinds(world, sku, substitute),
        "quantity_ratio": (content[sku] * RATIO_UNITS + content[substitute] // 2) // content[substitute],
    }


def _within(world: World, members: Ints) -> Ints:
    """Rows (SKU, substitute, place) of a brand line in a division, SKUs counted from 0."""
    sku, other = (index.ravel() for index in np.meshgrid(members, members, indexing="ij"))
    content = world.column("packaging_types", "content_ml")[world.column("skus", "packaging_id") - 1]
    larger, smaller = np.maximum(content[sku], content[other]), np.minimum(content[sku], content[other])
    kinds = _kinds(world, sku, other)
    by_kind = np.array([SUBSTITUTE_KIND_DISTANCE[kind] for kind in kinds.values], dtype=np.int64)[kinds.codes]
    distance = by_kind + SUBSTITUTE_CONTENT_DISTANCE * larger // smaller
    rank = world.column("skus", "popularity_rank")
    cost = np.where(_is_fit(world, sku, other), distance, UNFIT).reshape(len(members), -1)
    order = np.lexsort((np.broadcast_to(rank[members], cost.shape), cost), axis=1)[:, :MAX_SUBSTITUTES]
    row, place = np.nonzero(np.take_along_axis(cost, order, axis=1) < UNFIT)
    return np.column_stack([members[row], members[order[row, place]], place])


def _is_fit(world: World, sku: Ints, other: Ints) -> Bools:
    """Whether the other sells better, is on sale from the SKU's first week in the horizon on, and stays."""
    rank, launch = world.column("skus", "popularity_rank"), world.column("skus", "launch_date")
    stays = world.column("skus", "discontinue_date") == NULL
    on_sale = launch[other] <= np.maximum(launch[sku], world.start_day)
    return np.asarray((rank[other] < rank[sku]) & on_sale & stays[other])


def _kinds(world: World, sku: Ints, other: Ints) -> Coded:
    """What differs between SKUs of a brand line."""
    variant = np.array(world.texts("skus", "variant"))
    pack = world.column("skus", "packaging_id")
    differs = {"variant": variant[sku] != variant[other], "size": pack[sku] != pack[other]}
    return Category.of("sku_substitutes", "substitution_kind").choose(differs, otherwise="edition")
