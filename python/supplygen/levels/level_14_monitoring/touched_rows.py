"""Rows that events of the plan have touched: forecasts, purchase orders, receipts, invoices, batches and legs.

A provider is a function of the context: it returns nothing where the scenario is without its event.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from supplygen.calendar import DAY_SECONDS, HOUR_SECONDS
from supplygen.context import GeneratorContext
from supplygen.levels.level_00_reference.carbon import carbon_price_steps
from supplygen.levels.level_11_lines.freight_bills import due_for_trucks
from supplygen.levels.level_14_monitoring.touched import (
    CENTS,
    VALUE_UNITS,
    Provider,
    Touched,
    id_keys,
    line_keys,
    values,
)
from supplygen.plan.course import launch_weeks
from supplygen.plan.deployment import LATE_BY
from supplygen.plan.forecast import is_new
from supplygen.plan.freight import overcharges
from supplygen.plan.results.published_forecasts import forecast_cases
from supplygen.scenario import (
    CarbonCost,
    Congestion,
    DataDecay,
    Optimism,
    Overcharging,
    PortStrike,
    SorbitolContamination,
    SourceCascade,
    SupplierReliability,
    WrongInvoices,
)


def optimistic_forecasts(ctx: GeneratorContext) -> Iterable[Touched]:
    """QRK-OPTIMISM: every published forecast of an SKU that was new in the week."""
    if ctx.scenario.optimism is None:
        return
    made, plan = ctx.results.published, ctx.plan
    row = np.flatnonzero(is_new(launch_weeks(ctx)[plan.items.sku[made.item]], made.week))
    yield Touched(
        event_code=Optimism.code,
        table_name="demand_forecasts",
        effect="forecast_quantity_cases",
        row_key=id_keys(made.id[row]),
        baseline=values(
            forecast_cases(plan, plan.demand.sober_forecasts, made.item[row], made.week[row], made.lag[row])
        ),
        injected=values(made.cases[row]),
    )


def late_purchase_orders(ctx: GeneratorContext) -> Iterable[Touched]:
    """RSK-SUP-003, QRK-CASCADE: orders whose first goods came later than they would have, days after the agreed one."""
    plan = ctx.plan
    lots, lines, orders = plan.materials.lots, plan.materials.lines, ctx.results.documents.orders
    # A line's second receipt comes behind its first.
    first_lots = np.unique(lots["line"], return_index=True)[1]
    for code, without, day in (
        (SupplierReliability.code, lots["undisturbed_day"], lots["unheld_day"]),
        (SourceCascade.code, lots["unheld_day"], lots["receipt_day"]),
    ):
        hit = first_lots[without[first_lots] != day[first_lots]]
        order, first = np.unique(orders.document[lots["line"][hit]], return_index=True)
        row = hit[first]
        agreed = lines["expected_day"][lots["line"][row]]
        yield Touched(
            event_code=code,
            table_name="purchase_orders",
            effect="delay_days",
            row_key=id_keys(order),
            baseline=values(without[row] - agreed),
            injected=values(day[row] - agreed),
        )


def contaminated_rows(ctx: GeneratorContext) -> Iterable[Touched]:
    """RSK-BIO-001: receipt lines of the contaminated lot, and the batches made of it."""
    plan = ctx.plan
    paper = ctx.results.documents
    row = paper.receipts.order
    row = row[plan.batches.contamination.is_in(paper.arrived[row])]
    yield _marked("goods_receipt_lines", line_keys(paper.receipts.document[row], paper.receipts.number[row]))
    made = np.flatnonzero(plan.batches.rows["contaminated"][plan.produced] > 0)
    yield _marked("batches", id_keys(made + 1))


def _marked(table: str, keys: list[str]) -> Touched:
    """Rows that are contaminated: 1 instead of 0."""
    nothing = np.zeros(len(keys), dtype=np.int64)
    return Touched(SorbitolContamination.code, table, "contaminated", keys, nothing, nothing + VALUE_UNITS)


def decayed_batches(ctx: GeneratorContext) -> Iterable[Touched]:
    """QRK-DECAY: batches that failed, by the as-of date, for the age of their raw materials."""
    plan = ctx.plan
    rows, made = plan.batches.rows, plan.produced
    failed = np.flatnonzero((rows["decayed"][made] > 0) & (rows["decision_day"][made] <= plan.calendar.as_of))
    nothing = np.zeros(len(failed), dtype=np.int64)
    yield Touched(DataDecay.code, "batches", "rejected", id_keys(failed + 1), nothing, nothing + VALUE_UNITS)


def delayed_legs(ctx: GeneratorContext) -> Iterable[Touched]:
    """RSK-LOG-002 and QRK-CONGESTION: hours by which legs were late by themselves, without and with the event."""
    plan = ctx.plan
    trucks, rows = plan.numbering.long_haul, plan.deployment.trucks
    lane, key = rows["lane"][trucks], rows["key"][trucks]
    times = plan.deployment.legs(lane, key, rows["ship_day"][trucks])
    usual, strike, jam = (times[cause] * VALUE_UNITS // HOUR_SECONDS for cause in LATE_BY)
    happened = times["arrival"] < (ctx.as_of_day + 1) * DAY_SECONDS
    leg_id = plan.numbering.long_haul_last_leg[trucks][:, None] + np.arange(usual.shape[1]) + 1
    for code, added, before in ((PortStrike.code, strike, usual), (Congestion.code, jam, usual + strike)):
        hit = (added > 0) & happened
        yield Touched(
            code, "shipment_legs", "own_delay_hours", id_keys(leg_id[hit]), before[hit], (before + added)[hit]
        )


def dearer_carbon(ctx: GeneratorContext) -> Iterable[Touched]:
    """RSK-ENV-005: the price from which on emissions cost more."""
    if ctx.scenario.carbon_cost is None:
        return
    before, after = (cents * VALUE_UNITS // CENTS for _, cents in carbon_price_steps(ctx))
    row = len(carbon_price_steps(ctx))
    yield Touched(CarbonCost.code, "carbon_prices", "usd_per_tonne", [str(row)], np.array([before]), np.array([after]))


def wrong_long_haul_bills(ctx: GeneratorContext) -> Iterable[Touched]:
    """QRK-BILLING: bills of long hauls that charge too much; the simulator knows those of runs to stores."""
    trucks, rows = ctx.plan.numbering.long_haul, ctx.plan.deployment.trucks
    due = due_for_trucks(ctx, trucks)
    over = overcharges(ctx, rows["key"][trucks], due).total
    hit, cent = np.flatnonzero(over > 0), VALUE_UNITS // CENTS
    yield Touched(
        event_code=Overcharging.code,
        table_name="freight_bills",
        effect="billed_amount",
        row_key=id_keys(ctx.plan.numbering.long_haul_id[trucks[hit]]),
        baseline=due.total[hit] * cent,
        injected=(due.total + over)[hit] * cent,
    )


def wrong_supplier_invoices(ctx: GeneratorContext) -> Iterable[Touched]:
    """QRK-INVOICING: lines that bill more than what was accepted at the price of the order."""
    made = ctx.results.supplier_invoices
    lines, cent = made.lines, VALUE_UNITS // CENTS
    hit = np.flatnonzero(lines.is_wrong)
    yield Touched(
        event_code=WrongInvoices.code,
        table_name="supplier_invoice_lines",
        effect="line_amount",
        row_key=line_keys(lines.invoice[hit] + 1, lines.number[hit]),
        baseline=lines.due_cents[hit] * cent,
        injected=lines.cents[hit] * cent,
    )


PROVIDERS: tuple[Provider, ...] = (
    contaminated_rows,
    late_purchase_orders,
    delayed_legs,
    dearer_carbon,
    optimistic_forecasts,
    decayed_batches,
    wrong_long_haul_bills,
    wrong_supplier_invoices,
)
"""In the order of the rows."""
