"""Level 6, manufacturing: batches and their cost; lines of orders and receipts; what suppliers bill."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.amounts import BASIS_POINTS, material_cents, rate_cents
from supplygen.arrays.category import Category
from supplygen.arrays.columns import Columns, Template, dense_ids
from supplygen.arrays.reading import ints
from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.spread import number_within, spread
from supplygen.context import GeneratorContext
from supplygen.levels.level_06_manufacturing.conversion_costs import conversion_cents
from supplygen.levels.level_06_manufacturing.downtime_events import downtime_events
from supplygen.levels.source import Source
from supplygen.plan.results.batch_outcome import QC_STATUS, batch_numbers
from supplygen.plan.results.documents import line_cents
from supplygen.plan.results.genealogy import material_values
from supplygen.policy.production import ENERGY_RATE, LINE_TIME_PERCENT

COST_TYPES = Category.of("batch_cost_ledger", "cost_type")


def batches(ctx: GeneratorContext) -> Columns:
    """One batch per work order that was carried out."""
    plan = ctx.plan
    rows, made, policy = plan.batches.rows, plan.produced, plan.policy
    sku, day, used = rows["sku"][made], rows["start"][made], rows["input_grams"][made]
    result = ctx.results.outcome
    output = result.cases * policy.net_grams[sku]
    return {
        "id": dense_ids(len(made)),
        "batch_number": batch_numbers(ctx, plan, result),
        "wo_id": plan.work_order_id[made],
        "formula_id": policy.formula[sku] + 1,
        "sku_id": sku + 1,
        "plant_id": policy.plant[sku] + 1,
        "production_line_id": plan.batches.lines.line_id[sku],
        "production_date": day,
        "expiry_date": plan.batches.expiry(made),
        "input_kg": used,
        "quantity_kg": output,
        "loss_kg": used - output,
        "output_cases": result.cases,
        "yield_percent": round_half_up(output * BASIS_POINTS, used),
        "qc_status": QC_STATUS.coded(result.state),
        "qc_release_date": result.release_day,
        "deployed_cases": result.deployed,
        "plant_stock_cases": result.at_plant,
        "scrapped_cases": result.scrapped,
    }


def purchase_order_lines(ctx: GeneratorContext) -> Columns:
    """One line per call-off."""
    lines, orders = ctx.plan.materials.lines, ctx.results.documents.orders
    row = orders.order
    return {
        "po_id": orders.document[row],
        "line_number": orders.number[row],
        "ingredient_id": lines["ingredient"][row] + 1,
        "quantity_kg": lines["grams"][row],
        "unit_price": lines["price"][row],
        "line_amount": line_cents(lines)[row],
    }


def goods_receipt_lines(ctx: GeneratorContext) -> Columns:
    """One line per lot of a call-off that has arrived."""
    lines, lots, paper = ctx.plan.materials.lines, ctx.plan.materials.lots, ctx.results.documents
    row = paper.receipts.order
    lot = paper.arrived[row]
    line, received, accepted = lots["line"][lot], lots["grams"][lot], lots["accepted"][lot]
    return {
        "gr_id": paper.receipts.document[row],
        "line_number": paper.receipts.number[row],
        "po_id": paper.orders.document[line],
        "po_line_number": paper.orders.number[line],
        "ingredient_id": lines["ingredient"][line] + 1,
        "lot_number": ctx.results.supplier_lots.numbers(line),
        "quantity_received_kg": received,
        "quantity_accepted_kg": accepted,
        "quantity_rejected_kg": received - accepted,
        "expiry_date": lots["expiry_day"][lot],
    }


def work_order_materials(ctx: GeneratorContext) -> Columns:
    """One line per ingredient of the recipe; issued is what the batch really took."""
    plan = ctx.plan
    rows, uses, number = plan.batches.rows, plan.batches.uses, plan.work_orders
    owner, use = spread(rows["use_start"][number], rows["use_stop"][number])
    made = plan.batch_id[number][owner] > 0
    return {
        "wo_id": owner + 1,
        "line_number": number_within(owner) + 1,
        "ingredient_id": uses["ingredient"][use] + 1,
        "planned_quantity_kg": uses["planned_grams"][use],
        "issued_quantity_kg": np.where(made, uses["grams"][use], 0),
    }


def batch_cost_ledger(ctx: GeneratorContext) -> Columns:
    """Material at the price of the lots used; labor and overhead by time; packaging at standard; energy by mass."""
    plan, results = ctx.plan, ctx.results
    rows, made, costs = plan.batches.rows, plan.produced, ctx.tables["sku_costs"]
    sku, cases = rows["sku"][made], rows["cases"][made]
    amounts = {kind: rate_cents(cases, ints(costs, f"{kind}_cost")[sku]) for kind in ("labor", "overhead", "packaging")}
    amounts |= {kind: conversion_cents(plan, kind, amounts[kind]) for kind in LINE_TIME_PERCENT}
    amounts["material"] = material_cents(material_values(plan, results.documents, results.genealogy))
    amounts["energy"] = material_cents(rows["input_grams"][made] * ENERGY_RATE)
    kinds = len(COST_TYPES.values)
    return {
        "batch_id": np.repeat(dense_ids(len(made)), kinds),
        "cost_type": COST_TYPES.coded(np.tile(np.arange(kinds), len(made))),
        "amount": np.stack([amounts[kind] for kind in COST_TYPES.values], axis=1).ravel(),
    }


def supplier_invoices(ctx: GeneratorContext) -> Columns:
    """One invoice per receipt, once the supplier has billed it."""
    made = ctx.results.supplier_invoices
    ids = dense_ids(len(made))
    return {
        "id": ids,
        "invoice_number": Template("SI-", 9, ids),
        "gr_id": made.receipt,
        "supplier_id": made.supplier + 1,
        "invoice_date": made.invoice_day,
        "due_date": made.due_day,
        "total_amount": made.cents,
        "status": Category.of("supplier_invoices", "status").choose(
            {"paid": made.paid_day <= ctx.as_of_day}, otherwise="open"
        ),
    }


SOURCES = (
    Source("batches", whole=batches, reads=("plants",)),
    Source("purchase_order_lines", whole=purchase_order_lines),
    Source("goods_receipt_lines", whole=goods_receipt_lines, reads=("ingredients", "suppliers")),
    Source("work_order_materials", whole=work_order_materials),
    Source("downtime_events", whole=downtime_events),
    Source("batch_cost_ledger", whole=batch_cost_ledger, reads=("sku_costs",)),
    Source("supplier_invoices", whole=supplier_invoices, reads=("suppliers",)),
)
