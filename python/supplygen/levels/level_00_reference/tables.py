"""Level 0, reference: the rows are those of `supplygen.facts`, brought into the columns' units."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.calendar import OUTLOOK_DAYS, date_of, day_number
from supplygen.facts.holidays import countries
from supplygen.facts.holidays import public_holidays as holidays
from supplygen.facts.materials import materials
from supplygen.facts.pallets import pattern
from supplygen.facts.reader import Record, coordinates, integers, records, scaled, texts
from supplygen.levels.level_00_reference.business_rules import business_rules
from supplygen.levels.level_00_reference.calendar import calendar
from supplygen.levels.level_00_reference.carbon import carbon_price_steps, reference_day
from supplygen.levels.source import Source
from supplygen.world import World


def divisions(_: World) -> Columns:
    """Five regional divisions."""
    rows = records("divisions")
    return {
        "id": dense_ids(len(rows)),
        "division_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "headquarters_city": texts(rows, "headquarters_city"),
        "country": texts(rows, "country"),
        **coordinates(rows),
        "revenue_share": integers(rows, "revenue_percent") * 100,
        "currency_code": texts(rows, "currency"),
    }


def channels(_: World) -> Columns:
    """Four sales channels."""
    rows = records("channels")
    return {
        "id": dense_ids(len(rows)),
        "channel_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "volume_share": scaled(rows, "volume_share", 4),
        "margin_percent": scaled(rows, "margin_percent", 2),
        "payment_terms_days": integers(rows, "payment_terms_days"),
        "request_lead_days": integers(rows, "request_lead_days"),
    }


def products(_: World) -> Columns:
    """Three brand lines."""
    rows = records("products")
    return {
        "id": dense_ids(len(rows)),
        "product_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "product_family": texts(rows, "family"),
    }


def pack_net_grams(pack: Record) -> int:
    """Mass of the product in a case: content at the density that the pack's products share."""
    densities = [row["density"] for row in records("products") if pack["package_type"] in row["package_types"]]
    if min(densities) != max(densities):
        raise ValueError(f"packaging.toml: {pack['code']} holds products of different densities {densities}")
    return int(pack["content_ml"] * pack["units_per_case"] * densities[0])


def pack_tare_grams(pack: Record) -> int:
    """Mass of the packaging of a case."""
    piece_g = {row["code"]: row["piece_g"] for row in records("packaging_items")}
    return sum(int(piece_g[code]) * pieces for code, pieces in pack["components"].items())


def packaging_types(_: World) -> Columns:
    """Packs with mass and size of a case, by which every flow of cases is weighed and stacked."""
    rows = records("packaging")
    net = np.array([pack_net_grams(row) for row in rows], dtype=np.int64)
    tare = np.array([pack_tare_grams(row) for row in rows], dtype=np.int64)
    stacked = [pattern(row, grams) for row, grams in zip(rows, (net + tare).tolist(), strict=True)]
    size = np.array([row["case_mm"] for row in rows], dtype=np.int64)
    return {
        "id": dense_ids(len(rows)),
        "packaging_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "package_type": texts(rows, "package_type"),
        "content_ml": integers(rows, "content_ml"),
        "units_per_case": integers(rows, "units_per_case"),
        "case_net_kg": net,
        "case_tare_kg": tare,
        "case_weight_kg": net + tare,
        "cases_per_pallet": np.array([full.cases for full in stacked], dtype=np.int64),
        "case_length_mm": size[:, 0],
        "case_width_mm": size[:, 1],
        "case_height_mm": size[:, 2],
        "cases_per_layer": np.array([full.layer for full in stacked], dtype=np.int64),
        "layers_per_pallet": np.array([full.layers for full in stacked], dtype=np.int64),
    }


