"""What breaks `I26_plans_add_up.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

PLAN = "id = (SELECT min(c.id) FROM capacity_plans AS c JOIN production_lines AS l ON l.id = c.production_line_id WHERE"
"""The first week of a line that is of some type."""

LAST_PAST = (
    "id = (SELECT min(p.id) FROM supply_plans AS p JOIN (SELECT plant_id, sku_id, max(week_start) AS week_start"
    " FROM supply_plans GROUP BY 1, 2) AS last USING (plant_id, sku_id, week_start)"
    " WHERE p.planned_shipment_cases > 0 AND p.actual_production_cases IS NOT NULL)"
)
"""The first plan for a SKU at a plant that is the last one there, and of the past."""

OVERLOAD = (
    "UPDATE production_lines AS l SET rate_kg_per_hour = floor(c.planned_kg / c.available_hours) FROM"
    " capacity_plans AS c"
    " WHERE c.id = (SELECT c.id FROM capacity_plans AS c JOIN production_lines AS l ON l.id = c.production_line_id"
    " WHERE l.line_type = 'mixing' ORDER BY c.planned_kg DESC, c.id LIMIT 1) AND l.id = c.production_line_id",
    "UPDATE capacity_plans AS c SET run_hours = r.hours, planned_hours = r.hours,"
    " utilisation = round(r.hours / c.available_hours, 4), is_overloaded = r.hours > c.available_hours"
    " FROM (SELECT c.id, round(c.planned_kg / l.rate_kg_per_hour, 4) AS hours FROM capacity_plans AS c"
    " JOIN production_lines AS l ON l.id = c.production_line_id WHERE l.line_type = 'mixing') AS r WHERE r.id = c.id",
    "UPDATE plan_exceptions AS e SET exception_type = 'line_overload', capacity_plan_id = c.id, sku_id = NULL,"
    " ingredient_id = NULL, work_order_id = NULL, week_start = c.week_start, gap_unit = 'hours',"
    " gap_value = round(c.planned_hours - c.available_hours, 2), affected_cases = c.planned_cases"
    " FROM capacity_plans AS c WHERE c.is_overloaded"
    " AND e.id = (SELECT min(id) FROM plan_exceptions WHERE work_order_id IS NOT NULL)",
)
"""Overloads a mixing line in its fullest week, and lets an exception say so."""

LATE = "(SELECT min(id) FROM plan_exceptions WHERE work_order_id IS NOT NULL)"
REJECTION = "(SELECT min(id) FROM plan_exceptions WHERE batch_id IS NOT NULL)"

UNTOUCHED = (
    "(SELECT min(f.id) FROM demand_forecasts AS f JOIN supplygen.run AS r ON true WHERE NOT EXISTS (SELECT FROM"
    " supplygen.injection AS i WHERE i.table_name = 'demand_forecasts' AND i.row_key = f.id::text) AND"
)
"""A forecast that no event has touched, of some kind."""

AS_OF = "r.start_date + 7 * r.weeks - 1"

MUTATIONS = (
    Mutation(
        "week without its last forecast",
        (f"DELETE FROM demand_forecasts WHERE id = {UNTOUCHED} f.lag_weeks = 1 AND f.week_start <= {AS_OF})",),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    Mutation(
        "week ahead without a forecast of the last Monday",
        (
            f"DELETE FROM demand_forecasts WHERE id = {UNTOUCHED} f.week_start > {AS_OF} AND f.lag_weeks = 4"
            f" AND f.forecast_date = {AS_OF} - 6)",
        ),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    Mutation(
        "week ahead that was forecast out of turn",
        (
            "UPDATE demand_forecasts SET lag_weeks = lag_weeks + 1, forecast_date = forecast_date - 7"
            f" WHERE id = {UNTOUCHED} f.week_start > {AS_OF} AND f.lag_weeks = 12"
            f" AND f.forecast_date < {AS_OF} - 6)",
        ),
    ),
    Mutation(
        "week farther ahead than half a year",
        (
            "UPDATE demand_forecasts SET week_start = week_start + 7, lag_weeks = lag_weeks + 1"
            f" WHERE id = {UNTOUCHED} f.week_start = {AS_OF} + 1 + 25 * 7)",
        ),
    ),
    Mutation(
        "forecast of the last look that is judged",
        (
            "UPDATE forecast_accuracy AS a SET forecast_id = v.id FROM demand_forecasts AS f"
            " JOIN demand_forecasts AS v USING (sku_id, dc_id, week_start) WHERE f.id = a.forecast_id AND"
            " v.lag_weeks = 1 AND f.id = (SELECT max(forecast_id) FROM forecast_accuracy)",
        ),
    ),
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
    Mutation(
        "share of a channel",
        (
            "UPDATE demand_allocation SET planned_share = planned_share - 0.0001 WHERE (forecast_id, channel_id) ="
            " (SELECT forecast_id, channel_id FROM demand_allocation ORDER BY planned_share DESC, 1, 2 LIMIT 1)",
        ),
    ),
    Mutation(
        "agreed after it was published",
        (
            "UPDATE consensus_adjustments AS a SET adjustment_date = f.forecast_date + 1 FROM demand_forecasts AS f"
            " WHERE f.id = a.forecast_id AND a.id = 1",
        ),
    ),
    Mutation(
        "one case of a line's week",
        (f"UPDATE capacity_plans SET planned_cases = planned_cases + 1 WHERE {PLAN} true)",),
    ),
    Mutation(
        "one gram of a line's week",
        (f"UPDATE capacity_plans SET planned_kg = planned_kg + 0.001 WHERE {PLAN} true)",),
    ),
    *(
        Mutation(
            f"changeover of a {line} line",
            (
                "UPDATE capacity_plans SET changeover_hours = changeover_hours + 0.0001,"
                " planned_hours = planned_hours + 0.0001,"
                " utilisation = round((planned_hours + 0.0001) / available_hours, 4)"
                f" WHERE {PLAN} l.line_type = '{line}')",
            ),
        )
        for line in ("filling", "mixing")
    ),
    Mutation(
        "hours of a line",
        (
            "UPDATE capacity_plans SET available_hours = available_hours + 1,"
            f" utilisation = round(planned_hours / (available_hours + 1), 4) WHERE {PLAN} true)",
        ),
    ),
    Mutation(
        "utilisation of a line",
        (f"UPDATE capacity_plans SET utilisation = utilisation + 0.0001 WHERE {PLAN} true)",),
    ),
    *(
        Mutation(
            f"exception with another {column} than the overload",
            (
                *OVERLOAD,
                f"UPDATE plan_exceptions SET {column} = {column} + {more} WHERE exception_type = 'line_overload'",
            ),
        )
        for column, more in (
            ("gap_value", "0.01"),
            ("affected_cases", "1"),
            ("week_start", "7"),
            ("capacity_plan_id", "1"),
        )
    ),
    Mutation(
        "one case sent and not planned",
        (
            "UPDATE supply_plans SET planned_shipment_cases = planned_shipment_cases - 1,"
            f" closing_stock_cases = closing_stock_cases + 1 WHERE {LAST_PAST}",
        ),
    ),
    Mutation(
        "one case said to be made",
        (f"UPDATE supply_plans SET actual_production_cases = actual_production_cases + 1 WHERE {LAST_PAST}",),
    ),
    Mutation(
        "production of the past unknown",
        (f"UPDATE supply_plans SET actual_production_cases = NULL WHERE {LAST_PAST}",),
    ),
    Mutation(
        "production of the future known",
        (
            "UPDATE supply_plans SET actual_production_cases = 0"
            " WHERE id = (SELECT max(id) FROM supply_plans WHERE actual_production_cases IS NULL)",
        ),
    ),
    *(
        Mutation(f"{column} of a late batch", (f"UPDATE plan_exceptions SET {column} = {value} WHERE id = {LATE}",))
        for column, value in (
            ("week_start", "week_start + 7"),
            ("plant_id", "plant_id % 2 + 1"),
            ("sku_id", "sku_id + 1"),
            ("affected_cases", "affected_cases + 1"),
        )
    ),
    Mutation(
        "cases for want of which orders were cut",
        (
            "UPDATE plan_exceptions SET affected_cases = affected_cases + 1"
            " WHERE id = (SELECT min(id) FROM plan_exceptions WHERE dc_id IS NOT NULL)",
        ),
    ),
    Mutation(
        "rejection of a batch like another that was released",
        (
            "UPDATE plan_exceptions AS e SET batch_id = b.id, gap_value = b.output_cases,"
            " affected_cases = b.output_cases, plant_id = b.plant_id, sku_id = b.sku_id FROM batches AS b"
            f" WHERE b.id = (SELECT min(id) FROM batches WHERE qc_status = 'released') AND e.id = {REJECTION}",
        ),
    ),
    *(
        Mutation(f"{column} of a rejection", (f"UPDATE plan_exceptions SET {column} = {value} WHERE id = {REJECTION}",))
        for column, value in (
            ("gap_value", "gap_value + 1"),
            ("affected_cases", "affected_cases + 1"),
            ("plant_id", "plant_id % 2 + 1"),
            ("sku_id", "sku_id + 1"),
        )
    ),
)
