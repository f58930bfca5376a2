"""The schema: one declaration of tables, levels, types, keys, indexes, checks and comments.

`metadata` holds the company's tables, each with `info["level"]`; `product_metadata` the product's own.
Migrations create both; the level graph, the encoder's fields and the checks are derived from them.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table

from supplygen.schema import (
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
    product,
)
from supplygen.schema.base import DEFAULT_COMPANY_SCHEMA, PRODUCT_SCHEMA, metadata, product_metadata
from supplygen.schema.encoding import encoder_fields

LEVEL_MODULES = (
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
"""The level files in order; the name of a level is that of its file."""

TABLES: Mapping[str, Table] = {table.name: table for table in metadata.tables.values()}
"""Every table of the content by its name."""


def business_key(table: str) -> str:
    """Return the column that people know a table's rows by."""
    return next(column.name for column in TABLES[table].columns if column.info.get("is_code"))


def values_of(table: str, column: str) -> tuple[str, ...]:
    """Return the values of a category column, in the order in which its check lists them."""
    values: tuple[str, ...] = TABLES[table].columns[column].info["values"]
    return values


__all__ = [
    "DEFAULT_COMPANY_SCHEMA",
    "LEVEL_MODULES",
    "PRODUCT_SCHEMA",
    "TABLES",
    "business_key",
    "encoder_fields",
    "metadata",
    "product",
    "product_metadata",
    "values_of",
]