def ingredients(_: World) -> Columns:
    """Raw materials with their CAS numbers, and packaging items with the mass of a piece."""
    rows = materials()
    return {
        "id": dense_ids(len(rows)),
        "ingredient_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "cas_number": texts(rows, "cas_number"),
        "function": texts(rows, "function"),
        "shelf_life_days": integers(rows, "shelf_life_days"),
        "hazmat_class": texts(rows, "hazmat_class"),
        "piece_mass_g": np.array([row.get("piece_g", NULL) for row in rows], dtype=np.int64),
        "standard_cost": scaled(rows, "unit_cost", 4),
    }


def ports(_: World) -> Columns:
    """Rail, ocean and air terminals."""
    rows = records("ports")
    return {
        "id": dense_ids(len(rows)),
        "port_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "port_type": texts(rows, "port_type"),
        "city": texts(rows, "city"),
        "country": texts(rows, "country"),
        **coordinates(rows),
    }


def carriers(_: World) -> Columns:
    """Twenty transport companies."""
    rows = records("carriers")
    return {
        "id": dense_ids(len(rows)),
        "carrier_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "carrier_type": texts(rows, "carrier_type"),
        "transport_modes": [row["transport_modes"] for row in rows],
        "regions": [row["regions"] for row in rows],
        "on_time_rate": scaled(rows, "on_time_rate", 4),
    }


def kpi_thresholds(_: World) -> Columns:
    """Key figures with target and limits."""
    rows = records("kpi_thresholds")
    return {
        "id": dense_ids(len(rows)),
        "kpi_code": texts(rows, "code"),
        "name": texts(rows, "name"),
        "description": texts(rows, "description"),
        "unit": texts(rows, "unit"),
        "direction": texts(rows, "direction"),
        "target_value": scaled(rows, "target_value", 4),
        "warning_threshold": scaled(rows, "warning_threshold", 4),
        "critical_threshold": scaled(rows, "critical_threshold", 4),
    }


def emission_factors(world: World) -> Columns:
    """Emission intensities, the same ones for the whole horizon."""
    rows = records("emission_factors")
    return {
        "id": dense_ids(len(rows)),
        "factor_code": texts(rows, "code"),
        "transport_mode": texts(rows, "transport_mode"),
        "vehicle_type": texts(rows, "vehicle_type"),
        "fuel_type": texts(rows, "fuel_type"),
        "kg_co2e_per_tonne_km": scaled(rows, "kg_per_tonne_km", 5),
        "source": texts(rows, "source"),
        "valid_from": np.full(len(rows), reference_day(world)),
    }


def public_holidays(world: World) -> Columns:
    """Holidays from the run-in to as far as anything is planned, day by day."""
    first, last = date_of(world.run_in_day), date_of(world.as_of_day + OUTLOOK_DAYS)
    rows = sorted((day, country, name) for country in countries() for day, name in holidays(country, first, last))
    return {
        "id": dense_ids(len(rows)),
        "country": [country for _, country, _ in rows],
        "holiday_date": np.array([day_number(day) for day, _, _ in rows], dtype=np.int64),
        "name": [name for _, _, name in rows],
    }


def carbon_prices(world: World) -> Columns:
    """Every price of emissions that begins before the horizon ends."""
    days, cents = np.array(carbon_price_steps(world), dtype=np.int64).T
    return {"id": dense_ids(len(days)), "valid_from": days, "usd_per_tonne": cents}


def currencies(_: World) -> Columns:
    """Currencies of divisions and suppliers."""
    rows = records("currencies")
    return {"id": dense_ids(len(rows)), "currency_code": texts(rows, "code"), "name": texts(rows, "name")}


SOURCES = (
    Source("divisions", world=divisions),
    Source("channels", world=channels),
    Source("products", world=products),
    Source("packaging_types", world=packaging_types),
    Source("ingredients", world=ingredients),
    Source("ports", world=ports),
    Source("carriers", world=carriers),
    Source("kpi_thresholds", world=kpi_thresholds),
    Source("business_rules", world=business_rules),
    Source("emission_factors", world=emission_factors),
    Source("calendar", world=calendar),
    Source("public_holidays", world=public_holidays),
    Source("carbon_prices", world=carbon_prices),
    Source("currencies", world=currencies),
)
