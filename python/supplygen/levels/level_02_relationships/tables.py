"""Level 2, relationships: recipes of the products' variants, who delivers what is in them, what carriers charge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.amounts import BASIS_POINTS
from supplygen.arrays.apportion import largest_remainder
from supplygen.arrays.columns import Columns, dense_ids
from supplygen.arrays.types import Ints
from supplygen.facts.reader import Record, positions, records, scaled
from supplygen.levels.level_02_relationships.carrier_accessorials import carrier_accessorials
from supplygen.levels.level_02_relationships.carrier_rates import carrier_rates
from supplygen.levels.level_02_relationships.certifications import certifications
from supplygen.levels.level_02_relationships.packaging_components import packaging_components
from supplygen.levels.level_02_relationships.supplier_esg_scores import supplier_esg_scores
from supplygen.levels.level_02_relationships.supplier_ingredients import supplier_ingredients
from supplygen.levels.level_02_relationships.supplier_lanes import supplier_lanes
from supplygen.levels.source import Source
from supplygen.policy.products import DRAFT_FORMULA_SHARE, FORMULA_VARIATION, MAX_OBSOLETE_FORMULAS
from supplygen.world import World


@dataclass(frozen=True, slots=True)
class FormulaVersion:
    """One version of a variant's recipe."""

    product: int
    """Position in products.toml."""
    recipe: int
    """Position in recipes.toml of the approved recipe that it is, or varies."""
    version: int
    status: str

    @property
    def content(self) -> Record:
        """The approved recipe."""
        return records("recipes")[self.recipe]


def formula_versions(world: World) -> list[FormulaVersion]:
    """All formulas in order of id: per variant obsolete versions, the approved one, a relaunch, perhaps a draft."""
    recipes = records("recipes")
    product_of = positions(records("products"))
    base = [row for row, recipe in enumerate(recipes) if not recipe.get("relaunch")]
    obsolete = world.streams.integers("formulas.version", base, 1, MAX_OBSOLETE_FORMULAS).tolist()
    has_draft = (world.streams.uniform("formulas.status", base) < DRAFT_FORMULA_SHARE).tolist()
    versions: list[FormulaVersion] = []
    for row, old, draft in zip(base, obsolete, has_draft, strict=True):
        variant = (recipes[row]["product"], recipes[row]["variant"])
        approved = [at for at, recipe in enumerate(recipes) if (recipe["product"], recipe["variant"]) == variant]
        plan = [(row, "obsolete")] * old + [(at, "approved") for at in approved] + [(row, "draft")] * draft
        product = product_of[recipes[row]["product"]]
        versions += [FormulaVersion(product, at, number, status) for number, (at, status) in enumerate(plan, start=1)]
    return versions


def approved_formula_ids(world: World) -> dict[tuple[int, str, bool], int]:
    """Id of the approved formula by product position, variant code and whether it is a relaunch."""
    return {
        (row.product, row.content["variant"], row.content.get("relaunch", False)): row_id
        for row_id, row in enumerate(formula_versions(world), start=1)
        if row.status == "approved"
    }


def formulas(world: World) -> Columns:
    """Every variant has exactly one approved formula, the Fresh toothpaste a second one with peppermint oil."""
    versions = formula_versions(world)
    products = records("products")
    owners = [products[row.product] for row in versions]
    names = [_variant_name(owner, row.content["variant"]) for owner, row in zip(owners, versions, strict=True)]
    return {
        "id": dense_ids(len(versions)),
        "formula_code": [
            f"FRM-{owner['code']}-{row.content['variant']}-V{row.version}"
            for owner, row in zip(owners, versions, strict=True)
        ],
        "name": [
            f"{owner['short_name']} {name} formula {row.version}"
            for owner, name, row in zip(owners, names, versions, strict=True)
        ],
        "product_id": np.array([row.product + 1 for row in versions], dtype=np.int64),
        "variant": names,
        "version": np.array([row.version for row in versions], dtype=np.int64),
        "status": [row.status for row in versions],
        "batch_size_kg": scaled(owners, "batch_size_kg", 3),
        "nominal_yield_percent": scaled(owners, "yield_percent", 2),
        "density_g_per_ml": scaled(owners, "density", 4),
    }


def _variant_name(product: Record, code: str) -> str:
    return str(next(variant["name"] for variant in product["variants"] if variant["code"] == code))


def formula_ingredients(world: World) -> Columns:
    """Recipe lines; a version that is not approved varies the approved shares."""
    row_of = positions(records("ingredients"))
    versions = formula_versions(world)
    lengths = np.array([len(row.content["ingredients"]) for row in versions])
    codes = [code for row in versions for code in row.content["ingredients"]]
    return {
        "formula_id": np.repeat(dense_ids(len(versions)), lengths),
        "sequence": np.concatenate([dense_ids(length) for length in lengths.tolist()]),
        "ingredient_id": np.array([row_of[code] + 1 for code in codes], dtype=np.int64),
        "percent": np.concatenate([_percents(world, at, row) for at, row in enumerate(versions, start=1)]),
    }


def _percents(world: World, formula_id: int, version: FormulaVersion) -> Ints:
    """Shares of a formula in hundredths of a percent."""
    shares = np.array([int(share * 100) for share in version.content["ingredients"].values()], dtype=np.int64)
    if version.status != "approved":
        lines = dense_ids(len(shares))
        shares = shares * world.streams.integers(
            "formula_ingredients.percent", lines, *FORMULA_VARIATION, period=formula_id
        )
    return largest_remainder(BASIS_POINTS, shares, minimum=1)


SOURCES = (
    Source("formulas", world=formulas),
    Source("formula_ingredients", world=formula_ingredients),
    Source("packaging_components", world=packaging_components),
    Source("supplier_ingredients", world=supplier_ingredients),
    Source("supplier_lanes", world=supplier_lanes),
    Source("certifications", world=certifications, reads=("ingredients", "suppliers", "supplier_ingredients")),
    Source("carrier_rates", world=carrier_rates),
    Source("carrier_accessorials", world=carrier_accessorials),
    Source("supplier_esg_scores", world=supplier_esg_scores, reads=("suppliers", "certifications")),
)
