"""Level 5, procurement: orders to suppliers, their receipts, and orders to the plants."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.amounts import max_by, sum_by
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Coded, Columns, Template, dense_ids
from supplygen.calendar import SECOND_US
from supplygen.context import GeneratorContext
from supplygen.levels.level_05_procurement.capacity_plans import capacity_plans
from supplygen.levels.source import Source
from supplygen.plan.results.documents import line_cents, received_grams
from supplygen.policy.production import RELEASE_DAYS


def purchase_orders(ctx: GeneratorContext) -> Columns:
    """All call-offs of a day from one supplier for one plant are one order."""
    lines, orders = ctx.plan.materials.lines, ctx.results.documents.orders
    owner, header = orders.document - 1, orders.first
    ids = dense_ids(len(orders))
    return {
        "id": ids,
        "po_number": Template("PO-", 9, ids),
        "supplier_id": lines["supplier"][header] + 1,
        "plant_id": lines["plant"][header] + 1,
        "order_date": lines["order_day"][header],
        "expected_delivery_date": max_by(owner, lines["expected_day"], len(orders)),
        "status": _order_status(ctx),
        "total_amount": sum_by(owner, line_cents(lines), len(orders)),
    }


def _order_status(ctx: GeneratorContext) -> Coded:
    """Status of each purchase order: received when all that was ordered has arrived."""
    plan, paper = ctx.plan, ctx.results.documents
    owner, count = paper.orders.document - 1, len(paper.orders)
    received = received_grams(plan, paper)
    arrived = sum_by(owner, received, count)
    missing = sum_by(owner, np.maximum(plan.materials.lines["grams"] - received, 0), count)
    states = {"open": arrived == 0, "partially_received": missing > 0}
    return Category.of("purchase_orders", "status").choose(states, otherwise="received")


def goods_receipts(ctx: GeneratorContext) -> Columns:
    """All lots of an order that arrive on one day are one receipt."""
    paper, lots = ctx.results.documents, ctx.plan.materials.lots
    header = paper.arrived[paper.receipts.first]
    ids = dense_ids(len(paper.receipts))
    return {
        "id": ids,
        "gr_number": Template("GR-", 9, ids),
        "po_id": paper.orders.document[lots["line"][header]],
        "receipt_date": lots["receipt_day"][header],
    }


def work_orders(ctx: GeneratorContext) -> Columns:
    """One order per planned batch, the next days' ones released; what waits for material stays released.

    A batch is made within a week, so none is in progress when the as-of day, a Sunday, ends.
    """
    plan = ctx.plan
    number, rows, policy = plan.work_orders, plan.batches.rows, plan.policy
    sku, planned = rows["sku"][number], rows["planned_start"][number]
    made = plan.batch_id[number] > 0
    ids = dense_ids(len(number))
    states = {"completed": made, "released": planned <= plan.calendar.as_of + RELEASE_DAYS}
    return {
        "id": ids,
        "wo_number": Template("WO-", 9, ids),
        "formula_id": policy.formula[sku] + 1,
        "sku_id": sku + 1,
        "plant_id": policy.plant[sku] + 1,
        "production_line_id": plan.batches.lines.line_id[sku],
        "planned_cases": rows["planned_cases"][number],
        "planned_start_date": planned,
        "planned_end_date": rows["planned_end"][number],
        "actual_start": np.where(made, rows["begin"][number] * SECOND_US, NULL),
        "actual_end": np.where(made, rows["end"][number] * SECOND_US, NULL),
        "status": Category.of("work_orders", "status").choose(states, otherwise="planned"),
        "operating_minutes": np.where(made, rows["operating_minutes"][number], NULL),
        "downtime_minutes": np.where(made, rows["downtime_minutes"][number], NULL),
    }


SOURCES = (
    Source("purchase_orders", whole=purchase_orders),
    Source("goods_receipts", whole=goods_receipts),
    Source("work_orders", whole=work_orders),
    Source("capacity_plans", whole=capacity_plans, reads=("plants", "production_lines")),
)
