"""What breaks `I26_plans_add_up.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "one case of an allocation",
        (
            "UPDATE demand_allocation SET allocated_quantity_cases = allocated_quantity_cases + 1"
            " WHERE (forecast_id, channel_id) = (SELECT forecast_id, channel_id"
            " FROM demand_allocation ORDER BY 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "one case that was agreed and not published",
        (
            "UPDATE consensus_adjustments SET consensus_quantity_cases = consensus_quantity_cases + 1,"
            " statistical_quantity_cases = statistical_quantity_cases + 1 WHERE id = 1",
        ),
    ),
    Mutation(
        "one batch of a line's week",
        (
            "UPDATE capacity_plans SET planned_batches = planned_batches + 1 WHERE id = (SELECT min(c.id)"
            " FROM capacity_plans AS c JOIN production_lines AS l ON l.id = c.production_line_id"
            " WHERE l.line_type <> 'filling')",
        ),
    ),
    Mutation(
        "rate of a line",
        (
            "UPDATE production_lines SET rate_kg_per_hour = rate_kg_per_hour + 1"
            " WHERE id = (SELECT min(production_line_id) FROM capacity_plans WHERE planned_kg > 1000)",
        ),
    ),
    Mutation(
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
        "one case planned and not ordered from the plant",
        (
            "UPDATE supply_plans SET planned_production_cases = planned_production_cases + 1,"
            " closing_stock_cases = closing_stock_cases + 1 WHERE id = 1",
        ),
    ),
    Mutation(
        "one case in a plant that nobody made",
        (
            "UPDATE supply_plans SET opening_stock_cases = opening_stock_cases + 1,"
            " closing_stock_cases = closing_stock_cases + 1 WHERE id = 1",
        ),
    ),
    Mutation(
        "late batch that was not",
        (
            "UPDATE plan_exceptions SET gap_value = gap_value + 1 WHERE id = (SELECT min(id) FROM plan_exceptions"
            " WHERE work_order_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "one case cut that was not ordered",
        (
            "UPDATE plan_exceptions SET gap_value = gap_value + 1 WHERE id = (SELECT min(id) FROM plan_exceptions"
            " WHERE dc_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "rejected batch that was released",
        (
            "UPDATE plan_exceptions SET batch_id = (SELECT min(id) FROM batches WHERE qc_status = 'released')"
            " WHERE id = (SELECT min(id) FROM plan_exceptions WHERE batch_id IS NOT NULL)",
        ),
    ),
)
