"""Level 14: key figures, shelf audits, the audit trail and risks say what the tables below them say.

That every key figure equals its SQL on a loaded database is invariant I42; here stands what it rests on.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from supplygen import _core
from supplygen.arrays.columns import NULL, Coded, Columns
from supplygen.arrays.reading import column_texts
from supplygen.calendar import date_of
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.levels import SOURCES
from supplygen.levels.level_14_monitoring.kpi_actuals import SCOPES, colors, measured
from supplygen.levels.level_14_monitoring.observations import SHARED, Observations, all_observations
from supplygen.levels.level_14_monitoring.tables import osa_metrics
from supplygen.schema import TABLES, metadata
from worlds import emitted, until

DAY_US = 86_400_000_000
WHOLE = [source.table for source in SOURCES if source.whole and TABLES[source.table].info["level"] == 14]


@pytest.fixture(
    scope="module",
    params=[
        Settings(scale=0.01, seed=42, weeks=10),
        Settings(scale=0.001, seed=1, weeks=4),
        Settings(scale=0.001, seed=3, weeks=52),
    ],
    ids=["short-last-period", "one-period", "smallest"],
)
def ctx(request: pytest.FixtureRequest) -> GeneratorContext:
    return until(request.param, 14)


@pytest.mark.parametrize("table", WHOLE)
def test_columns_and_ids(ctx: GeneratorContext, table: str) -> None:
    columns = ctx.tables[table]
    assert set(columns) == {column.name for column in TABLES[table].columns}
    (length,) = {len(column) for column in columns.values()}
    assert length > 0
    if "id" in columns:
        assert ctx.column(table, "id").tolist() == list(range(1, length + 1))


# Key figures ------------------------------------------------------------------------------------------------------


def test_every_threshold_is_measured(ctx: GeneratorContext) -> None:
    codes = set(ctx.texts("kpi_thresholds", "kpi_code"))
    assert {seen.kpi_code for seen in all_observations(ctx)} == codes
    assert set(ctx.column("kpi_actuals", "kpi_id").tolist()) == set(ctx.column("kpi_thresholds", "id").tolist())


def test_periods_end_every_four_weeks_and_at_the_as_of_date(ctx: GeneratorContext) -> None:
    found = np.unique(ctx.column("kpi_actuals", "measurement_date"))
    last = [min(ctx.start_day + 28 * n + 27, ctx.as_of_day) for n in range(-(-ctx.settings.weeks // 4))]
    assert found.tolist() == last


def test_a_scope_is_measured_once_a_period(ctx: GeneratorContext) -> None:
    rows = ctx.tables["kpi_actuals"]
    key = list(
        zip(
            ctx.column("kpi_actuals", "measurement_date").tolist(),
            ctx.column("kpi_actuals", "kpi_id").tolist(),
            column_texts(rows["scope_type"]),
            ctx.column("kpi_actuals", "scope_id").tolist(),
            strict=True,
        )
    )
    assert len(set(key)) == len(key)
    assert all((scope == "company") == (place == NULL) for _, _, scope, place in key)
    assert {scope for _, _, scope, _ in key} == set(SCOPES.values)


def observed(**changes: Any) -> Observations:
    parts: dict[str, Any] = {
        "day": np.array([0, 27, 28]),
        "division": np.array([0, 1, 1]),
        "center": np.array([0, 2, 2]),
        "channel": np.full(3, SHARED),
        "numerator": np.array([1, 1, -1]),
        "denominator": np.array([3, 3, 20_000]),
    }
    return Observations(kpi_code="FORECAST_BIAS", **(parts | changes))


def test_sums_by_scope_and_period_round_half_up(ctx: GeneratorContext) -> None:
    seen = observed(day=ctx.start_day + np.array([0, 27, 27]), denominator=np.array([20_000, 20_000, 20_000]))
    found = {
        (int(scope), int(place)): int(value)
        for part in measured(ctx, seen)
        for scope, place, value in zip(part["scope"], part["scope_id"], part["value"], strict=True)
    }
    # 1 / 20,000 is half of the last digit; 1 - 1 is nothing; 1 / 60,000 is less than half.
    assert found == {(0, NULL): 0, (1, 1): 1, (1, 2): 0, (3, 1): 1, (3, 3): 0}


def test_what_lies_outside_the_horizon_is_not_measured(ctx: GeneratorContext) -> None:
    seen = observed(day=np.array([ctx.start_day - 1, ctx.as_of_day + 1, ctx.as_of_day]))
    company = next(iter(measured(ctx, seen)))
    assert company["day"].tolist() == [ctx.as_of_day]
    assert company["value"].tolist() == [1]


@pytest.mark.parametrize(
    ("code", "value", "color"),
    [
        ("FILL_RATE", 9_500, "green"),
        ("FILL_RATE", 9_499, "amber"),
        ("FILL_RATE", 9_200, "amber"),
        ("FILL_RATE", 9_199, "red"),
        ("RETURN_RATE", 300, "green"),
        ("RETURN_RATE", 301, "amber"),
        ("RETURN_RATE", 400, "amber"),
        ("RETURN_RATE", 401, "red"),
    ],
)
def test_the_color_follows_thresholds_and_direction(ctx: GeneratorContext, code: str, value: int, color: str) -> None:
    kpi = np.array([ctx.ids("kpi_thresholds", code)])
    assert column_texts(colors(ctx, kpi, np.array([value]))) == [color]


def test_totals_by_channel_equal_the_rows(ctx: GeneratorContext) -> None:
    totals = ctx.plan.totals[..., _core.MEASURES.index("due_orders")].sum(axis=(0, 2))
    account = ctx.column("retail_locations", "retail_account_id") - 1
    channel = ctx.column("retail_accounts", "channel_id")[account] - 1
    counted = np.zeros_like(totals)
    for raw in (tables["orders"] for tables in emitted(ctx)):
        due = raw["promised"] <= ctx.as_of_day
        np.add.at(counted, channel[raw["store"][due] - 1], 1)
    assert counted.tolist() == totals.tolist()
    assert counted[:-1].sum() > 0


def test_what_channels_share_stands_behind_the_last_one(ctx: GeneratorContext) -> None:
    shared = {"truckloads", "part_loads", "parcels", "truck_cases", "truck_places", "truck_capacity", "freight_cents"}
    for number, name in enumerate(_core.MEASURES):
        own, common = ctx.plan.totals[:, :-1, :, number], ctx.plan.totals[:, -1, :, number]
        assert bool(common.any()) == (name in shared)
        assert bool(own.any()) == (name not in shared)


# Shelf audits -----------------------------------------------------------------------------------------------------


def test_shelf_audits_have_a_reason_when_empty(ctx: GeneratorContext) -> None:
    raw = next(tables["osa_metrics"] for tables in emitted(ctx))
    columns = osa_metrics(ctx, raw)
    reason, in_stock = columns["out_of_stock_reason"], columns["is_in_stock"]
    assert isinstance(reason, Coded)
    assert isinstance(in_stock, np.ndarray)
    assert set(columns) == {column.name for column in metadata.tables["osa_metrics"].columns}
    shelf = np.asarray(raw["shelf"])
    assert np.array_equal(in_stock, shelf > 0)
    assert np.array_equal(in_stock, reason.codes < 0)


# The audit trail --------------------------------------------------------------------------------------------------


def trail(ctx: GeneratorContext, table: str) -> list[tuple[int, int, dict[str, str] | None, dict[str, str]]]:
    """(record, time, old, new) of one table's changes, in the order of their ids."""
    rows = ctx.tables["audit_logs"]
    old, new = column_texts(rows["old_values"]), column_texts(rows["new_values"])
    record, at = ctx.column("audit_logs", "record_id").tolist(), ctx.column("audit_logs", "changed_at").tolist()
    return [
        (record[n], at[n], json.loads(old[n] or "null"), json.loads(new[n] or "null"))
        for n, name in enumerate(column_texts(rows["table_name"]))
        if name == table
    ]


