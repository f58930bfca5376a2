"""How the rows of each level arise: one module per level, one function per table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supplygen.arrays.columns import Columns
from supplygen.arrays.raw import Raw
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.levels.level_00_reference import tables as level_00_reference
from supplygen.levels.level_01_master import tables as level_01_master
from supplygen.levels.level_02_relationships import tables as level_02_relationships
from supplygen.levels.level_03_network import tables as level_03_network
from supplygen.levels.level_04_product import tables as level_04_product
from supplygen.levels.level_05_procurement import tables as level_05_procurement
from supplygen.levels.level_06_manufacturing import tables as level_06_manufacturing
from supplygen.levels.level_07_inventory import tables as level_07_inventory
from supplygen.levels.level_08_demand import tables as level_08_demand
from supplygen.levels.level_09_planning import tables as level_09_planning
from supplygen.levels.level_10_fulfillment import tables as level_10_fulfillment
from supplygen.levels.level_11_lines import tables as level_11_lines
from supplygen.levels.level_12_returns import tables as level_12_returns
from supplygen.levels.level_13_disposition import tables as level_13_disposition
from supplygen.levels.level_14_monitoring import tables as level_14_monitoring
from supplygen.world import World

WorldFunction = Callable[[World], Columns]
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

WORLD: Mapping[int, tuple[tuple[str, WorldFunction], ...]] = {
    module.LEVEL: module.TABLES
    for module in (
        level_00_reference,
        level_01_master,
        level_02_relationships,
        level_03_network,
        level_04_product,
    )
}
"""The levels that arise before the simulate pass, and stay in memory for it, in the same way as `LEVELS`."""

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
