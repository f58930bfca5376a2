"""Bills of packaging: what a case of a pack takes, product by product."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns
from supplygen.facts.materials import components, materials, packs_of
from supplygen.facts.reader import positions, records
from supplygen.policy.production import PACKAGING_SCRAP
from supplygen.world import World


def packaging_components(_: World) -> Columns:
    """One row per item of a pack and product, in the order in which they are put together."""
    row_of, items, packs = positions(materials()), materials(), positions(records("packaging"))
    rows = sorted(
        (packs[pack["code"]] + 1, product, number, row_of[code] + 1, pieces)
        for product, line in enumerate(records("products"), start=1)
        for pack in packs_of(line)
        for number, (code, pieces) in enumerate(components(pack, line).items(), start=1)
    )
    pack, product, number, item, pieces = np.array(rows, dtype=np.int64).T
    scrap = [PACKAGING_SCRAP[items[at - 1]["function"]] for at in item.tolist()]
    return {
        "packaging_id": pack,
        "product_id": product,
        "sequence": number,
        "ingredient_id": item,
        "pieces_per_case": pieces,
        "scrap_percent": np.array(scrap, dtype=np.int64),
    }
