"""What breaks `I42_kpi_actuals.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "value off by its last digit",
        ("UPDATE kpi_actuals SET actual_value = actual_value + 0.0001 WHERE id = (SELECT max(id) FROM kpi_actuals)",),
    ),
    Mutation(
        "colour",
        (
            "UPDATE kpi_actuals SET status = CASE status WHEN 'green' THEN 'amber' ELSE 'green' END"
            " WHERE id = (SELECT min(id) FROM kpi_actuals)",
        ),
    ),
    Mutation(
        "measured twice",
        (
            "UPDATE kpi_actuals AS k SET scope_id = o.scope_id, actual_value = o.actual_value, status = o.status"
            " FROM kpi_actuals AS o WHERE (o.kpi_id, o.measurement_date, o.scope_type)"
            " = (k.kpi_id, k.measurement_date, k.scope_type) AND o.id = k.id + 1"
            " AND k.id = (SELECT min(id) FROM kpi_actuals WHERE scope_type = 'dc')",
        ),
    ),
    Mutation(
        "shelf said to be empty",
        (
            "UPDATE osa_metrics SET is_in_stock = false, shelf_quantity = 0, out_of_stock_reason = 'demand_peak'"
            " WHERE is_in_stock",
        ),
    ),
    Mutation(
        "one row twice",
        (
            "INSERT INTO kpi_actuals (kpi_id, measurement_date, scope_type, scope_id, actual_value, status)"
            " SELECT kpi_id, measurement_date, scope_type, scope_id, actual_value, status FROM kpi_actuals"
            " ORDER BY id LIMIT 1",
        ),
        breaks=("I43",),
        because="a row more than was announced",
    ),
)
