"""Level 1, master: plants and their lines, suppliers, carrier contracts."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
from supplygen.context import GeneratorContext
from supplygen.facts.reader import coordinates, facts, integers, positions, records, scaled, texts
from supplygen.levels.level_01_master.carrier_contracts import carrier_contracts
from supplygen.levels.level_01_master.exchange_rates import exchange_rates
from supplygen.levels.level_01_master.suppliers import suppliers
from supplygen.levels.source import Source
from supplygen.world import World


def plants(_: World) -> Columns:
    """Seven plants."""
    rows = records("plants")
    shifts = facts("plants")
    division = positions(records("divisions"))
    return {
        "id": dense_ids(len(rows)),
        "plant_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "division_id": np.array([division[row["division"]] + 1 for row in rows], dtype=np.int64),
        "city": texts(rows, "city"),
        "country": texts(rows, "country"),
        **coordinates(rows),
        "timezone": texts(rows, "timezone"),
        "size_index": integers(rows, "size"),
        "hours_per_day": np.full(len(rows), shifts["hours_per_day"], dtype=np.int64),
        "days_per_week": np.full(len(rows), shifts["days_per_week"], dtype=np.int64),
    }


def production_lines(ctx: GeneratorContext) -> Columns:
    """Every plant has the same kinds of lines; filling lines as the plan sizes them, shared lines for all families."""
    plants, lines = records("plants"), records("plants", "lines")
    families = [row["family"] for row in records("products")]
    columns = [
        list(range(len(families))) if row["product_family"] == "all" else [families.index(row["product_family"])]
        for row in lines
    ]
    rates = np.stack([ctx.plan.batches.lines.rates[:, column].sum(axis=1) for column in columns], axis=1)
    return {
        "id": dense_ids(rates.size),
        "line_code": [f"{plant['code']}-{line['code']}" for plant in plants for line in lines],
        "plant_id": np.repeat(dense_ids(len(plants)), len(lines)),
        "line_type": texts(lines, "line_type") * len(plants),
        "product_family": texts(lines, "product_family") * len(plants),
        "rate_kg_per_hour": rates.ravel(),
        "oee_target": np.tile(scaled(lines, "oee_target", 4), len(plants)),
    }


SOURCES = (
    Source("plants", world=plants),
    Source("suppliers", world=suppliers),
    Source("exchange_rates", world=exchange_rates),
    Source("production_lines", whole=production_lines),
    Source("carrier_contracts", whole=carrier_contracts),
)
