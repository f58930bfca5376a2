"""What each planted event may change: what it touches by itself (`CLOSURES`), and what follows from that.

What follows is told by three rules, in weeks: a center differs because something happened to it, after other goods have
arrived there, or once a center that it helps differs; a plant, because something happened to it or once a center that
it serves differs; goods on their way, because their plant differs, because its batches are divided among other needs of
its centers, or because something happened on the road.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from supplygen.arrays.columns import NULL
from supplygen.scenario import Scenario
from truth_rows import named
from twins import GRAPH, Company, Ints, company, difference, is_fact

SMALL = {"scale": 0.002, "weeks": 52, "seed": 60}
"""A company so small that with most seeds some event finds nothing to happen to; with this one each does."""
BASELINE = Scenario.baseline()
STRONGER: dict[str, dict[str, Any]] = {
    "RSK-LOG-002": {"days": 28, "delay_factor": 20.0},
    "QRK-CONGESTION": {"mean_delay_hours": 48.0},
}
"""Parameters with which an event has consequences in so small a company."""

ROAD = frozenset({"shipments", "shipment_legs", "shipment_lines", "shipment_emissions", "freight_bills"})
FORECAST = frozenset({"demand_forecasts", "consensus_adjustments", "demand_allocation", "forecast_accuracy"})
"""What is forecast for a center, and how it came out: nobody there acts on it."""
SUMMARIES = frozenset({"kpi_actuals", "risk_events", "audit_logs", "plan_exceptions", "injection"})
"""What adds up, picks out or writes down rows of the others."""
SHIPPED = frozenset({"carrier_contracts", "sku_costs"})
"""Commitments and standard freight: what a year's shipments come to."""
NEVER = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Closure:
    """What an event touches by itself; all else must follow."""

    names: frozenset[str]
    """Tables that the truth table names rows of."""
    touches: tuple[str, ...] = ()
    """Whom its rows happen to: "plant", "dc" or "road"."""
    since: str | None = None
    """Parameter with the week from which on they have an effect; None: when they happen."""
    world: frozenset[str] = frozenset()
    """Tables of the world that it changes, beside those that follow from the year's shipments."""
    reaches: frozenset[str] | None = None
    """The only facts that can differ; None: all."""


def closure(*names: str, **told: Any) -> Closure:
    return Closure(names=frozenset(names), **told)


RECALLED = ("goods_receipt_lines", "batches", "order_lines", "return_lines")
SIZED = frozenset({"production_lines", "replenishment_params"})
PRICED = frozenset({"shipment_emissions", "risk_events", "injection"})
BILLED = frozenset({"freight_bills", "injection"})
INVOICED = frozenset({"supplier_invoices", "supplier_invoice_lines", "supplier_payments", "injection"})
DEDUCTED = frozenset({"customer_invoices", "customer_payments", "customer_deductions", "injection"})
CLOSURES = {
    "RSK-BIO-001": closure(*RECALLED, touches=("plant", "dc"), since="discovery_week"),
    "RSK-LOG-002": closure("shipment_legs", touches=("road",)),
    "RSK-SUP-003": closure("purchase_orders", touches=("plant",)),
    "RSK-CYB-004": closure("pick_waves", touches=("dc",)),
    "RSK-ENV-005": closure("carbon_prices", world=frozenset({"carbon_prices"}), reaches=PRICED),
    "QRK-BULLWHIP": closure("order_lines", touches=("dc",)),
    "QRK-PHANTOM": closure("inventory_adjustments", touches=("dc",)),
    "QRK-CONGESTION": closure("shipment_legs", touches=("road",)),
    "QRK-CASCADE": closure("purchase_orders", touches=("plant",)),
    # Lines and materials are planned by forecasts.
    "QRK-OPTIMISM": closure("demand_forecasts", world=SIZED, touches=("plant",)),
    "QRK-DECAY": closure("batches", touches=("plant",)),
    "QRK-BILLING": closure("freight_bills", reaches=BILLED),
    "QRK-INVOICING": closure("supplier_invoice_lines", reaches=INVOICED),
    "QRK-DEDUCTIONS": closure("customer_deductions", reaches=DEDUCTED),
}


# The companies ----------------------------------------------------------------------------------------------------


@cache
def plain() -> Company:
    return company(Scenario.none(), **SMALL)


def event(code: str) -> Any:
    (found,) = (event for event in BASELINE.events if event.code == code)
    return replace(found, **STRONGER.get(code, {}))


@cache
def alone(code: str) -> Company:
    return company(Scenario.of([event(code)]), **SMALL)


# What was touched, and what differs -------------------------------------------------------------------------------

Nodes = dict[tuple[str, int], int]
"""First week of a plant, of a center ("dc"), or of goods from a plant on their way to a center ("road")."""


def put(nodes: Nodes, kind: str, owners: Ints, weeks: Ints) -> None:
    for owner in np.unique(owners[owners > 0]).tolist():
        week = int(weeks[owners == owner].min())
        nodes[kind, owner] = min(week, nodes.get((kind, owner), week))


