"""What breaks `I23_costs_and_budgets_add_up.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

MUTATIONS = (
    Mutation(
        "landed cost",
        (
            drop_checks("sku_costs"),
            "UPDATE sku_costs SET landed_cost = landed_cost + 0.0001 WHERE sku_id = 1",
        ),
    ),
    Mutation(
        "material cost of a batch",
        ("UPDATE batch_cost_ledger SET amount = amount + 0.02 WHERE batch_id = 1 AND cost_type = 'material'",),
    ),
    *(
        Mutation(
            f"{kind} of a batch",
            (f"UPDATE batch_cost_ledger SET amount = amount + 0.02 WHERE batch_id = 1 AND cost_type = '{kind}'",),
        )
        for kind in ("labor", "overhead")
    ),
    Mutation("budget of a promotion", ("UPDATE promotions SET budget = budget + 0.01 WHERE id = 1",)),
    Mutation(
        "overall score",
        (
            drop_checks("supplier_esg_scores"),
            "UPDATE supplier_esg_scores SET overall_score = overall_score + 0.01"
            " WHERE supplier_id = 1 AND score_quarter = 4",
        ),
    ),
    Mutation(
        "rating of a score",
        (
            "UPDATE supplier_esg_scores SET rating = CASE rating WHEN 'A' THEN 'B' ELSE 'A' END"
            " WHERE supplier_id = 1 AND score_quarter = 4",
        ),
    ),
    Mutation(
        "target that falls back",
        (
            "UPDATE sustainability_targets SET target_value = baseline_value - 0.0001 WHERE division_id = 1"
            " AND metric = 'water_use' AND target_year = (SELECT max(target_year) FROM sustainability_targets)",
        ),
    ),
    Mutation(
        "baseline of one year",
        (
            "UPDATE sustainability_targets SET baseline_value = baseline_value + 0.0001 WHERE division_id = 1"
            " AND metric = 'water_use' AND target_year = (SELECT max(target_year) FROM sustainability_targets)",
        ),
    ),
    *(
        Mutation(
            f"supplier rated {rating} said to be good",
            (
                "UPDATE supplier_esg_scores SET rating = 'A' WHERE (supplier_id, score_year, score_quarter) ="
                " (SELECT supplier_id, score_year, score_quarter FROM supplier_esg_scores"
                f" WHERE rating = '{rating}' ORDER BY 1, 2, 3 LIMIT 1)",
            ),
        )
        for rating in ("B", "C", "D")
    ),
    Mutation(
        "year without a target",
        (
            "UPDATE sustainability_targets SET target_year = target_year + 1 WHERE division_id = 1"
            " AND metric = 'water_use' AND target_year = (SELECT max(target_year) FROM sustainability_targets)",
        ),
    ),
    Mutation(
        "first target above the baseline",
        (
            drop_checks("sustainability_targets"),
            "UPDATE sustainability_targets SET target_value = baseline_value + 0.0001 WHERE division_id = 1"
            " AND metric = 'water_use' AND target_year = (SELECT min(target_year) FROM sustainability_targets)",
        ),
    ),
)
