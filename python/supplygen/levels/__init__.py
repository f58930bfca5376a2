"""How the rows of every table arise: a folder a level, in which `tables.py` ends with a `Source` a table."""

from __future__ import annotations

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
from supplygen.levels.source import Source

SOURCES: tuple[Source, ...] = (
    *level_00_reference.SOURCES,
    *level_01_master.SOURCES,
    *level_02_relationships.SOURCES,
    *level_03_network.SOURCES,
    *level_04_product.SOURCES,
    *level_05_procurement.SOURCES,
    *level_06_manufacturing.SOURCES,
    *level_07_inventory.SOURCES,
    *level_08_demand.SOURCES,
    *level_09_planning.SOURCES,
    *level_10_fulfillment.SOURCES,
    *level_11_lines.SOURCES,
    *level_12_returns.SOURCES,
    *level_13_disposition.SOURCES,
    *level_14_monitoring.SOURCES,
)
"""One a table, level by level."""