def shipment(made: Company, table: str, rows: Ints) -> Ints:
    ids = made.tables[table]["id" if table == "shipments" else "shipment_id"][rows]
    return made.at("shipments", ids)


def destination(made: Company, table: str, rows: Ints) -> Ints:
    """Center that goods from a plant go to; 0 for goods that go to stores."""
    if table not in ROAD:
        return np.zeros(len(rows), dtype=np.int64)
    to = made.tables["shipments"]["destination_dc_id"][shipment(made, table, rows)]
    return np.where(to == NULL, 0, to)


def owner(made: Company, table: str, kind: str, rows: Ints) -> Ints:
    if table == "demand_forecasts" and kind == "plant":
        return np.asarray(made.tables["skus"]["primary_plant_id"][made.tables[table]["sku_id"][rows] - 1])
    to = destination(made, table, rows)
    return to if kind == "road" else np.where(to > 0, 0, made.owner(table, kind)[rows])


def touched(code: str) -> Nodes:
    """What the event has touched by itself, and since when."""
    made, rule = alone(code), CLOSURES[code]
    nodes: Nodes = {}
    for table, rows in named(made, code).items():
        weeks = rows.weeks if rule.since is None else np.full(len(rows.rows), getattr(event(code), rule.since))
        for kind in rule.touches:
            put(nodes, kind, owner(made, table, kind, rows.rows), weeks)
        if table == "batches" and "dc" in rule.touches:
            # A recall reaches every center that holds some.
            ids = made.tables[table]["id"][rows.rows]
            sent = np.flatnonzero(np.isin(made.tables["shipment_lines"]["batch_id"], ids))
            put(nodes, "dc", destination(made, "shipment_lines", sent), np.full(len(sent), weeks.min()))
    return nodes


Part = tuple[Company, Ints, Ints]
"""Rows of one of two companies that the other has not, and since which week."""


@cache
def differing(code: str) -> dict[str, list[Part]]:
    """Tables that differ, with the rows, but for batches that the truth table names: they change after the fact."""
    found = {}
    for table in GRAPH.names:
        parts = difference(plain(), alone(code), table)
        if table == "batches" and table in CLOSURES[code].names:
            known = alone(code).identity(table)[named(alone(code), code)[table].rows]
            kept = [~np.isin(made.identity(table)[rows], known) for made, rows, _ in parts]
            parts = [(made, rows[k], weeks[k]) for (made, rows, weeks), k in zip(parts, kept, strict=True)]
        if any(len(rows) for _, rows, _ in parts):
            found[table] = parts
    return found


def facts(code: str) -> Iterator[tuple[str, Part]]:
    """Facts that somebody acts on."""
    for table, parts in differing(code).items():
        if is_fact(table) and table not in FORECAST | SUMMARIES:
            yield from ((table, part) for part in parts)


def first_weeks(code: str) -> Nodes:
    nodes: Nodes = {}
    for table, (made, rows, weeks) in facts(code):
        for kind in ("plant", "dc", "road"):
            put(nodes, kind, owner(made, table, kind, rows), weeks)
    return nodes


def other_goods(code: str) -> Nodes:
    """Since when goods from plants arrive at centers otherwise."""
    nodes: Nodes = {}
    for table in ("shipments", "shipment_lines"):
        for made, rows, _ in differing(code).get(table, []):
            day = made.tables["shipments"]["actual_delivery_date"][shipment(made, table, rows)]
            arrived, to = day != NULL, destination(made, table, rows)
            put(nodes, "dc", to[arrived], (day[arrived] - made.start_day) // 7)
    return nodes


def pairs() -> set[tuple[int, int]]:
    """Plants, each with the centers that it makes something for."""
    items, skus = plain().tables["replenishment_params"], plain().tables["skus"]
    return set(zip(skus["primary_plant_id"][items["sku_id"] - 1].tolist(), items["dc_id"].tolist(), strict=True))


def helped(giver: int) -> list[int]:
    """Centers that a center sends goods to when they run out."""
    routes = plain().tables["routes"]
    return np.asarray(routes["destination_dc_id"][routes["origin_dc_id"] == giver]).tolist()


def causes(node: tuple[str, int], happened: Nodes, seen: Nodes, arrived: Nodes) -> list[int]:
    """Weeks from which on a node may differ because others do."""
    kind, number = node
    if kind == "dc":
        # What arrives in a week can be allocated from the next Monday on, on which planners also see who has run out.
        others = [("dc", center) for center in helped(number)]
        return [arrived.get(node, NEVER) + 1] + [
            nodes.get(other, NEVER) + 1 for nodes in (happened, seen, arrived) for other in others
        ]
    plants = {plant for plant, dc in pairs() if number == (plant if kind == "plant" else dc)}
    centers = {dc for plant, dc in pairs() if plant in plants}
    found = [seen.get(("dc", dc), NEVER) for dc in centers]
    return found if kind == "plant" else [*found, *(seen.get(("plant", plant), NEVER) for plant in plants)]
