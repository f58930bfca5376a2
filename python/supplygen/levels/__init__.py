"""How the rows of each level arise: one module per level, one function per table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supplygen.columns import Columns
from supplygen.context import GeneratorContext
from supplygen.levels import (
    level_00_reference,
    level_01_master,
    level_02_relationships,
    level_03_network,
    level_04_product,
    level_05_procurement,
    level_06_manufacturing,
    level_07_inventory,
    level_08_demand,
    level_09_planning,
    level_10_fulfillment,
    level_11_lines,
    level_12_returns,
    level_13_disposition,
    level_14_monitoring,
)
from supplygen.plan.reading import Ints
from supplygen.vectorized import Raw

TableFunction = Callable[[GeneratorContext], Columns]
SliceFunction = Callable[[GeneratorContext, Raw], Columns]
JoinFunction = Callable[[GeneratorContext, Mapping[str, Raw]], Columns]
LongHaulFunction = Callable[[GeneratorContext, Ints], Columns]

MODULES = (
    level_00_reference,
    level_01_master,
    level_02_relationships,
    level_03_network,
    level_04_product,
    level_05_procurement,
    level_06_manufacturing,
    level_07_inventory,
    level_08_demand,
    level_09_planning,
    level_10_fulfillment,
    level_11_lines,
    level_12_returns,
    level_13_disposition,
    level_14_monitoring,
)

LEVELS: Mapping[int, tuple[tuple[str, TableFunction], ...]] = {module.LEVEL: module.TABLES for module in MODULES}
"""Level -> its whole tables in load order, each with the function that returns its columns."""

FROM_PLAN: tuple[tuple[str, TableFunction], ...] = (
    *level_01_master.FROM_PLAN,
    *level_03_network.FROM_PLAN,
    *level_04_product.FROM_PLAN,
)
"""Tables of the world's levels that show what the simulate pass has decided."""

SLICED: tuple[tuple[str, SliceFunction], ...] = (
    *level_08_demand.SLICED,
    *level_09_planning.SLICED,
    *level_10_fulfillment.SLICED,
    *level_11_lines.SLICED,
    *level_12_returns.SLICED,
    *level_13_disposition.SLICED,
    *level_14_monitoring.SLICED,
)
"""Tables that arise slice by slice: name, the same in the simulator, and the function of the simulator's columns."""

JOINED: tuple[tuple[str, JoinFunction], ...] = (*level_10_fulfillment.JOINED,)
"""Tables that need several of the simulator's tables of a slice: name and the function of all of them."""

LONG_HAUL: tuple[tuple[str, LongHaulFunction], ...] = (*level_10_fulfillment.LONG_HAUL, *level_11_lines.LONG_HAUL)
"""Rows of the same tables for the plants' trucks: name and the function of the plan's trucks."""
