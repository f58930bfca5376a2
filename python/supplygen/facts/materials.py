"""Materials that plants buy: what formulas are made of, by the kilogram, and what packs are made of, by the piece."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from supplygen.facts.reader import Record, records

PRICE_UNIT = Decimal("0.0001")
"""Prices are kept in these parts of a dollar per kilogram."""


@cache
def materials() -> list[Record]:
    """All materials in order of id: raw materials, then packaging items, which have a mass per piece (`piece_g`)."""
    return [*records("ingredients"), *_packaging_items()]


def is_packaging(material: Record) -> bool:
    """Whether a material is bought by the piece."""
    return "piece_g" in material


def packs_of(product: Record) -> list[dict[str, Any]]:
    """Packs that hold a product."""
    return [row for row in records("packaging") if row["package_type"] in product["package_types"]]


def components(pack: Record, product: Record) -> dict[str, int]:
    """Pieces of each packaging item, by code, in a case of a pack of a product."""
    printed = {row["code"] for row in records("packaging_items") if row.get("printed")}
    return {_code(code, product, code in printed): pieces for code, pieces in pack["components"].items()}


def _packaging_items() -> list[Record]:
    """Items, a printed one for each product that a pack holds with it."""
    owners = {row["code"]: _products_with(row["code"]) for row in records("packaging_items") if row.get("printed")}
    expanded = [(row, product) for row in records("packaging_items") for product in owners.get(row["code"], [None])]
    return [_priced(row) | ({} if product is None else _brand(row, product)) for row, product in expanded]


def _products_with(code: str) -> list[Any]:
    return [product for product in records("products") if any(code in pack["components"] for pack in packs_of(product))]


def _brand(row: Record, product: Record) -> dict[str, Any]:
    name = str(row["name"]).removesuffix("printed") + product["short_name"]
    return {"code": _code(row["code"], product, True), "name": name}


def _code(code: str, product: Record, is_printed: bool) -> str:
    return f"{code}-{product['code']}" if is_printed else code


def _priced(row: Record) -> dict[str, Any]:
    """An item with its price per kilogram: dollars per thousand pieces over grams of a piece."""
    return {**row, "unit_cost": (Decimal(row["price_per_1000"]) / row["piece_g"]).quantize(PRICE_UNIT)}