def test_changes_ascend_in_time_until_the_as_of_date(ctx: GeneratorContext) -> None:
    at = ctx.column("audit_logs", "changed_at")
    assert (np.diff(at) >= 0).all()
    assert at[0] >= ctx.run_in_day * DAY_US
    assert at[-1] < (ctx.as_of_day + 1) * DAY_US


@pytest.mark.parametrize(
    ("table", "field"), [("purchase_orders", "status"), ("work_orders", "status"), ("batches", "qc_status")]
)
def test_changes_of_a_record_end_in_its_state(ctx: GeneratorContext, table: str, field: str) -> None:
    now = ctx.texts(table, field)
    state: dict[int, str] = {}
    for record, _, old, new in trail(ctx, table):
        if record in state:
            assert old is not None
            assert old[field] == state[record]
        state[record] = new[field]
    assert all(now[record - 1] == last for record, last in state.items())
    untouched = {now[record] for record in range(len(now)) if record + 1 not in state}
    assert untouched <= {"planned", "released", "pending"}


def test_changes_follow_the_records_dates(ctx: GeneratorContext) -> None:
    ordered = ctx.column("purchase_orders", "order_date")
    for record, at, old, new in trail(ctx, "purchase_orders"):
        assert at // DAY_US == ordered[record - 1] if old is None else at // DAY_US > ordered[record - 1]
        assert (old is None) == ("order_date" in new)
    ended = ctx.column("work_orders", "actual_end")
    assert all(at == ended[record - 1] for record, at, _, _ in trail(ctx, "work_orders"))
    released = ctx.column("batches", "qc_release_date")
    for record, at, _, new in trail(ctx, "batches"):
        if new["qc_status"] == "released":
            assert at // DAY_US == released[record - 1]
            assert new["qc_release_date"] == str(np.datetime64(int(released[record - 1]), "D"))


