"""Dates and key figures."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    # I31 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I31",
        "ordered after the as-of date",
        (
            "UPDATE purchase_orders SET order_date = (SELECT start_date + 7 * weeks FROM supplygen.run)"
            " WHERE id = (SELECT min(p.id) FROM purchase_orders AS p, supplygen.run AS r"
            " WHERE p.status = 'open' AND p.expected_delivery_date >= r.start_date + 7 * r.weeks)",
        ),
    ),
    Mutation(
        "I31",
        "struck before the horizon",
        ("UPDATE risk_events SET start_date = (SELECT start_date - 1 FROM supplygen.run) WHERE id = 1",),
    ),
    Mutation(
        "I31",
        "written by a clock",
        ("UPDATE audit_logs SET changed_at = now() WHERE id = (SELECT min(id) FROM audit_logs)",),
    ),
    Mutation(
        "I31",
        "loss booked before the horizon",
        (
            "UPDATE inventory_adjustments SET occurred_date = (SELECT start_date - 1 FROM supplygen.run)"
            " WHERE id = (SELECT min(id) FROM inventory_adjustments WHERE dc_id IS NOT NULL)",
        ),
    ),
    # I42 ------------------------------------------------------------------------------------------------------------
    Mutation(
        "I42",
        "value off by its last digit",
        ("UPDATE kpi_actuals SET actual_value = actual_value + 0.0001 WHERE id = (SELECT max(id) FROM kpi_actuals)",),
    ),
    Mutation(
        "I42",
        "colour",
        (
            "UPDATE kpi_actuals SET status = CASE status WHEN 'green' THEN 'amber' ELSE 'green' END"
            " WHERE id = (SELECT min(id) FROM kpi_actuals)",
        ),
    ),
    Mutation(
        "I42",
        "measured twice",
        (
            "UPDATE kpi_actuals AS k SET scope_id = o.scope_id, actual_value = o.actual_value, status = o.status"
            " FROM kpi_actuals AS o WHERE (o.kpi_id, o.measurement_date, o.scope_type)"
            " = (k.kpi_id, k.measurement_date, k.scope_type) AND o.id = k.id + 1"
            " AND k.id = (SELECT min(id) FROM kpi_actuals WHERE scope_type = 'dc')",
        ),
    ),
    Mutation(
        "I42",
        "shelf said to be empty",
        (
            "UPDATE osa_metrics SET is_in_stock = false, shelf_quantity = 0, out_of_stock_reason = 'demand_peak'"
            " WHERE is_in_stock",
        ),
    ),
    Mutation(
        "I26",
        "one case of an allocation",
        (
            "UPDATE demand_allocation SET allocated_quantity_cases = allocated_quantity_cases + 1"
            " WHERE (forecast_id, channel_id) = (SELECT forecast_id, channel_id"
            " FROM demand_allocation ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "I26",
        "one case that was agreed and not published",
        (
            "UPDATE consensus_adjustments SET consensus_quantity_cases = consensus_quantity_cases + 1,"
            " statistical_quantity_cases = statistical_quantity_cases + 1 WHERE id = 1",
        ),
    ),
    Mutation(
        "I26",
        "one batch of a line's week",
        (
            "UPDATE capacity_plans SET planned_batches = planned_batches + 1 WHERE id = (SELECT min(c.id)"
            " FROM capacity_plans AS c JOIN production_lines AS l ON l.id = c.production_line_id"
            " WHERE l.line_type <> 'filling')",
        ),
    ),
    Mutation(
        "I26",
        "rate of a line",
        (
            "UPDATE production_lines SET rate_kg_per_hour = rate_kg_per_hour + 1"
            " WHERE id = (SELECT min(production_line_id) FROM capacity_plans WHERE planned_kg > 1000)",
        ),
    ),
    Mutation(
        "I26",
        "overloaded line without an exception",
        (
            "UPDATE plants SET hours_per_day = 1, days_per_week = 1",
            "UPDATE capacity_plans SET available_hours = 1, utilisation = planned_hours,"
            " is_overloaded = planned_hours > 1",
        ),
        breaks=("I29",),
        because="batches then run at hours at which their plants rest",
    ),
    Mutation(
        "I26",
        "one case planned and not ordered from the plant",
        (
            "UPDATE supply_plans SET planned_production_cases = planned_production_cases + 1,"
            " closing_stock_cases = closing_stock_cases + 1 WHERE id = 1",
        ),
    ),
    Mutation(
        "I26",
        "one case in a plant that nobody made",
        (
            "UPDATE supply_plans SET opening_stock_cases = opening_stock_cases + 1,"
            " closing_stock_cases = closing_stock_cases + 1 WHERE id = 1",
        ),
    ),
    Mutation(
        "I26",
        "late batch that was not",
        (
            "UPDATE plan_exceptions SET gap_value = gap_value + 1 WHERE id = (SELECT min(id) FROM plan_exceptions"
            " WHERE work_order_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "I26",
        "one case cut that was not ordered",
        (
            "UPDATE plan_exceptions SET gap_value = gap_value + 1 WHERE id = (SELECT min(id) FROM plan_exceptions"
            " WHERE dc_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "I26",
        "rejected batch that was released",
        (
            "UPDATE plan_exceptions SET batch_id = (SELECT min(id) FROM batches WHERE qc_status = 'released')"
            " WHERE id = (SELECT min(id) FROM plan_exceptions WHERE batch_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "I31",
        "scored after the as-of date",
        (
            "UPDATE supplier_esg_scores SET assessed_date = (SELECT start_date + 7 * weeks FROM supplygen.run)"
            " WHERE supplier_id = 1",
        ),
        breaks=("I23",),
        because="a score is set on the last day of its quarter",
    ),
)
