"""Bills of the carriers: what is due for each shipment, and on some of them more."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from supplygen.arrays.columns import Columns, Template
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.facts.pallets import pallets
from supplygen.levels.level_10_fulfillment.tables import main_carrier
from supplygen.levels.raw import Raw
from supplygen.plan.freight import overcharges
from supplygen.plan.tariffs import Charges


def run_bills(_: GeneratorContext, raw: Mapping[str, Raw]) -> Columns:
    """Bills of a slice's deliveries to stores."""
    rows = {name: column.astype(np.int64) for name, column in raw["shipments"].items() if name.endswith("_cents")}
    return _bills(
        raw["shipments"]["id"].astype(np.int64),
        raw["shipments"]["carrier"].astype(np.int64),
        raw["shipments"]["day"].astype(np.int64),
        rows["linehaul_cents"] + rows["linehaul_error_cents"],
        rows["fuel_cents"] + rows["fuel_error_cents"],
        rows["handling_cents"],
        rows["stop_off_cents"],
    )


def long_haul_bills(ctx: GeneratorContext, trucks: Ints) -> Columns:
    """Bills of the given trucks of the plan: their carrier, or forwarder, bills for the whole way."""
    rows, due = ctx.plan.deployment.trucks, due_for_trucks(ctx, trucks)
    over = overcharges(ctx, rows["key"][trucks], due)
    return _bills(
        ctx.plan.numbering.long_haul_id[trucks],
        main_carrier(ctx, rows["lane"][trucks]) + 1,
        rows["ship_day"][trucks],
        due.linehaul + over.linehaul,
        due.fuel + over.fuel,
        due.handling,
        np.zeros_like(trucks),
    )


def due_for_trucks(ctx: GeneratorContext, trucks: Ints) -> Charges:
    """What is due for some of the plan's trucks."""
    rows = ctx.plan.deployment.trucks
    lane, day, grams, parts = (rows[name][trucks] for name in ("lane", "ship_day", "grams", "parts"))
    return ctx.plan.freight.charges(lane, day, grams, pallets(parts))


def _bills(
    shipment: Ints, carrier: Ints, day: Ints, linehaul: Ints, fuel: Ints, handling: Ints, stop_off: Ints
) -> Columns:
    return {
        "shipment_id": shipment,
        "bill_number": Template("FB-", 9, shipment),
        "carrier_id": carrier,
        "bill_date": day,
        "linehaul_amount": linehaul,
        "fuel_amount": fuel,
        "handling_amount": handling,
        "stop_off_amount": stop_off,
        "billed_amount": linehaul + fuel + handling + stop_off,
    }