def test_inserts_have_no_old_values(ctx: GeneratorContext) -> None:
    rows = ctx.tables["audit_logs"]
    action, old = column_texts(rows["action"]), column_texts(rows["old_values"])
    assert set(action) == {"insert", "update"}
    assert all((what == "insert") == (before is None) for what, before in zip(action, old, strict=True))


# Risks ------------------------------------------------------------------------------------------------------------


def test_risks_point_to_rows_inside_the_horizon(ctx: GeneratorContext) -> None:
    rows = ctx.tables["risk_events"]
    record, start, end = (ctx.column("risk_events", name) for name in ("record_id", "start_date", "end_date"))
    for table, key in zip(column_texts(rows["table_name"]), record.tolist(), strict=True):
        if table is None:
            assert key == NULL
            continue
        assert 1 <= key <= len(ctx.column(str(table), "id"))
    assert (start >= ctx.start_day).all()
    assert (start <= ctx.as_of_day).all()
    assert (np.diff(start) >= 0).all()
    assert ((end == NULL) | (end >= start)).all()
    assert (ctx.column("risk_events", "impact_cases") >= 0).all()
    codes = column_texts(rows["event_code"])
    assert len(set(codes)) == len(codes)


def test_planted_risks_stand_with_their_code_window_and_record(ctx: GeneratorContext) -> None:
    rows, start = ctx.tables["risk_events"], ctx.settings.start
    listed = {str(code): n for n, code in enumerate(column_texts(rows["event_code"]))}
    planted = {event.code: event for event in ctx.scenario.events if event.code.startswith("RSK")}
    assert {code for code in listed if int(code[-3:]) < 100} == planted.keys()
    assert len(planted) == (5 if ctx.settings.weeks == 52 else 0)
    for code, event in planted.items():
        first, last = event.window(start)
        n = listed[code]
        assert date_of(int(ctx.column("risk_events", "start_date")[n])) == first
        end = int(ctx.column("risk_events", "end_date")[n])
        assert (None if end == NULL else date_of(end)) == last
        assert ctx.texts("risk_events", "description")[n] == event.description
        assert ctx.texts("risk_events", "severity")[n] == event.severity
        # Whether a small company has goods on the way through the port in these two weeks is chance.
        assert ctx.column("risk_events", "impact_cases")[n] > 0 or code == "RSK-LOG-002"
    if planted:
        struck = {
            "RSK-BIO-001": ("ingredients", "ING-SORB-001"),
            "RSK-LOG-002": ("ports", "USLAX"),
            "RSK-SUP-003": ("suppliers", "SUP-PALM-MY-001"),
            "RSK-CYB-004": ("distribution_centers", "DC-NAM-CHI-001"),
        }
        for code, (table, name) in struck.items():
            assert ctx.texts("risk_events", "table_name")[listed[code]] == table
            assert ctx.column("risk_events", "record_id")[listed[code]] == ctx.ids(table, name)


def events(ctx: GeneratorContext, table: str) -> list[int]:
    names = column_texts(ctx.tables["risk_events"]["table_name"])
    return [n for n, name in enumerate(names) if name == table]


def test_rejected_batches_are_the_largest(ctx: GeneratorContext) -> None:
    rows: Columns = ctx.tables["batches"]
    rejected = np.array(column_texts(rows["qc_status"])) == "rejected"
    inside = rejected & (ctx.column("batches", "production_date") >= ctx.start_day)
    cases = np.sort(ctx.column("batches", "output_cases")[inside])[::-1]
    chosen = np.sort(ctx.column("risk_events", "impact_cases")[events(ctx, "batches")])[::-1]
    assert chosen.tolist() == cases[: len(chosen)].tolist()


def test_late_orders_were_late(ctx: GeneratorContext) -> None:
    due = ctx.column("purchase_orders", "expected_delivery_date")
    last = np.zeros_like(due)
    np.maximum.at(last, ctx.column("goods_receipts", "po_id") - 1, ctx.column("goods_receipts", "receipt_date"))
    for n in events(ctx, "purchase_orders"):
        order = ctx.column("risk_events", "record_id")[n] - 1
        assert ctx.column("risk_events", "start_date")[n] == due[order] + 1
        assert ctx.column("risk_events", "end_date")[n] in {last[order], NULL}
