"""What breaks `I13_formula_percents.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "one hundredth too little",
        (
            "UPDATE formula_ingredients SET percent = percent - 0.01 WHERE (formula_id, sequence) ="
            " (SELECT formula_id, sequence FROM formula_ingredients ORDER BY percent DESC, 1, 2 LIMIT 1)",
        ),
    ),
)
